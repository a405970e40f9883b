// How alike two sentences are, by the pairs of characters and the sounds they share: 0 nothing, 1 the same. Word order beyond pairs, and
// words that mean the same, are not seen.

import { KeyTable } from "./key-table.ts";
import { marks, type NormalText } from "./normal-text.ts";
import { soundsOf } from "./syllables.ts";

/** The distinct sounds, pairs of sounds and pairs of characters of a sentence as sorted hash keys. */
export type Features = Int32Array;

/** Units `from` … `to` of a text. */
export interface Sentence {
  readonly from: number;
  readonly to: number;
}

/** Dice's coefficient: twice what both share by what both have (Dice 1945). */
export function similarity(one: Features, other: Features): number {
  const all = one.length + other.length;
  return all === 0 ? 0 : (2 * shared(one, other)) / all;
}

export function similarityOf(one: NormalText, other: NormalText): number {
  return one.text === other.text && one.length > 0 ? 1 : similarity(featuresOf(one), featuresOf(other));
}

const known = new WeakMap<NormalText, Features>();

/** Features of a whole text (kept as long as the text is), or of a sentence in it. */
export function featuresOf(text: NormalText, sentence?: Sentence): Features {
  if (sentence !== undefined) return extract(text, sentence);
  let features = known.get(text);
  if (features === undefined) {
    features = extract(text, { from: 0, to: text.length });
    known.set(text, features);
  }
  return features;
}

/** The sentences of a text by its full stops, question and exclamation marks and line ends. */
export function sentencesOf(text: NormalText): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if ((text.breaks[at] as number) < marks.sentenceEnd) continue;
    sentences.push({ from, to: at });
    from = at;
  }
  return sentences;
}

export interface Likeness {
  /** Index of the example. */
  readonly example: number;
  readonly score: number;
}

/** Many example sentences, to be compared with one sentence at once: only examples that share a feature cost anything. */
export class ExampleIndex {
  readonly #sizes: Int32Array;
  readonly #shared: Int32Array;
  readonly #keys: KeyTable;
  /** For each feature: how many examples have it, then which. */
  readonly #postings: Int32Array;

  constructor(examples: readonly NormalText[]) {
    this.#sizes = new Int32Array(examples.length);
    this.#shared = new Int32Array(examples.length);
    const lists = new Map<number, number[]>();
    examples.forEach((example, index) => {
      const features = featuresOf(example);
      this.#sizes[index] = features.length;
      for (const feature of features) {
        const list = lists.get(feature);
        if (list === undefined) lists.set(feature, [index]);
        else list.push(index);
      }
    });
    this.#keys = new KeyTable();
    const flat: number[] = [];
    for (const [feature, list] of lists) {
      this.#keys.set(feature, flat.push(list.length));
      for (const example of list) flat.push(example);
    }
    this.#postings = Int32Array.from(flat);
  }

  /** All examples at least so alike, the most alike first. */
  alike(features: Features, atLeast: number): Likeness[] {
    const touched: number[] = [];
    for (const feature of features) {
      const place = this.#keys.get(feature);
      const end = place === 0 ? 0 : place + (this.#postings[place - 1] as number);
      for (let at = place; at < end; at++) {
        const example = this.#postings[at] as number;
        if (this.#shared[example] === 0) touched.push(example);
        this.#shared[example] = (this.#shared[example] as number) + 1;
      }
    }
    const alike: Likeness[] = [];
    for (const example of touched) {
      const score = (2 * (this.#shared[example] as number)) / (features.length + (this.#sizes[example] as number));
      this.#shared[example] = 0;
      if (score >= atLeast) alike.push({ example, score });
    }
    return alike.sort((a, b) => b.score - a.score || a.example - b.example);
  }

  /** The most alike example; undefined when none shares anything. */
  best(features: Features): Likeness | undefined {
    return this.alike(features, Number.MIN_VALUE)[0];
  }
}

const soundKind = 1;
const soundPairKind = 2;
const characterPairKind = 3;

function extract(text: NormalText, { from, to }: Sentence): Features {
  const sounds = soundsOf(text);
  const { codes, offset } = text;
  const keys = new Int32Array(Math.max(0, 3 * (to - from) - 2));
  let count = 0;
  for (let at = from; at < to; at++) {
    const sound = sounds[at] as number;
    // What has no sound still has its character.
    keys[count++] = featureKey(soundKind, sound, sound === 0 ? (codes[offset + at] as number) : 0);
    if (at + 1 === to) break;
    keys[count++] = featureKey(soundPairKind, sound, sounds[at + 1] as number);
    keys[count++] = featureKey(characterPairKind, codes[offset + at] as number, codes[offset + at + 1] as number);
  }
  keys.sort();
  let distinct = 0;
  for (let at = 0; at < count; at++) {
    if (distinct === 0 || keys[at] !== keys[distinct - 1]) keys[distinct++] = keys[at] as number;
  }
  return keys.slice(0, distinct);
}

function shared(one: Features, other: Features): number {
  let count = 0;
  let there = 0;
  for (const key of one) {
    while (there < other.length && (other[there] as number) < key) there++;
    if (other[there] === key) count++;
  }
  return count;
}

function featureKey(kind: number, first: number, second: number): number {
  return Math.imul(Math.imul(Math.imul(kind, 0x9e3779b1) ^ first, 0x85ebca6b) ^ second, 0xc2b2ae35);
}
