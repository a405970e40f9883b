// Learnt meanings, ready to use: one table of weights for each side of the call, all meanings of a side scored in one pass.
import { z } from "zod";
import type { PreparedCall, PreparedTurn } from "../call/prepared-call.ts";
import type { NormalText } from "../text/normal-text.ts";
import { contextFeaturesOf, ownFeaturesOf, stretchesOf } from "./features.ts";
import { contextShare, sigmoid, type Weights } from "./learn.ts";
import type { MeaningModel } from "./meaning-model.ts";
import { packTable, type SparseTable, unpackTable } from "./sparse-table.ts";
import { type WordClasses, WordsFile, wordClasses } from "./word-classes.ts";

const Learnt = z.strictObject({
  id: z.string(),
  bias: z.number(),
  /** What one byte of the tables is worth. */
  ownScale: z.number(),
  beforeScale: z.number(),
  /** Calibration: probability = sigmoid(slope · logit + shift). */
  slope: z.number(),
  shift: z.number(),
  sure: z.number(),
  unsure: z.number(),
});
type Learnt = z.output<typeof Learnt>;

const Table = z.strictObject({ features: z.string(), counts: z.string(), columns: z.string(), weights: z.string() });
const Side = z.strictObject({ meanings: z.array(Learnt), own: Table, before: Table });
type Side = z.output<typeof Side>;

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

/** The tables of one side, unpacked. */
interface Tables {
  readonly meanings: readonly Learnt[];
  readonly own: SparseTable;
  readonly before: SparseTable;
  readonly words: WordClasses;
}

type Scorer = (call: PreparedCall, turn: number) => Float64Array;

function scorerOf(side: Side, words: WordClasses): Scorer {
  const { meanings } = side;
  const own = unpackTable(
    side.own,
    meanings.map(({ ownScale }) => ownScale),
  );
  const before = unpackTable(
    side.before,
    meanings.map(({ beforeScale }) => beforeScale),
  );
  const tables = { meanings, own, before, words };
  const key = {};
  return (call, turn) => {
    const scores = call.remember(key, () => new Map<number, Float64Array>());
    const known = scores.get(turn);
    if (known !== undefined) return known;
    const fresh = scoreTurn(call.turns, turn, tables);
    scores.set(turn, fresh);
    return fresh;
  };
}

/** The highest probability over the stretches of a turn, for every meaning of the side. */
function scoreTurn(
  turns: readonly PreparedTurn[],
  turn: number,
  { meanings, own, before, words }: Tables,
): Float64Array {
  const best = new Float64Array(meanings.length);
  const spoken = turns[turn];
  if (spoken === undefined) return best;
  const context = contextFeaturesOf(otherSideBefore(turns, turn), words);
  const priors = before.addUp(context, meanings.length);
  const priorNorm = contextShare / Math.sqrt(context.length || 1);
  for (const stretch of stretchesOf(spoken.normal)) {
    const features = ownFeaturesOf(spoken.normal, stretch, words);
    const sums = own.addUp(features, meanings.length);
    const norm = 1 / Math.sqrt(features.length || 1);
    for (let column = 0; column < meanings.length; column += 1) {
      const { bias, slope, shift } = meanings[column] as Learnt;
      const logit = bias + (sums[column] as number) * norm + (priors[column] as number) * priorNorm;
      best[column] = Math.max(best[column] as number, sigmoid(slope * logit + shift));
    }
  }
  return best;
}

/** What the other side said last before this turn. */
function otherSideBefore(turns: readonly PreparedTurn[], turn: number): NormalText | undefined {
  const speaker = turns[turn]?.speaker;
  for (let at = turn - 1; at >= 0 && at >= turn - 3; at -= 1) {
    const other = turns[at];
    if (other !== undefined && other.speaker !== speaker) return other.normal;
  }
  return undefined;
}

/** One learnt meaning with its calibration, to be packed. */
export interface LearntMeaning extends Pick<Learnt, "id" | "slope" | "shift" | "sure" | "unsure"> {
  readonly weights: Weights;
}

/** Packs learnt meanings of one side. */
export function packSide(learnt: readonly LearntMeaning[]): Side {
  const own = packTable(learnt.map(({ weights }) => weights.own));
  const before = packTable(learnt.map(({ weights }) => weights.before));
  const meanings = learnt.map(({ weights, ...rest }, column) => ({
    ...rest,
    bias: weights.bias,
    ownScale: own.scales[column] ?? 1,
    beforeScale: before.scales[column] ?? 1,
  }));
  return { meanings, own: own.packed, before: before.packed };
}
