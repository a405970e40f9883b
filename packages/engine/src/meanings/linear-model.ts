// Learnt meanings, ready to use: one table of weights for each side of the call, all meanings of a side scored in one pass.
import { z } from "zod";
import type { PreparedCall, PreparedTurn } from "../call/prepared-call.ts";
import type { NormalText } from "../text/normal-text.ts";
import { featureCount, featuresOf, stretchesOf } from "./features.ts";
import type { Weights } from "./learn.ts";
import { contextShare, sigmoid } from "./learn.ts";
import type { MeaningModel } from "./meaning-model.ts";
import { type WordClasses, WordsFile, wordClasses } from "./word-classes.ts";

const Learnt = z.strictObject({
  id: z.string(),
  bias: z.number(),
  /** One byte of the tables is worth so much. */
  ownScale: z.number(),
  beforeScale: z.number(),
  /** Calibration: probability = sigmoid(slope · logit + shift). */
  slope: z.number(),
  shift: z.number(),
  sure: z.number(),
  unsure: z.number(),
});
type Learnt = z.output<typeof Learnt>;

const Side = z.strictObject({
  meanings: z.array(Learnt),
  /** Base64 of signed bytes, feature by feature: the weights of all meanings for the turn itself, then for the turn before. */
  own: z.string(),
  before: z.string(),
});

export const MeaningsFile = z.strictObject({ version: z.literal(1), words: WordsFile, agent: Side, customer: Side });
export type MeaningsFile = z.output<typeof MeaningsFile>;

/** The models of a meanings file (`meanings/model.json`) by id. */
export function meaningModels(file: MeaningsFile): ReadonlyMap<string, MeaningModel> {
  const words = wordClasses(file.words);
  const sides = [file.agent, file.customer].map((side) => ({ side, scorer: scorerOf(side, words) }));
  return new Map(
    sides.flatMap(({ side, scorer }) =>
      side.meanings.map(({ id, sure, unsure }, index): readonly [string, MeaningModel] => [
        id,
        { id, sure, unsure, score: (call, turn) => scorer(call, turn)[index] ?? 0 },
      ]),
    ),
  );
}

type Scorer = (call: PreparedCall, turn: number) => Float32Array;

function scorerOf(side: z.output<typeof Side>, words: WordClasses): Scorer {
  const { meanings } = side;
  const own = bytes(side.own);
  const before = bytes(side.before);
  const key = {};
  return (call, turn) => {
    const scores = call.remember(key, () => new Map<number, Float32Array>());
    const known = scores.get(turn);
    if (known !== undefined) return known;
    const fresh = scoreTurn(call.turns, turn, meanings, own, before, words);
    scores.set(turn, fresh);
    return fresh;
  };
}

/** The highest probability over the stretches of a turn, for every meaning of the side. */
function scoreTurn(
  turns: readonly PreparedTurn[],
  turn: number,
  meanings: readonly Learnt[],
  own: Int8Array,
  before: Int8Array,
  words: WordClasses,
): Float32Array {
  const best = new Float32Array(meanings.length);
  const spoken = turns[turn];
  if (spoken === undefined) return best;
  const context = otherSideBefore(turns, turn);
  const ownSums = new Float32Array(meanings.length);
  const beforeSums = new Float32Array(meanings.length);
  for (const stretch of stretchesOf(spoken.normal)) {
    const features = featuresOf(spoken.normal, stretch, context, words);
    addUp(features.own, own, meanings.length, ownSums);
    addUp(features.before, before, meanings.length, beforeSums);
    const ownNorm = 1 / Math.sqrt(features.own.length || 1);
    const beforeNorm = contextShare / Math.sqrt(features.before.length || 1);
    meanings.forEach((one, index) => {
      const logit =
        one.bias +
        (ownSums[index] ?? 0) * one.ownScale * ownNorm +
        (beforeSums[index] ?? 0) * one.beforeScale * beforeNorm;
      best[index] = Math.max(best[index] ?? 0, sigmoid(one.slope * logit + one.shift));
    });
  }
  return best;
}

function addUp(active: Uint16Array, table: Int8Array, width: number, sums: Float32Array): void {
  sums.fill(0);
  for (let i = 0; i < active.length; i += 1) {
    const row = (active[i] as number) * width;
    for (let column = 0; column < width; column += 1)
      sums[column] = (sums[column] as number) + (table[row + column] as number);
  }
}

/** What the other side said last before this turn. */
export function otherSideBefore(turns: readonly PreparedTurn[], turn: number): NormalText | undefined {
  const speaker = turns[turn]?.speaker;
  for (let at = turn - 1; at >= 0 && at >= turn - 3; at -= 1) {
    const other = turns[at];
    if (other !== undefined && other.speaker !== speaker) return other.normal;
  }
  return undefined;
}

function bytes(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** One learnt meaning with its calibration, to be packed. */
export interface LearntMeaning extends Pick<Learnt, "id" | "slope" | "shift" | "sure" | "unsure"> {
  readonly weights: Weights;
}

/** Packs learnt meanings of one side into tables of bytes. */
export function packSide(learnt: readonly LearntMeaning[]): z.output<typeof Side> {
  const own = new Int8Array(featureCount * learnt.length);
  const before = new Int8Array(featureCount * learnt.length);
  const meanings = learnt.map(({ weights, ...rest }, column): Learnt => {
    const ownScale = pack(weights.own, own, learnt.length, column);
    const beforeScale = pack(weights.before, before, learnt.length, column);
    return { ...rest, bias: weights.bias, ownScale, beforeScale };
  });
  return { meanings, own: base64(own), before: base64(before) };
}

function pack(weights: Float32Array, table: Int8Array, width: number, column: number): number {
  const largest = weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const scale = largest === 0 ? 1 : largest / 127;
  weights.forEach((weight, row) => {
    table[row * width + column] = Math.round(weight / scale);
  });
  return scale;
}

function base64(table: Int8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < table.length; at += 8192)
    pieces.push(String.fromCharCode(...new Uint8Array(table.buffer, at, Math.min(8192, table.length - at))));
  return btoa(pieces.join(""));
}
