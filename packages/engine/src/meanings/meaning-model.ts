// A meaning 语义: how surely a turn means something, learnt from examples and calibrated so that it can say "not sure".
import type { PreparedCall } from "../call/prepared-call.ts";

export interface MeaningModel {
  readonly id: string;
  /** The probability 0–1 that the turn means it, given what the other side said before. */
  score(call: PreparedCall, turn: number): number;
  /** At or above: yes. */
  readonly sure: number;
  /** At or above, below `sure`: can't be told. */
  readonly unsure: number;
}
