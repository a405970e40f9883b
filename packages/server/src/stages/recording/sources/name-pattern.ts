// Naming patterns of recordings, such as `{date:YYYYMMDD}-{time:HHMMSS}-{extension}-{caller}-{uniqueid}.wav`.
// Matched from left to right without ever going back, so no name takes long however it is made.
import { AppError } from "@tingheng/domain";
import { z } from "zod";

const NameField = z.enum([
  "date",
  "time",
  "extension",
  "caller",
  "called",
  "customer",
  "agent",
  "direction",
  "queue",
  "campaign",
  "uniqueid",
  "id",
  "type",
  "trunk",
  "ext",
  "any",
]);
type NameFieldName = z.infer<typeof NameField>;

export type NameFields = { readonly [field in NameFieldName]?: string };

type Piece =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "field"; readonly name: NameFieldName; readonly shape?: string };

export type NamePattern = { readonly text: string; readonly pieces: readonly Piece[] };

/** `{date:YYYYMMDD}` has its digits counted; a field without a shape ends where the next fixed text begins. */
export function parseNamePattern(text: string): NamePattern | AppError {
  const pieces: Piece[] = [];
  for (const { 0: whole, 1: inside, index } of text.matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    const where = `${text} [${index}]`;
    if (inside === undefined) {
      if (whole === "{" || whole === "}") return wrong(where, "a closed {field}", whole);
      pieces.push({ kind: "literal", text: whole });
      continue;
    }
    const [name, shape] = inside.split(":", 2);
    const field = NameField.safeParse(name);
    if (!field.success) return wrong(where, NameField.options.join(" | "), inside);
    const last = pieces.at(-1);
    if (last?.kind === "field" && last.shape === undefined) return wrong(where, "fixed text between two fields", whole);
    if (shape !== undefined && !/^[YMDHS_.\-: ]+$/i.test(shape)) return wrong(where, "a shape such as YYYYMMDD", shape);
    pieces.push({ kind: "field", name: field.data, ...(shape ? { shape } : {}) });
  }
  return pieces.some((piece) => piece.kind === "field") ? { text, pieces } : wrong(text, "a {field}", "none");
}

/** The fields of a name without folders, or undefined where it is named otherwise. */
export function matchName({ pieces }: NamePattern, name: string): NameFields | undefined {
  const fields: Record<string, string> = {};
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "literal") {
      if (!name.startsWith(piece.text, at)) return undefined;
      at += piece.text.length;
      continue;
    }
    const end = piece.shape ? at + piece.shape.length : endOfField(pieces, index, name, at);
    const value = name.slice(at, end);
    if (end <= at || end > name.length || (piece.shape && !fits(piece.shape, value))) return undefined;
    if (piece.name !== "any") {
      const before = fields[piece.name];
      fields[piece.name] = before === undefined ? value : `${before}${value}`;
    }
    at = end;
  }
  return at === name.length ? fields : undefined;
}

/** Up to the next fixed text; where that is the last piece, up to its last place, so that `1.2.wav` ends at `.wav`. */
function endOfField(pieces: readonly Piece[], index: number, name: string, at: number): number {
  const next = pieces[index + 1];
  if (next === undefined) return name.length;
  if (next.kind === "field") return -1;
  const rest = pieces.slice(index + 2);
  const tail = rest.length === 0 || (rest.length === 1 && rest[0]?.kind === "field" && rest[0].name === "ext");
  return tail ? name.lastIndexOf(next.text) : name.indexOf(next.text, at + 1);
}

const fits = (shape: string, value: string): boolean =>
  [...shape].every((letter, at) => (/[a-z]/i.test(letter) ? /\d/.test(value[at] ?? "") : letter === value[at]));

/** The wall clock that `date` and `time` of a name tell, `2026-03-02 09:14:05`; undefined where either is missing. */
export function clockOfName({ date, time }: NameFields): string | undefined {
  const [, year, month, day] = /^(\d{4})\D?(\d{2})\D?(\d{2})$/.exec(date ?? "") ?? [];
  const [, hour, minute, second = "00"] = /^(\d{2})\D?(\d{2})(?:\D?(\d{2}))?$/.exec(time ?? "") ?? [];
  return year && hour ? `${year}-${month}-${day} ${hour}:${minute}:${second}` : undefined;
}

const wrong = (where: string, expected: string, found: string): AppError =>
  new AppError("input.malformed", { where, expected, found: JSON.stringify(found) });
