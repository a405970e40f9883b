// Phrases in classes, of which the longest wins where they overlap: 不满意 is not 满意, 不可以 is not 可以.
import type { RegisteredPhrases } from "../operator.ts";
import type { PhraseHit } from "./phrase-hits.ts";
import type { PreparedCall } from "./prepared-call.ts";

/** A phrase of a class at its place in a turn. */
export interface ClassedHit<C> extends Pick<PhraseHit, "turn" | "from" | "to"> {
  readonly class: C;
}

interface PhraseClass<C> {
  readonly class: C;
  readonly phrases: RegisteredPhrases;
}

type Finder<C> = (call: PreparedCall) => readonly ClassedHit<C>[];

/** Equal classes of phrases share one finder, so that a call is looked through once for all of them. */
const finders = new WeakMap<RegisteredPhrases, { classes: readonly PhraseClass<unknown>[]; find: Finder<unknown> }[]>();

/** The hits of all classes by turn and character, without those that a longer one overlaps. */
export function longestPhrases<C>(classes: readonly PhraseClass<C>[]): Finder<C> {
  const first = classes[0];
  if (first === undefined) return () => none;
  const alike = finders.get(first.phrases) ?? [];
  finders.set(first.phrases, alike);
  const known = alike.find((one) => same(one.classes, classes));
  if (known !== undefined) return known.find as Finder<C>;
  const key = {};
  const find: Finder<C> = (call) => call.remember(key, () => longest(classes, call));
  alike.push({ classes, find });
  return find;
}

function same(a: readonly PhraseClass<unknown>[], b: readonly PhraseClass<unknown>[]): boolean {
  return a.length === b.length && a.every((one, i) => one.class === b[i]?.class && one.phrases === b[i]?.phrases);
}

const none: readonly never[] = [];

function longest<C>(classes: readonly PhraseClass<C>[], call: PreparedCall): readonly ClassedHit<C>[] {
  const all: ClassedHit<C>[] = [];
  for (const { class: name, phrases } of classes) {
    for (const { turn, from, to } of phrases.hits(call)) all.push({ class: name, turn, from, to });
  }
  if (all.length === 0) return none;
  all.sort((a, b) => a.turn - b.turn || b.to - b.from - (a.to - a.from) || a.from - b.from);
  const kept: ClassedHit<C>[] = [];
  let firstOfTurn = 0;
  for (const hit of all) {
    if (kept.at(-1)?.turn !== hit.turn) firstOfTurn = kept.length;
    if (isFree(hit, kept, firstOfTurn)) kept.push(hit);
  }
  return kept.sort((a, b) => a.turn - b.turn || a.from - b.from);
}

function isFree<C>(hit: ClassedHit<C>, kept: readonly ClassedHit<C>[], from: number): boolean {
  for (let at = from; at < kept.length; at += 1) if (overlap(kept[at] as ClassedHit<C>, hit)) return false;
  return true;
}

function overlap(a: Pick<PhraseHit, "turn" | "from" | "to">, b: Pick<PhraseHit, "turn" | "from" | "to">): boolean {
  return a.turn === b.turn && a.from < b.to && b.from < a.to;
}
