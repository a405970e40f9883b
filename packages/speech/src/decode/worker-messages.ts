// What the decoding thread and its owner say to each other.
import type { ErrorCode } from "@tingheng/domain";
import type { SampleRoom } from "../sound/sample-rooms.ts";
import type { SoundBlock, SoundFormat } from "../sound/sound-block.ts";
import type { DecodeOptions } from "./limits.ts";

export type ToDecoder =
  | { readonly kind: "open"; readonly source: SourceOffer; readonly options: DecodeOptions }
  /** So many more blocks may be sent; the memory of one that nobody looks at any more comes back. */
  | { readonly kind: "more"; readonly blocks: number; readonly room?: SampleRoom }
  /** The room that came with `read`, as far as it was filled; undefined when the source failed. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array<ArrayBuffer> | undefined }
  | { readonly kind: "stop" };

/** A file is read by the decoding thread itself, anything else piece by piece through its owner. */
export type SourceOffer =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "remote"; readonly name: string; readonly byteCount: number };

export type FromDecoder =
  | { readonly kind: "ready" }
  | { readonly kind: "opened"; readonly format: SoundFormat }
  | { readonly kind: "block"; readonly block: SoundBlock }
  /** As many bytes from there as `room` is long; they come back in it. */
  | { readonly kind: "read"; readonly from: number; readonly room: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: "ended";
      readonly notes: readonly string[];
      readonly falseStereo: boolean;
      /** Missing when the recording was read to its end, or to where it breaks off. */
      readonly failure?: Failure;
      /** A decoder trapped: this thread should not decode anything else. */
      readonly spent: boolean;
    };

export interface Failure {
  readonly code: ErrorCode | undefined;
  readonly details: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Blocks that a thread may be ahead of its owner. */
export const blocksAhead = 8;
