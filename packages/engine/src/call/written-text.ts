// A turn as it was written down, in simplified characters and half width: for patterns that see marks, blanks and case.
import { foldScript } from "../text/characters.ts";
import type { PreparedTurn } from "./prepared-call.ts";

const known = new WeakMap<PreparedTurn, string>();

/** As long as the turn's own text, unit for unit. */
export function writtenText(turn: PreparedTurn): string {
  const text = known.get(turn) ?? foldScript(turn.text);
  known.set(turn, text);
  return text;
}
