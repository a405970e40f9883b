// Learnt meanings, ready to use: one table of weights for each side of the call, all meanings of a side scored in one pass.
import { z } from "zod";
import type { PreparedCall, PreparedTurn } from "../call/prepared-call.ts";
import type { NormalText } from "../text/normal-text.ts";
import { read, readContext, readOwn, stretchesOf } from "./features.ts";
import { contextShare, sigmoid, type Weights } from "./learn.ts";
import { type Candidate, leastProbability, type MeaningModel } from "./meaning-model.ts";
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
  return new Map([...modelsOf("agent", file.agent, words), ...modelsOf("customer", file.customer, words)]);
}

function modelsOf(speaker: "agent" | "customer", side: Side, words: WordClasses): [string, MeaningModel][] {
  const candidates = candidatesOf(speaker, side, words);
  return side.meanings.map(({ id, sure, unsure }, index) => [
    id,
    {
      id,
      sure,
      unsure,
      candidates: (call) => candidates(call).found[index] ?? [],
      highest: (call) => candidates(call).highest[index] ?? 0,
    },
  ]);
}

/** The tables of one side, unpacked; one number a meaning. */
interface Tables {
  readonly width: number;
  /** Bias with the calibration's shift, and what slope makes of a sum. */
  readonly shifts: Float64Array;
  readonly slopes: Float64Array;
  readonly own: SparseTable;
  readonly before: SparseTable;
  readonly words: WordClasses;
  /** Room for the sums of a turn, and for what they come to: turns are scored one after another. */
  readonly sums: Float64Array;
  readonly priors: Float64Array;
  readonly odds: Float64Array;
}

/** For every meaning of a side: its candidates in a call, and the highest of their probabilities. */
interface Scored {
  readonly found: readonly (readonly Candidate[])[];
  readonly highest: Float64Array;
}

/** The candidates of every meaning of a side, found together once per call. */
function candidatesOf(speaker: "agent" | "customer", side: Side, words: WordClasses): (call: PreparedCall) => Scored {
  const { meanings } = side;
  const tables: Tables = {
    width: meanings.length,
    shifts: Float64Array.from(meanings, ({ bias, slope, shift }) => slope * bias + shift),
    slopes: Float64Array.from(meanings, ({ slope }) => slope),
    own: unpackTable(
      side.own,
      meanings.map(({ ownScale }) => ownScale),
    ),
    before: unpackTable(
      side.before,
      meanings.map(({ beforeScale }) => beforeScale),
    ),
    words,
    sums: new Float64Array(meanings.length),
    priors: new Float64Array(meanings.length),
    odds: new Float64Array(meanings.length),
  };
  const key = {};
  return (call) => call.remember(key, () => scoreCall(call, speaker, tables));
}

/** Log odds of the least probability that makes a candidate. */
const leastOdds = Math.log(leastProbability / (1 - leastProbability));

/** Turns that are surely the other side's are not asked. */
function scoreCall({ turns }: PreparedCall, speaker: "agent" | "customer", tables: Tables): Scored {
  const found: Candidate[][] = Array.from({ length: tables.width }, () => []);
  const highest = new Float64Array(tables.width);
  for (const turn of turns) {
    const mayBeTheirs = turn.speaker === speaker || turn.speaker === "unknown" || (turn.speakerConfidence ?? 1) < 1;
    if (!mayBeTheirs || turn.normal.length === 0) continue;
    const odds = scoreTurn(turns, turn.index, tables);
    for (let column = 0; column < tables.width; column += 1) {
      const own = odds[column] as number;
      if (own < leastOdds) continue;
      const probability = sigmoid(own);
      found[column]?.push({ turn: turn.index, probability });
      if (probability > (highest[column] as number)) highest[column] = probability;
    }
  }
  return { found, highest };
}

/** The highest calibrated log odds over the stretches of a turn, for every meaning of the side. */
function scoreTurn(turns: readonly PreparedTurn[], turn: number, tables: Tables): Float64Array {
  const { width, shifts, slopes, words, sums, priors, odds: best } = tables;
  best.fill(Number.NEGATIVE_INFINITY);
  const spoken = turns[turn];
  if (spoken === undefined) return best;
  const context = readContext(otherSideBefore(turns, turn), words);
  tables.before.addUp(read, context, priors);
  const priorNorm = contextShare / Math.sqrt(context || 1);
  for (const stretch of stretchesOf(spoken.normal)) {
    const features = readOwn(spoken.normal, stretch, words);
    tables.own.addUp(read, features, sums);
    const norm = 1 / Math.sqrt(features || 1);
    for (let column = 0; column < width; column += 1) {
      const sum = (sums[column] as number) * norm + (priors[column] as number) * priorNorm;
      const odds = (slopes[column] as number) * sum + (shifts[column] as number);
      if (odds > (best[column] as number)) best[column] = odds;
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
