// Word classes 词类 (meanings/words.yaml): words that do the same work, so that what is learnt of one holds of its fellows.
import { z } from "zod";
import { type NormalText, normalise } from "../text/normal-text.ts";

export const WordsFile = z.strictObject({ classes: z.record(z.string(), z.array(z.string().min(1)).min(1)) });
export type WordsFile = z.output<typeof WordsFile>;

/** The words of a text from left to right, longest first at each place; classes are numbers from 1. */
interface ClassedWords {
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
  const root = node();
  Object.values(file.classes).forEach((words, index) => {
    for (const word of words) addWord(root, normalise(word).text, index + 1);
  });
  const known = new WeakMap<NormalText, ClassedWords>();
  return {
    wordsOf(text) {
      const words = known.get(text) ?? find(text, root);
      known.set(text, words);
      return words;
    },
  };
}

/** A place in the words read so far; `class` is that of the word which ends here, 0 for none. */
interface Node {
  readonly next: Map<number, Node>;
  class: number;
}

function node(): Node {
  return { next: new Map(), class: 0 };
}

function addWord(root: Node, word: string, one: number): void {
  let at = root;
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    const next = at.next.get(code) ?? node();
    at.next.set(code, next);
    at = next;
  }
  if (word !== "" && at.class === 0) at.class = one;
}

const found = new Uint16Array(1 << 16);
const places = new Uint16Array(1 << 16);

function find({ codes, offset, length }: NormalText, root: Node): ClassedWords {
  let count = 0;
  for (let from = 0; from < length; ) {
    let at = root.next.get(codes[offset + from] as number);
    let to = from + 1;
    let end = to;
    let best = 0;
    while (at !== undefined) {
      if (at.class !== 0) {
        best = at.class;
        end = to;
      }
      at = to < length ? at.next.get(codes[offset + to] as number) : undefined;
      to += 1;
    }
    if (best !== 0 && count < found.length) {
      places[count] = from;
      found[count++] = best;
    }
    from = end;
  }
  return { at: places.slice(0, count), classes: found.slice(0, count) };
}
