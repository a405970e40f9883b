// Whether a pause was announced: certain words stand in the turns just before it.
import type { RegisteredPhrases } from "../operator.ts";
import { placeAt } from "./moment.ts";
import type { PreparedCall } from "./prepared-call.ts";

/** Looks back over so many turns of anybody from a moment of the recording. */
export function announcedBefore(
  call: PreparedCall,
  words: RegisteredPhrases | undefined,
  atMs: number,
  turns: number,
): boolean {
  if (words === undefined) return false;
  const place = placeAt(call, atMs);
  if (place === undefined) return false;
  return words
    .hits(call)
    .some(
      ({ turn, to }) => turn > place.turn - turns && (turn < place.turn || (turn === place.turn && to <= place.at)),
    );
}
