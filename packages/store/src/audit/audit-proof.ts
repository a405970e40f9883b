// That one entry lies in a signed head, shown without the rest of the log: the entry, the head, and the roots of the subtrees
// beside the way between them (RFC 6962, section 2.1.1).
import type { KeyObject } from "node:crypto";
import type { Runner } from "../database/database.ts";
import { type AuditEntry, linkHash } from "./audit-chain.ts";
import { lastCut } from "./audit-cuts.ts";
import { type AuditHead, isSigned } from "./audit-heads.ts";
import { auditEntry, auditHeads, signedTree } from "./audit-repository.ts";
import { besideWay, emptyTree, type GrowingTree, isIncluded, rootOf, treeWithin, withLeaf } from "./merkle-tree.ts";

export interface AuditProof {
  readonly entry: AuditEntry;
  readonly head: AuditHead;
  /** From below. */
  readonly beside: readonly Uint8Array[];
}

const batchSize = 10_000;

/**
 * @param size of the head that it is proved in; the newest where none is named
 * @returns undefined where there is no such entry (any more), or no such head that holds it
 */
export async function proveEntry(runner: Runner, seq: number, size?: number): Promise<AuditProof | undefined> {
  const entry = await auditEntry(runner, seq);
  const head = (await auditHeads(runner)).findLast((one) => size === undefined || one.size === size);
  if (entry === undefined || head === undefined || head.size < seq) return undefined;
  const cut = await lastCut(runner);
  const given = cut === undefined ? emptyTree : ((await signedTree(runner, cut.size)) ?? emptyTree);
  const ranges = besideWay(seq - 1, head.size);
  const trees: GrowingTree[] = ranges.map((range) => treeWithin(given, range));
  for (let last = given.size; last < head.size; ) {
    const rows = await runner
      .selectFrom("audit_entries")
      .select(["seq", "hash"])
      .where("seq", ">", last)
      .where("seq", "<=", head.size)
      .orderBy("seq")
      .limit(batchSize)
      .execute();
    for (const row of rows) {
      const leaf = Number(row.seq) - 1;
      const at = ranges.findIndex(({ from, to }) => from <= leaf && leaf < to);
      const tree = trees[at];
      if (tree !== undefined) trees[at] = withLeaf(tree, row.hash);
    }
    if (rows.length === 0) break;
    last = Number(rows.at(-1)?.seq);
  }
  return { entry, head, beside: trees.map(rootOf) };
}

/** content: the entry is not what was hashed · signature: the head is not ours · place: it does not lie in the head */
export function proofFault(
  { entry, head, beside }: AuditProof,
  publicKey: KeyObject,
): "content" | "signature" | "place" | undefined {
  if (Buffer.compare(linkHash(entry), entry.hash) !== 0) return "content";
  if (!isSigned(head, publicKey)) return "signature";
  return isIncluded(entry.hash, entry.seq - 1, head, beside) ? undefined : "place";
}
