// A meaning 语义: how surely a turn means something, learnt from examples and calibrated so that it can say "not sure".
import type { PreparedCall } from "../call/prepared-call.ts";

/** A turn that may mean it, with how probable that is, 0–1. */
export interface Candidate {
  readonly turn: number;
  readonly probability: number;
}

export interface MeaningModel {
  readonly id: string;
  /** The turns that are not surely something else: those at `least` or above, in order. */
  candidates(call: PreparedCall): readonly Candidate[];
  /** The highest probability of any turn, 0 where there is no candidate; costs nothing. */
  highest(call: PreparedCall): number;
  /** At or above: yes. */
  readonly sure: number;
  /** At or above, below `sure`: can't be told. */
  readonly unsure: number;
}

/** Below this probability a turn is no candidate. */
export const leastProbability = 0.2;
