// A format whose calls are JSON values: documents, arrays of documents and NDJSON are read alike.
import {
  AppError,
  type CallRecord,
  type Judgement,
  jsonPath,
  malformed,
  parseCallRecord,
  problemsOf,
} from "@tingheng/domain";
import type { z } from "zod";
import type { Format, Parsed, ReadOptions } from "./format.ts";
import { known } from "./known-fields.ts";

/** A call in the making: fields may be undefined, and are then left out. */
export type CallDraft = {
  [K in Exclude<keyof CallRecord, "version" | "id" | "source">]?: CallRecord[K] | undefined;
} & {
  readonly id?: string | undefined;
  readonly source?: string | undefined;
};

type Reading = ReadOptions & {
  /** What an error names: file, or file and line. */
  readonly where: string;
  /** The JSON path of the value inside its document. */
  readonly at: readonly PropertyKey[];
  /** The id of a call that has none: its file's name, with its line or number where there are several. */
  readonly fallbackId: string;
};

/** One JSON value that holds one call, and its path inside the document. */
export type Piece = { readonly value: unknown; readonly at: readonly PropertyKey[] };

type JsonFormat<T> = Pick<Format, "id" | "title" | "extensions"> & {
  /** What the format needs of a value, of each of its shapes. Fields it does not name must survive: use loose objects. */
  readonly schema: z.ZodType<T> | ((value: unknown) => z.ZodType<T>);
  detectValue(value: unknown): number;
  /** The values of several calls in one; without it a value is one call and an array is several. */
  split?(value: unknown): readonly Piece[] | undefined;
  /** @throws AppError for what the schema can't say */
  toCall(
    document: T,
    reading: Reading,
  ): CallDraft | { readonly call: CallDraft; readonly judgements: readonly Judgement[] };
  readonly render?: NonNullable<Format["render"]>;
};

export function jsonFormat<T>(definition: JsonFormat<T>): Format {
  const { id, title, extensions, detectValue, render } = definition;
  return {
    id,
    title,
    extensions,
    detect: (sample) => (sample.kind === "json" ? Math.max(0, ...sample.values.map((value) => detectValue(value))) : 0),
    async *read(source, options) {
      for await (const item of source.values()) {
        if (!item.ok) yield item;
        else {
          const pieces = piecesOf(definition, item.value);
          const stem = source.name.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");
          for (const [index, piece] of pieces.entries()) {
            const places = [stem, item.line, pieces.length > 1 ? index + 1 : undefined];
            const fallbackId = places.filter((place) => place !== undefined).join("-");
            yield parsePiece(definition, piece, { ...options, where: item.where, at: piece.at, fallbackId });
          }
        }
      }
    },
    ...(render ? { render } : {}),
  };
}

function piecesOf<T>(definition: JsonFormat<T>, value: unknown): readonly Piece[] {
  const pieces = definition.split?.(value);
  if (pieces) return pieces;
  return Array.isArray(value) ? value.map((one, index) => ({ value: one, at: [index] })) : [{ value, at: [] }];
}

function parsePiece<T>(definition: JsonFormat<T>, { value }: Piece, reading: Reading): Parsed {
  const where = reading.at.length > 0 ? `${reading.where} ${jsonPath(reading.at)}` : reading.where;
  try {
    const { schema } = definition;
    const result = (typeof schema === "function" ? schema(value) : schema).safeParse(value);
    if (!result.success) throw malformed("input.malformed", reading.where, problemsOf(result.error, value, reading.at));
    const made = definition.toCall(result.data, reading);
    const { call: draft, judgements } = "call" in made ? made : { call: made, judgements: undefined };
    const call = callOf(
      draft,
      { id: reading.fallbackId, source: definition.id },
      `${where} (${definition.id} → call record)`,
    );
    return known({ ok: true as const, call, judgements, where });
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error, where };
    throw error;
  }
}

/** Checks a draft as a call record. A call without an id of its own is named after its file and place. */
export function callOf(draft: CallDraft, fallback: { id: string; source: string }, where: string): CallRecord {
  return parseCallRecord({ version: 1, ...fallback, ...known(draft) }, where);
}
