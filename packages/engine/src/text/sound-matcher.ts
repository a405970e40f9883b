// Finds phrases by their sound, with a few syllables wrong, inserted or missing. Triples of sounds that betray a phrase are looked up at
// every place of the text; where one stands, the whole phrase is aligned around it.

import { KeyTable } from "./key-table.ts";
import { type NormalText, normaliseForNow } from "./normal-text.ts";
import { SoundAligner } from "./sound-aligner.ts";
import { piecesOf, shapes, tripleKey } from "./sound-pieces.ts";
import { SoundStream } from "./sound-stream.ts";
import { allowedStray, allowedWrong, type SoundTolerance } from "./sound-tolerance.ts";
import { SoundWindows, soundSet } from "./sound-windows.ts";
import { silent } from "./syllables.ts";

/** Called for every hit where the phrase does not stand letter by letter: the phrase's index, and the units it covers. */
type SoundHit = (phrase: number, from: number, to: number) => void;

interface Found {
  readonly phrase: number;
  from: number;
  to: number;
  errors: number;
}

/** Phrases of two syllables are looked up as pairs, under keys that no triple has. */
const pairShape = 3;

export class SoundMatcher {
  readonly #phrases: readonly string[];
  readonly #stream: SoundStream;
  readonly #aligner: SoundAligner;
  readonly #windows = new SoundWindows();
  #windowsRead = false;
  /** Two bits for every pair of sounds: a key begins with it, a key that lies apart ends with it. */
  readonly #hasPairs: boolean;
  readonly #pairs = new Uint32Array(1 << 14);
  /** A bit for every hashed key. */
  readonly #bits: Uint32Array;
  readonly #shift: number;
  /** Key → place in `postings` + 1. */
  readonly #keys: KeyTable;
  /**
   * For each key: how many, then a row for each: phrase; syllable and the phrase's packed allowance; its sounds as a set in two
   * words. Together in memory, because most are only looked at to be refused.
   */
  readonly #postings: Int32Array;
  /** Per phrase: the last hit of this scan, which a better one may still replace, + 1. */
  readonly #latest: Int32Array;

  /** `phrases` are texts of `NormalText` for which `canSound` holds. */
  constructor(phrases: readonly string[], tolerance: SoundTolerance) {
    this.#phrases = phrases;
    this.#stream = new SoundStream(tolerance);
    this.#aligner = new SoundAligner(tolerance);
    this.#latest = new Int32Array(phrases.length);
    const sets: (readonly [number, number])[] = [];
    const postings = this.#gather(tolerance, sets);
    const bits = Math.min(21, Math.max(12, Math.ceil(Math.log2(postings.size * 24 + 1))));
    this.#shift = 32 - bits;
    this.#bits = new Uint32Array(1 << (bits - 5));
    this.#keys = new KeyTable();
    const flat: number[] = [];
    for (const [key, entries] of postings) {
      const place = keyHash(key) >>> this.#shift;
      this.#bits[place >>> 5] = (this.#bits[place >>> 5] as number) | (1 << (place & 31));
      this.#keys.set(key, flat.push(entries.length / 2));
      for (let index = 0; index < entries.length; index += 2) {
        const phrase = entries[index] as number;
        const packed = (entries[index + 1] as number) | this.#aligner.packedAllowance(phrase);
        flat.push(phrase, packed, ...(sets[phrase] as readonly [number, number]));
      }
      const apart = key >>> 27 === shapes.firstApart;
      const pair = apart || key >>> 27 === pairShape ? key & 0x3ffff : (key >>> 9) & 0x3ffff;
      this.#pairs[pair >>> 4] = (this.#pairs[pair >>> 4] as number) | ((apart ? 2 : 1) << ((pair & 15) << 1));
    }
    this.#hasPairs = sets.some((_, phrase) => this.#aligner.lengthOf(phrase) === 2);
    this.#postings = Int32Array.from(flat);
  }

  scan(text: NormalText, hit: SoundHit): void {
    const stream = this.#stream;
    stream.read(text);
    const { sounds, length } = stream;
    const found: Found[] = [];
    this.#windowsRead = false;
    let flags = this.#flags(0);
    let flagsNext = this.#flags(1);
    for (let at = 0; at + 1 < length; at++) {
      const flagsAfter = this.#flags(at + 2);
      const first = sounds[at] as number;
      const third = sounds[at + 2] as number;
      const fourth = sounds[at + 3] as number;
      if ((flags & 1) !== 0) {
        const second = sounds[at + 1] as number;
        if (this.#hasPairs) this.#look(tripleKey(pairShape, 0, first, second), at, found);
        this.#look(tripleKey(shapes.together, first, second, third), at, found);
        this.#look(tripleKey(shapes.lastApart, first, second, fourth), at, found);
      }
      if ((flagsAfter & 2) !== 0) this.#look(tripleKey(shapes.firstApart, first, third, fourth), at, found);
      flags = flagsNext;
      flagsNext = flagsAfter;
    }
    for (const { phrase, from, to } of found) {
      this.#latest[phrase] = 0;
      const start = stream.units[from] as number;
      const end = (stream.units[to - 1] as number) + 1;
      // Of so few syllables nothing is left to go by when words stand between them: 你这个号 is no 你好.
      if ((this.#phrases[phrase] as string).length < fewSyllables && end - start > to - from) continue;
      if (!this.#standsIn(phrase, text, start, end)) hit(phrase, start, end);
    }
  }

  #flags(at: number): number {
    const { sounds } = this.#stream;
    const pair = ((sounds[at] as number) << 9) | (sounds[at + 1] as number);
    return ((this.#pairs[pair >>> 4] as number) >>> ((pair & 15) << 1)) & 3;
  }

  #look(key: number, at: number, found: Found[]): void {
    const place = keyHash(key) >>> this.#shift;
    if ((((this.#bits[place >>> 5] as number) >>> (place & 31)) & 1) !== 0) this.#tryAll(key, at, found);
  }

  #tryAll(key: number, at: number, found: Found[]): void {
    const place = this.#keys.get(key);
    if (place === 0) return;
    if (!this.#windowsRead) {
      this.#windows.read(this.#stream);
      this.#windowsRead = true;
    }
    const postings = this.#postings;
    const end = place + 4 * (postings[place - 1] as number);
    const windows = this.#windows;
    for (let index = place; index < end; index += 4) {
      const packed = postings[index + 1] as number;
      const offset = packed & 0xff;
      const slack = (packed >>> 16) & 0xff;
      const from = at - offset - slack;
      const to = at - offset + ((packed >>> 8) & 0xff) + slack;
      const low = postings[index + 2] as number;
      const high = postings[index + 3] as number;
      if (windows.hold(from, to, low, high, packed >>> 24)) this.#try(postings[index] as number, offset, at, found);
    }
  }

  #try(phrase: number, offset: number, at: number, found: Found[]): void {
    const aligner = this.#aligner;
    if (!aligner.align(this.#stream, phrase, offset, at)) return;
    const { from, to, errors } = aligner;
    const latest = this.#latest[phrase] as number;
    const candidate = latest === 0 ? undefined : found[latest - 1];
    const last = candidate?.phrase === phrase ? candidate : undefined;
    if (last === undefined || from >= last.to || (errors === 0 && last.errors === 0 && from > last.from)) {
      this.#latest[phrase] = found.push({ phrase, from, to, errors });
    } else if (errors < last.errors || (errors === last.errors && to - from < last.to - last.from)) {
      last.from = from;
      last.to = to;
      last.errors = errors;
    }
  }

  /** Whether the phrase stands letter by letter where it overlaps from … to. */
  #standsIn(phrase: number, { codes, offset, length }: NormalText, from: number, to: number): boolean {
    const literal = this.#phrases[phrase] as string;
    const last = Math.min(to - 1, length - literal.length);
    for (let start = Math.max(0, from - literal.length + 1); start <= last; start++) {
      let same = 0;
      while (same < literal.length && literal.charCodeAt(same) === codes[offset + start + same]) same++;
      if (same === literal.length) return true;
    }
    return false;
  }

  /** Reads the phrases and returns where each key leads: phrase and syllable, phrase and syllable … */
  #gather(tolerance: SoundTolerance, sets: (readonly [number, number])[]): Map<number, number[]> {
    const all = this.#phrases.map((phrase) => {
      this.#stream.read(normaliseForNow(phrase));
      this.#aligner.add(this.#stream);
      return this.#stream.sounds.slice(0, this.#stream.length);
    });
    for (const sounds of all) sets.push(soundSet(sounds));
    const counts = new Map<number, number>();
    for (const sounds of all) {
      for (let at = 0; at + 1 < sounds.length; at++) {
        const pair = tripleKey(pairShape, 0, sounds[at] as number, sounds[at + 1] as number);
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const frequency = (first: number, second: number) => counts.get(tripleKey(pairShape, 0, first, second)) ?? 0;
    const postings = new Map<number, number[]>();
    all.forEach((sounds, phrase) => {
      const wrong = allowedWrong(sounds.length, tolerance);
      const errors = Math.max(wrong, allowedStray(sounds.length, tolerance));
      const pair = { key: tripleKey(pairShape, 0, sounds[0] as number, sounds[1] as number), offset: 0 };
      for (const { key, offset } of sounds.length === 2 ? [pair] : piecesOf(sounds, wrong, errors, frequency)) {
        const entries = postings.get(key);
        if (entries === undefined) postings.set(key, [phrase, offset]);
        else entries.push(phrase, offset);
      }
    });
    return postings;
  }
}

const fewSyllables = 4;

const longestPhrase = 200;

/**
 * Can this normalised phrase be searched by sound? It needs 2 to 200 syllables that are no fillers, a sound for every unit, and must not
 * consist of fillers by more than a third: what is left would say too little.
 */
export function canSound(phrase: NormalText, stream: SoundStream): boolean {
  stream.read(phrase);
  const { length, sounds } = stream;
  if (length < 2 || length > longestPhrase || 3 * length < 2 * phrase.length) return false;
  return !sounds.subarray(0, length).includes(silent);
}

function keyHash(key: number): number {
  return Math.imul(Math.imul(key ^ (key >>> 15), 0x9e3779b1), 0x85ebca6b);
}
