// Other ways of telling meanings, tried on the same unseen examples as the one that is used.
import { type NormalText, normalise } from "../text/normal-text.ts";
import { calibrated, crossValidated, type Judged, limitsOf, qualityOf } from "./evaluate.ts";
import { type Lesson, type Lessons, lessonsFor } from "./examples.ts";
import { learnOptions, sigmoid } from "./learn.ts";
import { noWordClasses, wordClasses } from "./word-classes.ts";

export interface ApproachQuality {
  readonly approach: string;
  readonly averagePrecision: number;
  readonly recallSure: number;
  readonly precisionSure: number;
}

interface Approach {
  readonly name: string;
  readonly judge: (lessons: readonly Lesson[]) => Judged[];
  readonly withoutWords?: boolean;
}

const approaches: readonly Approach[] = [
  { name: "characters, sounds, word classes, context", judge: (lessons) => crossValidated(lessons) },
  { name: "… without word classes", judge: (lessons) => crossValidated(lessons), withoutWords: true },
  {
    name: "… without the turn before",
    judge: (lessons) => crossValidated(lessons, 5, { ...learnOptions, context: false }),
  },
  {
    name: "… three times the rounds",
    judge: (lessons) => crossValidated(lessons, 5, { ...learnOptions, rounds: 3 * learnOptions.rounds }),
  },
  { name: "naive Bayes on the same features", judge: naiveBayes },
  { name: "nearest example (character pairs)", judge: nearest },
];

/** Every approach on every meaning, averaged. */
export function compareApproaches(lessons: Lessons): ApproachQuality[] {
  const words = wordClasses(lessons.words);
  return approaches.map(({ name, judge, withoutWords }) => {
    const qualities = lessons.meanings.map((meaning) => {
      const judged = judge(lessonsFor(meaning, lessons, withoutWords === true ? noWordClasses : words));
      const { slope, shift } = calibrated(judged);
      const probability = (logit: number) => sigmoid(slope * logit + shift);
      return qualityOf(judged, probability, limitsOf(judged, probability));
    });
    const mean = (pick: (quality: (typeof qualities)[number]) => number) =>
      qualities.reduce((sum, one) => sum + pick(one), 0) / qualities.length;
    return {
      approach: name,
      averagePrecision: mean((one) => one.averagePrecision),
      recallSure: mean((one) => one.recallSure),
      precisionSure: mean((one) => one.precisionSure),
    };
  });
}

function inFolds(
  lessons: readonly Lesson[],
  score: (seen: readonly Lesson[]) => (lesson: Lesson) => number,
  folds = 5,
): Judged[] {
  return Array.from({ length: folds }, (_, fold) => {
    const scored = score(lessons.filter((_, index) => index % folds !== fold));
    return lessons.filter((_, index) => index % folds === fold).map((lesson) => ({ lesson, logit: scored(lesson) }));
  }).flat();
}

function naiveBayes(lessons: readonly Lesson[]): Judged[] {
  return inFolds(lessons, (seen) => {
    const counts = { yes: new Map<number, number>(), no: new Map<number, number>() };
    const totals = { yes: 0, no: 0 };
    for (const { is, features, weight } of seen) {
      const key = is ? "yes" : "no";
      for (const at of features.own) counts[key].set(at, (counts[key].get(at) ?? 0) + weight);
      totals[key] += weight * features.own.length;
    }
    return ({ features }) => {
      const terms = [...features.own].map(
        (at) =>
          Math.log(((counts.yes.get(at) ?? 0) + 0.1) / (totals.yes + 3000)) -
          Math.log(((counts.no.get(at) ?? 0) + 0.1) / (totals.no + 3000)),
      );
      return terms.reduce((sum, one) => sum + one, 0) / Math.sqrt(terms.length || 1);
    };
  });
}

function nearest(lessons: readonly Lesson[]): Judged[] {
  return inFolds(lessons, (seen) => {
    const yes = seen.filter(({ is }) => is).map(({ text }) => pairsOf(normalise(text)));
    const no = seen.filter(({ is }) => !is).map(({ text }) => pairsOf(normalise(text)));
    const best = (pairs: ReadonlySet<string>, pool: readonly ReadonlySet<string>[]) =>
      pool.reduce((most, one) => Math.max(most, overlap(pairs, one)), 0);
    return ({ text }) => {
      const pairs = pairsOf(normalise(text));
      return 10 * (best(pairs, yes) - best(pairs, no));
    };
  });
}

function pairsOf({ text }: NormalText): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
