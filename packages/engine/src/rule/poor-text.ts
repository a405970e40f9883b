// Whether a transcript is too poor to say that something was not said.
import type { PreparedCall } from "../call/prepared-call.ts";
import { wordConfidence } from "../call/word-confidence.ts";
import { type By, spokenBy } from "../scope.ts";

/** Above this share of doubtful characters, nothing can be said to be missing. */
const doubtfulShare = 0.3;

interface Known {
  readonly by: By;
  readonly minConfidence: number;
  readonly poor: boolean;
}

/** What was found of the call that is being judged. */
let lastCall: PreparedCall | undefined;
let known: Known[] = [];

/** Whether much of what `by` said was recognised below `minConfidence` (0–1), or not attributed to anybody. */
export function poorText(call: PreparedCall, by: By, minConfidence: number): boolean {
  if (lastCall !== call) {
    lastCall = call;
    known = [];
  }
  const before = known.find((one) => one.by === by && one.minConfidence === minConfidence);
  if (before !== undefined) return before.poor;
  const poor = isPoor(call, by, minConfidence);
  known.push({ by, minConfidence, poor });
  return poor;
}

function isPoor(call: PreparedCall, by: By, minConfidence: number): boolean {
  let all = 0;
  let doubtful = 0;
  for (const turn of call.turns) {
    if (spokenBy(turn, by, minConfidence) === "no") continue;
    const { length } = turn.text;
    all += length;
    const unsure = turn.speaker === "unknown" || (turn.speakerConfidence ?? 1) < minConfidence;
    if (unsure || wordConfidence(turn.source, 0, length) < minConfidence) doubtful += length;
  }
  return all > 0 && doubtful / all > doubtfulShare;
}
