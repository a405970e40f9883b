// Word classes 词类 (meanings/words.yaml): words that do the same work, so that what is learnt of one holds of its fellows.
import { z } from "zod";
import { type NormalText, normalise } from "../text/normal-text.ts";

export const WordsFile = z.strictObject({ classes: z.record(z.string(), z.array(z.string().min(1)).min(1)) });
export type WordsFile = z.output<typeof WordsFile>;

/** The words of a text from left to right, longest first at each place: place, class, place, class …; classes are numbers from 1. */
type ClassedWords = readonly number[];

export interface WordClasses {
  wordsOf(text: NormalText): ClassedWords;
}

const none: ClassedWords = [];

export const noWordClasses: WordClasses = { wordsOf: () => none };

/** A word that stands in several classes belongs to the first of them. */
export function wordClasses(file: WordsFile): WordClasses {
  const root = node();
  Object.values(file.classes).forEach((words, index) => {
    for (const word of words) addWord(root, normalise(word).text, index + 1);
  });
  // A turn is read for itself and for the turn after it: what was read last is kept, where the text stands in memory says in which place.
  const texts: (NormalText | undefined)[] = Array.from({ length: keptTexts });
  const known: ClassedWords[] = Array.from({ length: keptTexts }, () => none);
  return {
    wordsOf(text) {
      const place = text.offset & (keptTexts - 1);
      if (texts[place] !== text) {
        texts[place] = text;
        known[place] = find(text, root);
      }
      return known[place] as ClassedWords;
    },
  };
}

/** A power of two, more than most calls have turns. */
const keptTexts = 256;

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

function find({ codes, offset, length }: NormalText, root: Node): ClassedWords {
  const words: number[] = [];
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
    if (best !== 0) words.push(from, best);
    from = end;
  }
  return words;
}
