// The port of a telephone system 电话系统: which side-car files it writes, how its recordings are named, and how its rows,
// legs and events become the detail of one call. Parts are plain data, so whoever waits for the rest of a call can keep them.
import type { AppError } from "@tingheng/domain";
import type { CallDetail } from "./call-detail.ts";
import type { NameFields } from "./name-pattern.ts";
import type { SourceSettings } from "./source-settings.ts";

export type Facts = Readonly<Record<string, unknown>>;

/** One row, leg, event or document. */
export type Part = {
  /** The same part told again has the same id. */
  readonly partId: string;
  /** Parts that share a key tell of one call. */
  readonly keys: readonly string[];
  /** ISO 8601, where the source says when it wrote the part. */
  readonly lastUpdate?: string;
  readonly facts: Facts;
};

export type Reading = {
  readonly parts: readonly Part[];
  /** What could not be read, each with where, expected and found. */
  readonly problems: readonly AppError[];
  /** How many rows rightly tell of no call, such as an agent who signs in. */
  readonly otherRows: number;
};

type SideFile = {
  readonly kind: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** By the file's name without folders; several systems may know the same name. */
  readonly matches: (name: string) => boolean;
};

export type TelephoneSystem = {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly sideFiles: readonly SideFile[];
  /** How it names recordings unless told otherwise; the first that fits is taken. */
  readonly namePatterns: readonly string[];
  /** What the fields of such a name say of the call. Without it they are taken by their usual meaning. */
  readonly callOfName?: (fields: NameFields, settings: SourceSettings) => Partial<CallDetail>;
  /** @returns AppError where the whole text is none of this system's files */
  readonly read: (
    text: string,
    name: string,
    settings: SourceSettings,
  ) => Reading | AppError | Promise<Reading | AppError>;
  /** The detail of the call that all these parts tell of, the oldest part first. */
  readonly callOf: (parts: readonly Part[], settings: SourceSettings) => CallDetail;
};
