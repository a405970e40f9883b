// How much a text sounds like the side that serves, and how much like the side that is served: log odds summed over pieces of
// one to three characters. The weights are data (roles/model.json), taught by scripts/train-roles.ts.
import { z } from "zod";
import { normalise } from "../text/normal-text.ts";

export const RolesFile = z.strictObject({
  version: z.literal(1),
  bias: z.number(),
  /** Log odds of each piece; above nothing speaks for the agent. */
  pieces: z.record(z.string(), z.number()),
  /** What a prescribed phrase of a standard says for the agent. */
  prescribed: z.number(),
  /** What speaking first says for the agent, by direction. */
  speaksFirst: z.strictObject({ inbound: z.number(), outbound: z.number() }),
  /** Confidence = sigmoid(slope · difference of the sides). */
  slope: z.number(),
});
export type RolesFile = z.infer<typeof RolesFile>;

const longestPiece = 3;

/** The pieces of a text: runs of one to three characters, with its beginning marked. */
export function piecesOf(text: string): string[] {
  const plain = normalise(text).text;
  if (plain === "") return [];
  const marked = `^${plain}`;
  const pieces: string[] = [];
  for (let length = 1; length <= longestPiece; length++)
    for (let at = 0; at + length <= marked.length; at++) pieces.push(marked.slice(at, at + length));
  return pieces;
}

/** Above nothing: the agent's. A text's pieces share their say, so that a long turn doesn't drown the others. */
export function agentOdds(text: string, { bias, pieces }: RolesFile): number {
  const found = piecesOf(text);
  if (found.length === 0) return 0;
  const sum = found.reduce((total, piece) => total + (Object.hasOwn(pieces, piece) ? (pieces[piece] ?? 0) : 0), 0);
  return bias + sum / Math.sqrt(found.length);
}
