// Proofs, cheap enough to ask for every condition, that something is nowhere in a call. A proof, never a guess:
// where it says no more than "not proven", the condition is looked at.
import type { PreparedCall } from "./call/prepared-call.ts";

/** True where a condition surely finds nothing, wherever in the call it looks. */
export interface Nowhere {
  (call: PreparedCall): boolean;
  /** Where the whole proof is that none of these phrase slots was said: the slots. */
  readonly slots?: Int32Array;
}

/** Proven where the call has a transcript in which no phrase of the slots was found. */
export function unsaid(slots: Iterable<number>): Nowhere {
  const own = Int32Array.from(new Set(slots));
  const words = bitsOf(own);
  const nowhere = (call: PreparedCall) => call.call.turns !== undefined && noneOf(words, call.phrases.saidBits);
  return Object.assign(nowhere, { slots: own });
}

/** Slots as word, bits, word, bits …: those that were registered one after another share a word. */
function bitsOf(slots: Int32Array): Int32Array {
  const words = new Map<number, number>();
  for (const slot of slots) words.set(slot >>> 5, (words.get(slot >>> 5) ?? 0) | (1 << (slot & 31)));
  return Int32Array.from([...words].flat());
}

function noneOf(words: Int32Array, said: Uint32Array): boolean {
  for (let at = 0; at < words.length; at += 2)
    if (((said[words[at] as number] as number) & (words[at + 1] as number)) !== 0) return false;
  return true;
}

/** All of them are nowhere; phrases are asked for together. */
export function allNowhere(parts: readonly Nowhere[]): Nowhere {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const slots = parts.flatMap((part) => (part.slots === undefined ? [] : [...part.slots]));
  const rest = parts.filter((part) => part.slots === undefined);
  const all = slots.length === 0 ? rest : [unsaid(slots), ...rest];
  const [single, ...more] = all;
  if (single !== undefined && more.length === 0) return single;
  return oncePerCall((call) => {
    for (let at = 0; at < all.length; at += 1) if (!(all[at] as Nowhere)(call)) return false;
    return true;
  });
}

/** One of them at least is nowhere. */
export function oneNowhere(parts: readonly Nowhere[]): Nowhere | undefined {
  const [only, ...others] = parts;
  if (only === undefined || others.length === 0) return only;
  const cheapFirst = [...parts].sort((a, b) => Number(a.slots === undefined) - Number(b.slots === undefined));
  return oncePerCall((call) => {
    for (let at = 0; at < cheapFirst.length; at += 1) if ((cheapFirst[at] as Nowhere)(call)) return true;
    return false;
  });
}

/** Calls are judged one after another, so the last answer is kept: a question that many conditions share is answered once a call. */
export function oncePerCall<T>(ask: (call: PreparedCall) => T): (call: PreparedCall) => T {
  let last: PreparedCall | undefined;
  let answer: T | undefined;
  return (call) => {
    if (call === last) return answer as T;
    answer = ask(call);
    last = call;
    return answer;
  };
}
