// A log in memory and the ways in which somebody who owns the database might falsify it, also with all hashes made anew.
import type { KeyObject } from "node:crypto";
import { type AuditEntry, beginning, canonicalDetails, linkHash } from "./audit-chain.ts";
import { type AuditHead, signHead } from "./audit-heads.ts";
import { emptyTree, rootOf, withLeaf } from "./merkle-tree.ts";
import { type AuditFault, type AuditReading, beginReading, endReading, readEntry } from "./verify-audit.ts";

export interface KeptLog {
  readonly entries: readonly AuditEntry[];
  readonly heads: readonly AuditHead[];
  /** What has been read before each entry, so that a check needs to begin only where something changed. */
  readonly readings: readonly AuditReading[];
}

interface Mutation {
  readonly kind: string;
  /** Index of the first entry that is not what it was. */
  readonly at: number;
  /** The entries from there on. */
  readonly rest: Iterable<AuditEntry>;
}

/** A number from 0 to below. */
type Random = (below: number) => number;

export function keptLog(count: number, headEvery: number, key: KeyObject, publicKey: KeyObject): KeptLog {
  const entries: AuditEntry[] = [];
  const heads: AuditHead[] = [];
  let tree = emptyTree;
  for (let seq = 1; seq <= count; seq += 1) {
    const deed = {
      at: new Date(1_700_000_000_000 + seq * 977),
      actorKind: seq % 3 === 0 ? "key" : "person",
      actorId: `usr_${seq % 7}`,
      action: seq % 2 === 0 ? "call.listened" : "call.judged",
      subjectKind: "call",
      subjectId: `call_${seq * 31}`,
      details: canonicalDetails({ reason: `${seq} 号投诉复核`, seconds: seq }),
    };
    entries.push(linked({ ...deed, seq }, entries.at(-1)?.hash ?? beginning));
    const tip = entries.at(-1)?.hash ?? beginning;
    tree = withLeaf(tree, tip);
    if (seq % headEvery === 0) heads.push(signHead({ size: seq, at: deed.at, root: rootOf(tree), tip }, key));
  }
  return { entries, heads, readings: readingsOf(entries, heads, publicKey) };
}

export interface MutationsFound {
  /** How many there were of each kind. */
  readonly tried: ReadonlyMap<string, number>;
  readonly found: number;
  readonly named: number;
  /** What was not found, or not where it is. */
  readonly missed: readonly string[];
}

/** So many mutations of a log, always the same ones. */
export function tryMutations(log: KeptLog, count: number): MutationsFound {
  const tried = new Map<string, number>();
  const missed: string[] = [];
  const random = randomFrom(20_261_122);
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const mutation = mutationOf(log, random);
    const fault = faultOf(log, mutation);
    tried.set(mutation.kind, (tried.get(mutation.kind) ?? 0) + 1);
    if (fault !== undefined) found += 1;
    if (fault === undefined || !isNamed(fault, mutation))
      missed.push(`${mutation.kind} at ${mutation.at + 1}: ${JSON.stringify(fault)}`);
  }
  return { tried, found, named: count - missed.length, missed };
}

function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What a reader says of a mutated log. */
function faultOf({ entries, readings }: KeptLog, { at, rest }: Mutation): AuditFault | undefined {
  let reading = readings[at] as AuditReading;
  for (const entry of rest) {
    const step = readEntry(reading, entry);
    if ("fault" in step) return step.fault;
    reading = step.reading;
  }
  const tip = entries.at(-1);
  return endReading(reading, tip && { seq: tip.seq, hash: tip.hash });
}

/** Whether the named stretch holds the place where the log was changed. Of an end made anew only the last head before it is sure. */
function isNamed(fault: AuditFault, { at, kind }: Mutation): boolean {
  const madeAnew = fault.kind === "truncated" && kind.endsWith("made anew");
  const from = madeAnew ? fault.vouched + 1 : fault.seq;
  return from <= at + 1 && at + 1 <= (fault.until ?? fault.seq);
}

const fields = [
  "at",
  "actorKind",
  "actorId",
  "action",
  "subjectKind",
  "subjectId",
  "details",
  "seq",
  "previous",
  "hash",
] as const;
const hashed = fields.slice(0, 7);

const ways: Readonly<Record<string, (log: KeptLog, at: number, random: Random) => Iterable<AuditEntry>>> = {
  flip: ({ entries }, at, random) => [
    changed(entries[at] as AuditEntry, fields[random(fields.length)] as (typeof fields)[number], random),
    ...entries.slice(at + 1),
  ],
  *"flip, hash made anew"({ entries }, at, random) {
    const entry = changed(entries[at] as AuditEntry, hashed[random(hashed.length)] as (typeof fields)[number], random);
    yield linked(entry, entry.previous);
    yield* entries.slice(at + 1);
  },
  "flip, all hashes made anew": ({ entries }, at, random) =>
    relinked(entries, at, [
      changed(entries[at] as AuditEntry, hashed[random(hashed.length)] as (typeof fields)[number], random),
      ...entries.slice(at + 1),
    ]),
  delete: ({ entries }, at, random) => entries.slice(at + 1 + random(3)),
  "delete, all made anew": ({ entries }, at, random) => relinked(entries, at, entries.slice(at + 1 + random(3))),
  insert: ({ entries }, at, random) => [entries[random(entries.length)] as AuditEntry, ...entries.slice(at)],
  "insert, all made anew": ({ entries }, at, random) =>
    relinked(entries, at, [
      changed(entries[random(entries.length)] as AuditEntry, "subjectId", random),
      ...entries.slice(at),
    ]),
  *reorder({ entries }, at, random) {
    const other = at + 1 + random(entries.length - at - 1);
    const order = entries.slice(at);
    [order[0], order[other - at]] = [order[other - at] as AuditEntry, order[0] as AuditEntry];
    yield* order;
  },
  "reorder, numbers put right": ({ entries }, at) => [
    { ...(entries[at + 1] as AuditEntry), seq: at + 1 },
    { ...(entries[at] as AuditEntry), seq: at + 2 },
    ...entries.slice(at + 2),
  ],
  truncate: () => [],
};

export const mutationKinds = Object.keys(ways);

/** One of all ways, before the last head, so that there is something to tell it by. */
function mutationOf(log: KeptLog, random: Random): Mutation {
  const kind = mutationKinds[random(mutationKinds.length)] as string;
  const at = random((log.heads.at(-1)?.size ?? 0) - 1);
  const way = ways[kind] as (typeof ways)[string];
  const rest = way(log, at, random)[Symbol.iterator]();
  const first = rest.next().value as AuditEntry | undefined;
  // A copy put where its own original stands changes nothing at that place, only after it.
  if (first === log.entries[at]) return { kind, at: at + 1, rest: behind([], rest) };
  return { kind, at, rest: behind(first === undefined ? [] : [first], rest) };
}

function* behind<T>(first: readonly T[], rest: Iterator<T>): Generator<T> {
  yield* first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

function linked(entry: Omit<AuditEntry, "previous" | "hash">, previous: Uint8Array): AuditEntry {
  return { ...entry, previous, hash: linkHash({ ...entry, previous }) };
}

/** Numbers and hashes as the program itself would have written them. */
function* relinked(before: readonly AuditEntry[], at: number, rest: readonly AuditEntry[]): Generator<AuditEntry> {
  let previous = before[at - 1]?.hash ?? beginning;
  for (const [index, entry] of rest.entries()) {
    const next = linked({ ...entry, seq: at + 1 + index }, previous);
    yield next;
    previous = next.hash;
  }
}

function changed(entry: AuditEntry, field: (typeof fields)[number], random: Random): AuditEntry {
  const value = entry[field];
  if (value instanceof Date) return { ...entry, [field]: new Date(value.getTime() + 1 + random(100_000)) };
  if (typeof value === "number") return { ...entry, [field]: value + 1 + random(5) };
  if (typeof value !== "string") return { ...entry, [field]: flipped(value, random) };
  const place = random(value.length);
  const other = String.fromCharCode(value.charCodeAt(place) ^ (1 + random(15)));
  return { ...entry, [field]: value.slice(0, place) + other + value.slice(place + 1) };
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const place = random(copy.length);
  copy[place] = (copy[place] ?? 0) ^ (1 << random(8));
  return copy;
}

function readingsOf(entries: readonly AuditEntry[], heads: readonly AuditHead[], publicKey: KeyObject): AuditReading[] {
  const begun = beginReading(heads, publicKey);
  if ("fault" in begun) throw new Error("the heads of the log are not its own");
  const readings = [begun.reading];
  for (const entry of entries) {
    const step = readEntry(readings.at(-1) as AuditReading, entry);
    if ("fault" in step) throw new Error(`the log is not whole at ${step.fault.seq}`);
    readings.push(step.reading);
  }
  return readings;
}
