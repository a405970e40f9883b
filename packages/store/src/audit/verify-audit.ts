// Whether a log is whole: every entry follows the one before it, its hash is that of its content, and every signed head fits. What is
// wrong is told with the first place where it shows.
import type { KeyObject } from "node:crypto";
import { type AuditEntry, beginning, linkHash } from "./audit-chain.ts";
import { type AuditHead, isSigned } from "./audit-heads.ts";
import { emptyTree, type GrowingTree, rootOf, withLeaf } from "./merkle-tree.ts";

/**
 * missing: the entry of this number is not there · order: another one stands in its place · link: two neighbours do not fit each other ·
 * content: it is not what was hashed · head: what lies between two signed heads was written anew · signature: a head is not
 * ours · truncated: the log ends before its last head or link
 */
export interface AuditFault {
  readonly kind: "missing" | "order" | "link" | "content" | "head" | "signature" | "truncated";
  /** The first entry that is wrong. */
  readonly seq: number;
  /** The last entry of the stretch in which the fault lies, where it is not this one alone. */
  readonly until?: number;
  /** Entries up to this one are vouched for by a signed head, whatever was done behind them. */
  readonly vouched: number;
}

/** What has been read and believed so far. */
export interface AuditReading {
  readonly tree: GrowingTree;
  readonly tip: Uint8Array;
  /** Shortest first. */
  readonly heads: readonly AuditHead[];
  /** How many of the heads have been met. */
  readonly met: number;
}

export type AuditStep = { readonly reading: AuditReading } | { readonly fault: AuditFault };

/** What is taken for good before the first entry is read. */
export type AuditBeginning = Pick<AuditReading, "tree" | "tip">;

/**
 * Begins a reading. `heads` may come from several places and hold the same one twice; of those from before the beginning only the
 * signature can be looked at.
 */
export function beginReading(
  heads: readonly AuditHead[],
  publicKey: KeyObject,
  { tree, tip }: AuditBeginning = { tree: emptyTree, tip: beginning },
): AuditStep {
  const order = heads.toSorted((a, b) => a.size - b.size);
  const foreign = order.find((head) => !isSigned(head, publicKey));
  if (foreign !== undefined) return { fault: { kind: "signature", seq: foreign.size, vouched: 0 } };
  const met = order.filter(({ size }) => size < tree.size).length;
  const reading = { tree, tip, heads: order, met };
  return tree.size === 0 ? { reading } : fitHeads(reading);
}

/** Reads the next entry. */
export function readEntry(reading: AuditReading, entry: AuditEntry): AuditStep {
  const seq = reading.tree.size + 1;
  if (entry.seq !== seq) return { fault: faultAt(reading, entry.seq > seq ? "missing" : "order", seq) };
  if (!same(entry.previous, reading.tip)) return { fault: linkFault(reading, seq) };
  if (!same(entry.hash, linkHash(entry))) return { fault: faultAt(reading, "content", seq) };
  const tree = withLeaf(reading.tree, entry.hash);
  const next = { ...reading, tree, tip: entry.hash };
  return reading.heads[reading.met]?.size === seq ? fitHeads(next) : { reading: next };
}

/** @param tip where the database says that the log ends */
export function endReading(
  reading: AuditReading,
  tip: { readonly seq: number; readonly hash: Uint8Array } | undefined,
): AuditFault | undefined {
  const { tree, tip: last, heads } = reading;
  const end = Math.max(heads.at(-1)?.size ?? 0, tip?.seq ?? 0);
  if (end > tree.size) return faultAt(reading, "truncated", tree.size + 1, end);
  if (tip === undefined || (tip.seq === tree.size && same(tip.hash, last))) return undefined;
  return linkFault(reading, tip.seq + 1);
}

function fitHeads(reading: AuditReading): AuditStep {
  const { tree, tip, heads } = reading;
  const root = rootOf(tree);
  let met = reading.met;
  for (let head = heads[met]; head?.size === tree.size; met += 1, head = heads[met]) {
    if (!same(head.root, root) || !same(head.tip, tip))
      return { fault: faultAt(reading, "head", Math.min(vouchedIn(reading) + 1, tree.size), tree.size) };
  }
  return { reading: { ...reading, met } };
}

/** Either side of a link may have been made anew. */
function linkFault(reading: AuditReading, seq: number): AuditFault {
  return seq === 1 ? faultAt(reading, "link", seq) : faultAt(reading, "link", seq - 1, seq);
}

function faultAt(reading: AuditReading, kind: AuditFault["kind"], seq: number, until?: number): AuditFault {
  return { kind, seq, ...(until === undefined ? {} : { until }), vouched: vouchedIn(reading) };
}

function vouchedIn({ heads, met }: AuditReading): number {
  return heads[met - 1]?.size ?? 0;
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
