// Word classes 词类 (meanings/words.yaml): words that do the same work, so that what is learnt of one holds of its fellows.
import { z } from "zod";
import { type NormalText, normalise } from "../text/normal-text.ts";
import { type PhraseSet, PhraseSetBuilder } from "../text/phrase-set.ts";

export const WordsFile = z.strictObject({ classes: z.record(z.string(), z.array(z.string().min(1)).min(1)) });
export type WordsFile = z.output<typeof WordsFile>;

/** The words of a text from left to right, longest first at each place; classes are numbers from 1. */
export interface ClassedWords {
  readonly at: Uint16Array;
  readonly classes: Uint16Array;
}

export interface WordClasses {
  wordsOf(text: NormalText): ClassedWords;
}

const none: ClassedWords = { at: new Uint16Array(0), classes: new Uint16Array(0) };

export const noWordClasses: WordClasses = { wordsOf: () => none };

/** A word that stands in several classes belongs to the first of them. */
export function wordClasses(file: WordsFile): WordClasses {
  const builder = new PhraseSetBuilder();
  const seen = new Set<string>();
  Object.values(file.classes).forEach((words, index) => {
    for (const word of words) {
      const dense = normalise(word).text;
      if (dense !== "" && !seen.has(dense)) builder.add(word, index + 1);
      seen.add(dense);
    }
  });
  const set = builder.build();
  const known = new WeakMap<NormalText, ClassedWords>();
  return {
    wordsOf(text) {
      const words = known.get(text) ?? find(text, set);
      known.set(text, words);
      return words;
    },
  };
}

function find(text: NormalText, set: PhraseSet): ClassedWords {
  const longest = new Uint16Array(text.length);
  const classAt = new Uint16Array(text.length);
  set.scan(text, (slot, from, to) => {
    if (to - from <= (longest[from] ?? 0)) return;
    longest[from] = to - from;
    classAt[from] = slot;
  });
  const at: number[] = [];
  const classes: number[] = [];
  for (let i = 0; i < text.length; i += Math.max(1, longest[i] ?? 0)) {
    if ((classAt[i] ?? 0) === 0) continue;
    at.push(i);
    classes.push(classAt[i] ?? 0);
  }
  return { at: Uint16Array.from(at), classes: Uint16Array.from(classes) };
}
