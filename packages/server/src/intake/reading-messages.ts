// What goes between the threads that read large files of telephone systems.
import type { SourceSettings } from "../stages/recording/sources/source-settings.ts";
import type { Part } from "../stages/recording/sources/telephone-system.ts";

export interface ReadingTask {
  readonly system: string;
  readonly settings: SourceSettings;
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface ReadingProblem {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Parts come some at a time, so that whoever gets them is never held up for long. */
export type ReadingMessage =
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | {
      readonly kind: "done";
      readonly problems: readonly ReadingProblem[];
      readonly otherRows: number;
      readonly isNone: boolean;
    };
