// The log as it is kept: appended in the transaction of the deed, read in order, its heads beside it.
import type { KeyObject } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import type { Database, Runner } from "../database/database.ts";
import type { Tables } from "../tables.ts";
import { type AuditDeed, type AuditEntry, beginning, canonicalAround, canonicalDetails } from "./audit-chain.ts";
import { isCutSigned, lastCut } from "./audit-cuts.ts";
import { type AuditHead, signHead } from "./audit-heads.ts";
import type { AuditEntriesTable, AuditHeadsTable } from "./audit-tables.ts";
import { emptyTree, type GrowingTree, rootOf } from "./merkle-tree.ts";
import {
  type AuditBeginning,
  type AuditFault,
  type AuditReading,
  beginReading,
  endReading,
  readEntry,
} from "./verify-audit.ts";

/** Which entries are wanted; a field that is left out wants all. */
export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const batchSize = 2_000;

/**
 * Appends one entry. Its place in the chain is held until the caller's transaction ends, and everybody else who appends waits for
 * it: append last. Both steps are one statement, so that a waiting writer sees the link that was made before.
 */
export async function appendAudit(runner: Runner, deed: AuditDeed): Promise<void> {
  const details = canonicalDetails(deed.details);
  const [before, after] = canonicalAround({ ...deed, details });
  await sql`
    with tip as (
      update audit_tip set seq = seq + 1, previous = hash,
        hash = sha256(decode('01', 'hex') || hash || convert_to(${before}::text || (seq + 1)::text || ${after}::text, 'UTF8'))
      returning seq, previous, hash)
    insert into audit_entries (seq, at, actor_kind, actor_id, action, subject_kind, subject_id, details, previous, hash)
    select seq, ${deed.at}::timestamptz, ${deed.actorKind}::text, ${deed.actorId}::text, ${deed.action}::text,
      ${deed.subjectKind}::text, ${deed.subjectId}::text, ${details}::text, previous, hash
    from tip`.execute(runner);
}

/** Newest first; `before` is the number of the last entry that was seen. */
export async function listAudit(
  runner: Runner,
  filter: AuditFilter,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<AuditEntry[]> {
  const { before } = page;
  const rows = await filtered(runner, filter)
    .selectAll()
    .$if(before !== undefined, (query) => query.where("seq", "<", before ?? 0))
    .orderBy("seq", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(entryOf);
}

/** All entries that are wanted, oldest first, some at a time. */
export async function* auditBatches(
  runner: Runner,
  filter: AuditFilter = {},
  after = 0,
): AsyncGenerator<readonly AuditEntry[]> {
  for (let last = after; ; ) {
    const rows = await filtered(runner, filter)
      .selectAll()
      .where("seq", ">", last)
      .orderBy("seq")
      .limit(batchSize)
      .execute();
    const entries = rows.map(entryOf);
    if (entries.length > 0) yield entries;
    if (entries.length < batchSize) return;
    last = entries.at(-1)?.seq ?? last;
  }
}

/** One entry by its number. */
export async function auditEntry(runner: Runner, seq: number): Promise<AuditEntry | undefined> {
  const row = await runner.selectFrom("audit_entries").selectAll().where("seq", "=", seq).executeTakeFirst();
  return row && entryOf(row);
}

/** The tree as it was when a head of this size was signed. */
export async function signedTree(runner: Runner, size: number): Promise<GrowingTree | undefined> {
  const row = await runner.selectFrom("audit_heads").selectAll().where("size", "=", size).executeTakeFirst();
  return row && treeOf(row);
}

/** All heads, shortest first. */
export async function auditHeads(runner: Runner): Promise<AuditHead[]> {
  return (await runner.selectFrom("audit_heads").selectAll().orderBy("size").execute()).map(headOf);
}

/** How far the log reaches, and how long ago it was last signed. */
export async function auditState(
  runner: Runner,
): Promise<{ readonly seq: number; readonly lastHead: AuditHead | undefined }> {
  const { seq } = await tipOf(runner);
  const row = await runner.selectFrom("audit_heads").selectAll().orderBy("size", "desc").limit(1).executeTakeFirst();
  return { seq, lastHead: row && headOf(row) };
}

/**
 * Signs the log as it is now, going on from its last head.
 * @returns undefined where nothing came since
 * @throws AppError `audit.broken` where what came since does not hold: it is not signed
 */
export function writeHead(database: Database, key: KeyObject, at: Date): Promise<AuditHead | undefined> {
  return database.alone("audit-heads", async () => {
    const runner = database.kysely;
    const last = await runner.selectFrom("audit_heads").selectAll().orderBy("size", "desc").limit(1).executeTakeFirst();
    const tree = treeOf(last);
    if (last !== undefined && !rootsOfSame(tree, last.root))
      throw new AppError("audit.broken", { seq: `${tree.size}` });
    const from: AuditReading = { tree, tip: last?.tip ?? beginning, heads: [], met: 0 };
    const read = await readOn(runner, from);
    if ("fault" in read) throw new AppError("audit.broken", { seq: String(read.fault.seq) });
    const { reading } = read;
    if (reading.tree.size === tree.size) return undefined;
    const head = signHead({ size: reading.tree.size, at, root: rootOf(reading.tree), tip: reading.tip }, key);
    const { size, root, tip, signature } = head;
    const bytes = { root: Buffer.from(root), tip: Buffer.from(tip), signature: Buffer.from(signature) };
    const subtrees = Buffer.concat(reading.tree.subtrees);
    await runner
      .insertInto("audit_heads")
      .values({ size, at, ...bytes, subtrees })
      .execute();
    return head;
  });
}

export interface AuditReport {
  /** Entries that hold. */
  readonly entries: number;
  /** Heads that were looked at. */
  readonly heads: number;
  readonly fault?: AuditFault;
}

/**
 * Reads the whole log against its heads.
 * @param outside heads that were kept outside the database
 */
export async function verifyAudit(
  runner: Runner,
  outside: readonly AuditHead[],
  publicKey: KeyObject,
): Promise<AuditReport> {
  const heads = [...(await auditHeads(runner)), ...outside];
  const start = await beginningOf(runner, publicKey);
  const begun = "fault" in start ? start : beginReading(heads, publicKey, start);
  if ("fault" in begun) return { entries: 0, heads: heads.length, fault: begun.fault };
  const read = await readOn(runner, begun.reading);
  const report = { entries: read.entries, heads: heads.length };
  return "fault" in read ? { ...report, fault: read.fault } : report;
}

/** Where the log begins: at its first entry, or behind those that were given up. */
async function beginningOf(
  runner: Runner,
  publicKey: KeyObject,
): Promise<AuditBeginning | { readonly fault: AuditFault }> {
  const cut = await lastCut(runner);
  if (cut === undefined) return { tree: emptyTree, tip: beginning };
  const head = await runner.selectFrom("audit_heads").selectAll().where("size", "=", cut.size).executeTakeFirst();
  const tree = treeOf(head);
  const fault = (kind: AuditFault["kind"]) => ({ fault: { kind, seq: cut.size, vouched: 0 } });
  if (!isCutSigned(cut, publicKey)) return fault("signature");
  if (head === undefined || !rootsOfSame(tree, head.root)) return fault("head");
  return { tree, tip: head.tip };
}

type ReadOn = { readonly entries: number } & ({ readonly reading: AuditReading } | { readonly fault: AuditFault });

/** To the end of the log, also where it grows meanwhile. */
async function readOn(runner: Runner, from: AuditReading): Promise<ReadOn> {
  let reading = from;
  for (;;) {
    const before = reading.tree.size;
    for await (const batch of auditBatches(runner, {}, before)) {
      for (const entry of batch) {
        const step = readEntry(reading, entry);
        if ("fault" in step) return { entries: reading.tree.size, fault: step.fault };
        reading = step.reading;
      }
    }
    const tip = await tipOf(runner);
    if (tip.seq > reading.tree.size && reading.tree.size > before) continue;
    const fault = endReading(reading, tip);
    return { entries: reading.tree.size, ...(fault === undefined ? { reading } : { fault }) };
  }
}

async function tipOf(runner: Runner): Promise<{ seq: number; hash: Uint8Array }> {
  const { seq, hash } = await runner.selectFrom("audit_tip").select(["seq", "hash"]).executeTakeFirstOrThrow();
  return { seq: Number(seq), hash };
}

function filtered(runner: Runner, filter: AuditFilter): SelectQueryBuilder<Tables, "audit_entries", object> {
  const { actorId, action, subjectKind, subjectId, from, until } = filter;
  return runner
    .selectFrom("audit_entries")
    .$if(actorId !== undefined, (query) => query.where("actor_id", "=", actorId ?? ""))
    .$if(action !== undefined, (query) => query.where("action", "=", action ?? ""))
    .$if(subjectKind !== undefined, (query) => query.where("subject_kind", "=", subjectKind ?? ""))
    .$if(subjectId !== undefined, (query) => query.where("subject_id", "=", subjectId ?? ""))
    .$if(from !== undefined, (query) => query.where("at", ">=", from ?? new Date(0)))
    .$if(until !== undefined, (query) => query.where("at", "<", until ?? new Date(0)));
}

function entryOf(row: Selectable<AuditEntriesTable>): AuditEntry {
  return {
    seq: Number(row.seq),
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    details: row.details,
    previous: row.previous,
    hash: row.hash,
  };
}

function headOf({ size, at, root, tip, signature }: Selectable<AuditHeadsTable>): AuditHead {
  return { size: Number(size), at, root, tip, signature };
}

function treeOf(row: Selectable<AuditHeadsTable> | undefined): GrowingTree {
  if (row === undefined) return emptyTree;
  const { subtrees, size } = row;
  const count = subtrees.length / 32;
  return {
    size: Number(size),
    subtrees: Array.from({ length: count }, (_, index) => subtrees.subarray(32 * index, 32 * index + 32)),
  };
}

function rootsOfSame(tree: GrowingTree, root: Uint8Array): boolean {
  return tree.subtrees.length > 0 && Buffer.compare(rootOf(tree), root) === 0;
}
