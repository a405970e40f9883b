// Word classes 词类 (meanings/words.yaml): words that do the same work, so that what is learnt of one holds of its fellows.
import { z } from "zod";
import { cellRow, type EdgeCells, edgeCells } from "../text/edge-cells.ts";
import { literalGraph } from "../text/literal-graph.ts";
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
  const classOf = new Map<string, number>();
  Object.values(file.classes).forEach((words, index) => {
    for (const word of words) {
      const { text } = normalise(word);
      if (text !== "" && !classOf.has(text)) classOf.set(text, index + 1);
    }
  });
  const classes = [...classOf.values()];
  const edges = edgeCells(literalGraph([...classOf.keys()], (index) => classes[index] as number));
  // A turn is read for itself and for the turn after it: what was read last is kept, where the text stands in memory says in which place.
  const texts: (NormalText | undefined)[] = Array.from({ length: keptTexts });
  const known: ClassedWords[] = Array.from({ length: keptTexts }, () => none);
  return {
    wordsOf(text) {
      const place = text.offset & (keptTexts - 1);
      if (texts[place] !== text) {
        texts[place] = text;
        known[place] = find(text, edges);
      }
      return known[place] as ClassedWords;
    },
  };
}

/** A power of two, more than most calls have turns. */
const keptTexts = 256;

function find({ codes, offset, length }: NormalText, { cells, labels, root }: EdgeCells): ClassedWords {
  const words: number[] = [];
  for (let from = 0; from < length; ) {
    let base = root;
    let end = from + 1;
    let best = 0;
    for (let at = from; at < length && base !== 0; at += 1) {
      const label = labels[codes[offset + at] as number] as number;
      const cell = cellRow * (base + label);
      if (label === 0 || cells[cell] !== base) break;
      const ending = cells[cell + 2] as number;
      if (ending >= 0) {
        best = ending;
        end = at + 1;
      }
      base = cells[cell + 1] as number;
    }
    if (best !== 0) words.push(from, best);
    from = end;
  }
  return words;
}
