// How well a meaning is learnt: scores for examples that the learner has not seen, and the limits that follow from them.
import type { Lesson } from "./examples.ts";
import { type LearnOptions, learn, learnOptions, logit, sigmoid } from "./learn.ts";

/** An example with the log odds it got from a learner that had not seen it. */
export interface Judged {
  readonly lesson: Lesson;
  readonly logit: number;
}

/** Scores every example by a learner taught on the other folds. */
export function crossValidated(lessons: readonly Lesson[], folds = 5, options: LearnOptions = learnOptions): Judged[] {
  const foldOf = lessons.map((_, index) => index % folds);
  return Array.from({ length: folds }, (_, fold) => {
    const weights = learn(
      lessons.filter((_, index) => foldOf[index] !== fold),
      options,
    );
    return lessons
      .filter((_, index) => foldOf[index] === fold)
      .map((lesson) => ({ lesson, logit: logit(weights, lesson.features, options.context) }));
  }).flat();
}

/** Logistic calibration (Platt 1999) of log odds on unseen examples: probability = sigmoid(slope · logit + shift). */
export function calibrated(judged: readonly Judged[]): { readonly slope: number; readonly shift: number } {
  let slope = 1;
  let shift = 0;
  for (let round = 0; round < 400; round += 1) {
    let slopeStep = 0;
    let shiftStep = 0;
    for (const { lesson, logit: value } of judged) {
      const error = (sigmoid(slope * value + shift) - (lesson.is ? 1 : 0)) * lesson.weight;
      slopeStep += error * value;
      shiftStep += error;
    }
    slope -= (0.5 * slopeStep) / judged.length;
    shift -= (0.5 * shiftStep) / judged.length;
  }
  return { slope, shift };
}

/** What must hold of unseen examples above each limit. */
const limitsWanted = {
  /** Of ordinary turns and turns with another meaning, at most this share may count as sure. */
  sureAmongOthers: 0.001,
  /** Of look-alikes, at most this share may count as sure. */
  sureAmongLookAlikes: 0.03,
  /** Of ordinary turns and turns with another meaning, at most this share may be undetermined or sure. */
  unsureAmongOthers: 0.01,
} as const;

export interface Limits {
  readonly sure: number;
  readonly unsure: number;
}

/** The lowest limits that keep to `limitsWanted`. */
export function limitsOf(judged: readonly Judged[], probability: (logit: number) => number): Limits {
  const others = judged
    .filter(({ lesson }) => lesson.from === "ordinary" || lesson.from === "other")
    .map((one) => probability(one.logit));
  const lookAlikes = judged.filter(({ lesson }) => lesson.from === "not").map((one) => probability(one.logit));
  const sure = Math.max(
    0.6,
    quantileAbove(others, limitsWanted.sureAmongOthers),
    quantileAbove(lookAlikes, limitsWanted.sureAmongLookAlikes),
  );
  const unsure = Math.min(sure, Math.max(0.35, quantileAbove(others, limitsWanted.unsureAmongOthers)));
  return { sure: upwards(sure), unsure: upwards(unsure) };
}

/** The value that at most `share` of the scores lie above. */
function quantileAbove(scores: readonly number[], share: number): number {
  const falling = [...scores].sort((a, b) => b - a);
  return falling[Math.floor(share * falling.length)] ?? 0;
}

function upwards(value: number): number {
  return Math.min(0.999, Math.ceil(value * 1000 + 1e-9) / 1000);
}

/** How well unseen examples were told apart. */
export interface Quality {
  /** Of the turns that mean it, how many count as sure. */
  readonly recallSure: number;
  /** … count as sure or undetermined. */
  readonly recallUnsure: number;
  /** Of what counts as sure among examples and look-alikes, how much means it. */
  readonly precisionSure: number;
  /** Ordinary turns and others that count as sure, as a share. */
  readonly othersSure: number;
  /** Mean precision over the ranks of those that mean it, among all. */
  readonly averagePrecision: number;
}

export function qualityOf(
  judged: readonly Judged[],
  probability: (logit: number) => number,
  { sure, unsure }: Limits,
): Quality {
  const scored = judged.map(({ lesson, logit: value }) => ({ lesson, p: probability(value) }));
  const yes = scored.filter(({ lesson }) => lesson.is);
  const alike = scored.filter(({ lesson }) => lesson.from === "not");
  const others = scored.filter(({ lesson }) => lesson.from === "ordinary" || lesson.from === "other");
  const above = (list: typeof scored, limit: number) => list.filter(({ p }) => p >= limit).length;
  const sureYes = above(yes, sure);
  return {
    recallSure: sureYes / (yes.length || 1),
    recallUnsure: above(yes, unsure) / (yes.length || 1),
    precisionSure: sureYes / (sureYes + above(alike, sure) || 1),
    othersSure: above(others, sure) / (others.length || 1),
    averagePrecision: averagePrecision(scored.map(({ lesson, p }) => ({ is: lesson.is, p }))),
  };
}

function averagePrecision(scored: readonly { readonly is: boolean; readonly p: number }[]): number {
  const ranked = [...scored].sort((a, b) => b.p - a.p);
  let found = 0;
  let sum = 0;
  ranked.forEach(({ is }, rank) => {
    if (!is) return;
    found += 1;
    sum += found / (rank + 1);
  });
  return found === 0 ? 0 : sum / found;
}
