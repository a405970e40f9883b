// A conversation as it leaves the house: numbered, private numbers hidden, and cut into windows that overlap.
import type { CallRecord, Language, Speaker, Turn } from "@tingheng/domain";
import { findPrivateData, withoutPrivateData } from "@tingheng/engine";

/** What is said in one turn, or in a part of a turn that is longer than a window. */
export interface Line {
  readonly turn: number;
  readonly speaker: Speaker;
  readonly text: string;
}

/** The same turns with `*` for every character of a private number; all characters keep their places. */
export function hiddenTurns(call: CallRecord): readonly Turn[] {
  const turns = call.turns ?? [];
  return withoutPrivateData(call, findPrivateData(turns)).turns ?? [];
}

/** Windows of at most `most` characters; each but the first begins with the last lines of the one before, up to `overlap`. */
export function windowsOf(turns: readonly Turn[], most: number, overlap: number): readonly (readonly Line[])[] {
  const windows: Line[][] = [];
  let open: Line[] = [];
  for (const line of linesOf(turns, most)) {
    if (open.length > 0 && lengthOf(open) + line.text.length > most) {
      windows.push(open);
      open = lastOf(open, Math.min(overlap, most - line.text.length));
    }
    open.push(line);
  }
  return open.length > 0 ? [...windows, open] : windows;
}

function linesOf(turns: readonly Turn[], most: number): Line[] {
  return turns.flatMap(({ speaker, text }, turn) =>
    pieces(text, most).map((piece): Line => ({ turn, speaker, text: piece })),
  );
}

/** Never between the two halves of one character. */
function pieces(text: string, most: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(from + most - 1)) && from + most < text.length;
    const to = from + most - (isSplit ? 1 : 0);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

const lengthOf = (lines: readonly Line[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

function lastOf(lines: readonly Line[], most: number): Line[] {
  let room = most;
  const first = lines.findLastIndex(({ text }) => {
    room -= text.length;
    return room < 0;
  });
  return lines.slice(first + 1);
}

/** The language of the instructions: as the record says, else by the letters; a Chinese character says as much as four Latin ones. */
export function languageOf({ language, turns = [] }: CallRecord): Language {
  if (language !== undefined) return language.toLowerCase().startsWith("en") ? "en" : "zh";
  const text = turns.map((turn) => turn.text).join("");
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(/[a-z]/giu) / 4 > count(/\p{Script=Han}/gu) ? "en" : "zh";
}
