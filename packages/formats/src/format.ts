// What a format is: one definition that knows how to recognise, read and, where it can, write one outside shape of calls.
import type { AppError, CallRecord, Judgement, Speaker } from "@tingheng/domain";

/** Bytes with the name a message calls them by. Whoever opens files passes them in; formats never do. */
export type Input = {
  readonly name: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Where the bytes are a later part of a file of lines: how many lines came before them. */
  readonly linesBefore?: number;
};

/** The beginning of an input, as `detect` sees it. `values`: one JSON document, or the first of several. */
export type Sample =
  | { readonly kind: "json"; readonly name: string; readonly values: readonly unknown[] }
  | { readonly kind: "text"; readonly name: string; readonly text: string }
  | { readonly kind: "binary"; readonly name: string; readonly bytes: Uint8Array };

/** One JSON value of an input: the whole document, or one line of NDJSON. `line` counts from 1. */
export type JsonItem =
  | { readonly ok: true; readonly value: unknown; readonly where: string; readonly line?: number }
  | { readonly ok: false; readonly error: AppError; readonly where: string };

/** An opened input. It can be read once, by one of `bytes`, `text` and `values`. */
export type Source = {
  readonly name: string;
  readonly sample: Sample;
  /** What is wrong with an input that looks like JSON and isn't. */
  readonly jsonError?: AppError;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  values(): AsyncIterable<JsonItem>;
};

export type ReadOptions = {
  /** What the labels of a source mean: `{ "0": "agent", "1": "customer" }`. Also overrules a role, by its name. */
  readonly roles?: Readonly<Record<string, Speaker>>;
  /** The offset of instants that come without one, such as `+08:00`. Each format's README says its default. */
  readonly utcOffset?: string;
};

export type JudgedCall = { readonly call: CallRecord; readonly judgements?: readonly Judgement[] };

/** One call of an input, or why it could not be read. A bad call never stops the others. */
export type Parsed =
  | ({ readonly ok: true; readonly where: string } & JudgedCall)
  | { readonly ok: false; readonly where: string; readonly error: AppError };

export type RenderOptions = {
  /** ISO 8601; the instant that a document says it was made at, where its shape demands one. */
  readonly now?: string;
};

export type Format = {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Usual endings of file names, with the dot, most usual first. */
  readonly extensions: readonly string[];
  /** How sure it is that the sample is its own, 0–1. From 0.5 on it may be taken. */
  detect(sample: Sample): number;
  read(source: Source, options: ReadOptions): AsyncIterable<Parsed>;
  /** Pieces of the output, to be written one after the other. */
  render?(calls: AsyncIterable<JudgedCall>, options: RenderOptions): AsyncIterable<string>;
};
