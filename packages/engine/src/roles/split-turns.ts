// A segment that holds both voices 一段两人: cut between sentences where the wording changes sides clearly, so that each side
// keeps its own words.
import type { Turn } from "@tingheng/domain";
import { agentOdds, type RolesFile } from "./role-model.ts";

/** Both halves must be this sure of themselves. */
const sureOdds = 1;
const sentence = /[^。!?!?;;]+[。!?!?;;]*/gu;

interface Piece {
  readonly text: string;
  readonly odds: number;
}

/**
 * The turn, or its parts with roles where at least two neighbouring stretches belong to different sides. Times of parts come
 * from words where they have times, else they are shared out by length.
 */
export function splitTurn(turn: Turn, model: RolesFile): Turn[] {
  const pieces = (turn.text.match(sentence) ?? []).map((text): Piece => ({ text, odds: agentOdds(text, model) }));
  const parts: { text: string; side: "agent" | "customer" }[] = [];
  for (const { text, odds } of pieces) {
    const side = odds >= sureOdds ? "agent" : odds <= -sureOdds ? "customer" : undefined;
    const last = parts.at(-1);
    if (last !== undefined && (side === undefined || side === last.side)) last.text += text;
    else if (side !== undefined) parts.push({ text: (parts.length === 0 ? leading(pieces, text) : "") + text, side });
  }
  if (parts.length < 2) return [turn];
  let from = 0;
  return parts.map(({ text, side }) => {
    const to = from + text.length;
    const part = partOf(turn, text, from, to);
    from = to;
    return {
      ...part,
      speaker: side,
      speakerLabel: side,
      speakerConfidence: Math.min(turn.speakerConfidence ?? 1, splitConfidence),
    };
  });
}

/** A cut by wording alone is a good guess, not knowledge. */
const splitConfidence = 0.75;

/** What stood before the first piece that is sure. */
function leading(pieces: readonly Piece[], text: string): string {
  const before = pieces.slice(
    0,
    pieces.findIndex((piece) => piece.text === text),
  );
  return before.map((piece) => piece.text).join("");
}

function partOf(turn: Turn, text: string, from: number, to: number): Turn {
  const { words, startMs, endMs, ...rest } = turn;
  const total = turn.text.length;
  const own = words === undefined ? undefined : wordsBetween(words, turn.text, from, to);
  const span =
    own?.[0]?.startMs !== undefined && own.at(-1)?.endMs !== undefined
      ? { startMs: own[0].startMs, endMs: own.at(-1)?.endMs }
      : startMs === undefined || endMs === undefined
        ? {}
        : {
            startMs: Math.round(startMs + ((endMs - startMs) * from) / total),
            endMs: Math.round(startMs + ((endMs - startMs) * to) / total),
          };
  return {
    ...rest,
    text,
    ...(span as { startMs?: number; endMs?: number }),
    ...(own === undefined ? {} : { words: own }),
  };
}

/** Words are found one after another in the text; those that are not in it belong to the part before. */
function wordsBetween(
  words: NonNullable<Turn["words"]>,
  text: string,
  from: number,
  to: number,
): NonNullable<Turn["words"]> {
  let at = 0;
  return words.filter((word) => {
    const found = text.indexOf(word.text, at);
    if (found >= 0) at = found + word.text.length;
    const place = found >= 0 ? found : at;
    return place >= from && place < to;
  });
}
