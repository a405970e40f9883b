import { createPublicKey } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { AuditDeed } from "./audit-chain.ts";
import { cutLog } from "./audit-cuts.ts";
import { headKeyFrom } from "./audit-heads.ts";
import { type AuditProof, proofFault, proveEntry } from "./audit-proof.ts";
import { appendAudit, auditBatches, auditHeads, listAudit, verifyAudit, writeHead } from "./audit-repository.ts";

const key = headKeyFrom(Buffer.alloc(32, "a"));
const publicKey = createPublicKey(key);
const at = new Date("2026-03-02T02:00:00.123Z");

function deed(fields: Partial<AuditDeed> = {}): AuditDeed {
  const details = { reason: '投诉"复核" \u0000 \ud83d', seconds: 1.5, again: false };
  const who = { actorKind: "person", actorId: "usr_1" };
  return { at, ...who, action: "call.listened", subjectKind: "call", subjectId: "call_1", details, ...fields };
}

onBothDatabases((database) => {
  const run = () => database().kysely;

  /** What an owner of the database can do who removes the triggers first. */
  const forged = async (statement: string): Promise<void> => {
    await database().execute(`
      alter table audit_entries disable trigger all; alter table audit_heads disable trigger all;
      alter table audit_tip disable trigger all; alter table audit_cuts disable trigger all; ${statement};
      alter table audit_cuts enable trigger all;
      alter table audit_entries enable trigger all; alter table audit_heads enable trigger all;
      alter table audit_tip enable trigger all`);
  };
  const verified = async () => verifyAudit(run(), [], publicKey);

  beforeEach(async () => {
    await forged(`delete from audit_entries; delete from audit_heads; delete from audit_cuts;
      update audit_tip set seq = 0, hash = decode(repeat('00', 32), 'hex')`);
    for (const subjectId of ["call_1", "call_2", "call_3"]) await appendAudit(run(), deed({ subjectId }));
  });

  it("makes a chain that holds, and signs it once", async () => {
    const head = await writeHead(database(), key, at);
    expect(head).toMatchObject({ size: 3 });
    expect(await writeHead(database(), key, at)).toBeUndefined();
    await appendAudit(run(), deed({ actorId: "usr_2" }));
    expect(await writeHead(database(), key, at)).toMatchObject({ size: 4 });
    expect(await verified()).toEqual({ entries: 4, heads: 2 });
  });

  it("lists what is wanted, newest first", async () => {
    await appendAudit(run(), deed({ actorId: "usr_2", action: "standard.published", at: new Date("2026-03-03Z") }));
    const seqs = async (filter: object, before?: number) =>
      (await listAudit(run(), filter, { before, limit: 2 })).map(({ seq }) => seq);
    expect(await seqs({})).toEqual([4, 3]);
    expect(await seqs({}, 3)).toEqual([2, 1]);
    expect(await seqs({ actorId: "usr_2" })).toEqual([4]);
    expect(await seqs({ subjectId: "call_2", action: "call.listened", subjectKind: "call" })).toEqual([2]);
    expect(await seqs({ from: new Date("2026-03-02T12:00:00Z") })).toEqual([4]);
    expect(await seqs({ until: new Date("2026-03-02T12:00:00Z") })).toEqual([3, 2]);
    for await (const batch of auditBatches(run())) expect(batch.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("only grows", async () => {
    await writeHead(database(), key, at);
    for (const statement of [
      "update audit_entries set actor_id = 'usr_9'",
      "delete from audit_entries where seq = 3",
      "truncate audit_entries",
      "update audit_heads set size = 9",
      "delete from audit_heads",
      "truncate audit_heads",
      "truncate audit_cuts",
      "delete from audit_tip",
      "truncate audit_tip",
    ])
      await expect(sql.raw(statement).execute(run()), statement).rejects.toThrow("the log only grows");
    expect(await verified()).toEqual({ entries: 3, heads: 1 });
  });

  it.each([
    ["update audit_entries set actor_id = 'usr_9' where seq = 2", "content", 2],
    ["update audit_entries set details = '{}' where seq = 3", "content", 3],
    ["delete from audit_entries where seq = 2", "missing", 2],
    ["delete from audit_entries where seq = 3", "truncated", 3],
    ["delete from audit_entries where seq = 3; update audit_tip set seq = 2", "truncated", 3],
    ["delete from audit_entries", "truncated", 1],
    ["update audit_heads set root = tip", "signature", 3],
  ])("tells that and where it was falsified: %s", async (statement, kind, seq) => {
    await writeHead(database(), key, at);
    await forged(statement);
    expect(await verified()).toMatchObject({ fault: { kind, seq } });
  });

  it("tells by a head kept outside that log and heads were cut off together", async () => {
    await writeHead(database(), key, at);
    const outside = await auditHeads(run());
    await forged("delete from audit_heads; delete from audit_entries where seq = 3; update audit_tip set seq = 2");
    expect(await verifyAudit(run(), outside, publicKey)).toMatchObject({ fault: { kind: "truncated", seq: 3 } });
  });

  it("does not sign what does not hold", async () => {
    await forged("update audit_entries set action = 'call.judged' where seq = 2");
    await expect(writeHead(database(), key, at)).rejects.toMatchObject({ code: "audit.broken", details: { seq: "2" } });
  });

  it("has one order however many write at once, and no entry of what was undone", async () => {
    const work = Array.from({ length: 60 }, (_, index) =>
      database()
        .transaction(async (transaction) => {
          await appendAudit(transaction, deed({ actorId: `usr_${index % 2}`, subjectId: `call_${index}` }));
          if (index % 6 === 5) throw new Error("undone");
        })
        .catch(() => {}),
    );
    await Promise.all(work);
    expect(await verified()).toEqual({ entries: 53, heads: 0 });
  });

  it("gives up a beginning whose time is over, behind a signed head, and holds as before", async () => {
    const day = (date: number) => new Date(`2026-03-0${date}T02:00:00Z`);
    await writeHead(database(), key, day(2));
    await appendAudit(run(), deed({ subjectId: "call_4" }));
    await writeHead(database(), key, day(3));
    await appendAudit(run(), deed({ subjectId: "call_5" }));
    expect(await cutLog(database(), key, day(2), day(9))).toBeUndefined();
    expect(await cutLog(database(), key, day(3), day(9))).toMatchObject({ size: 3 });
    expect(await cutLog(database(), key, day(3), day(9))).toBeUndefined();
    expect((await listAudit(run(), {}, { limit: 9 })).map(({ seq }) => seq)).toEqual([5, 4]);
    expect(await verified()).toEqual({ entries: 5, heads: 2 });
    await appendAudit(run(), deed({ subjectId: "call_6" }));
    expect(await writeHead(database(), key, day(9))).toMatchObject({ size: 6 });
    expect(await verified()).toEqual({ entries: 6, heads: 3 });
    await expect(sql.raw("delete from audit_entries where seq = 4").execute(run())).rejects.toThrow("only grows");
    await expect(sql.raw("update audit_cuts set size = 9").execute(run())).rejects.toThrow("only grows");
    expect(await cutLog(database(), key, day(9), day(9))).toMatchObject({ size: 4 });
    expect(await verified()).toEqual({ entries: 6, heads: 3 });
  });

  it.each([
    ["delete from audit_entries where seq <= 3", "missing", 1],
    ["insert into audit_cuts select size, at, signature from audit_heads", "signature", 3],
    ["update audit_entries set actor_id = 'usr_9' where seq = 4", "content", 4],
  ])("tells a beginning that was taken away from one that was given up: %s", async (statement, kind, seq) => {
    await writeHead(database(), key, at);
    await appendAudit(run(), deed({ subjectId: "call_4" }));
    await forged(statement);
    expect(await verified()).toMatchObject({ fault: { kind, seq } });
  });

  it.each([
    ["update audit_entries set actor_id = 'usr_9' where seq = 4", "content", 4],
    ["update audit_entries set previous = hash where seq = 4", "link", 3],
    ["update audit_cuts set size = 2", "signature", 2],
    ["delete from audit_heads", "head", 3],
    ["delete from audit_cuts", "missing", 1],
  ])("finds what was falsified behind a cut: %s", async (statement, kind, seq) => {
    await writeHead(database(), key, at);
    await appendAudit(run(), deed({ subjectId: "call_4" }));
    await cutLog(database(), key, new Date(at.getTime() + 1), at);
    await forged(statement);
    expect(await verified()).toMatchObject({ fault: { kind, seq } });
  });

  it("proves that an entry lies in a signed head, also behind a cut, and nothing that is not so", async () => {
    for (let count = 4; count <= 13; count += 1) await appendAudit(run(), deed({ subjectId: `call_${count}` }));
    expect(await proveEntry(run(), 2)).toBeUndefined();
    await writeHead(database(), key, at);
    for (let count = 14; count <= 21; count += 1) await appendAudit(run(), deed({ subjectId: `call_${count}` }));
    const later = new Date(at.getTime() + 1_000);
    await writeHead(database(), key, later);
    await appendAudit(run(), deed());
    const holding = async (sizes: readonly (number | undefined)[]) => {
      const held: string[] = [];
      for (let seq = 0; seq <= 23; seq += 1)
        for (const size of sizes) {
          const proof = await proveEntry(run(), seq, size);
          if (proof !== undefined)
            held.push(`${seq} in ${proof.head.size}: ${proofFault(proof, publicKey) ?? "holds"}`);
        }
      return held;
    };
    const all = (from: number, to: number, size: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${from + index} in ${size}: holds`);
    expect(await holding([13])).toEqual(all(1, 13, 13));
    expect(await holding([undefined])).toEqual(all(1, 21, 21));

    const proof = (await proveEntry(run(), 7)) as AuditProof;
    const other = (await proveEntry(run(), 8)) as AuditProof;
    expect(proofFault({ ...proof, entry: { ...proof.entry, actorId: "usr_9" } }, publicKey)).toBe("content");
    expect(proofFault({ ...proof, entry: other.entry }, publicKey)).toBe("place");
    expect(proofFault({ ...proof, head: { ...proof.head, size: 20 } }, publicKey)).toBe("signature");
    expect(proofFault(proof, createPublicKey(headKeyFrom(Buffer.alloc(32, "b"))))).toBe("signature");

    await cutLog(database(), key, later, at);
    expect(await holding([undefined])).toEqual(all(14, 21, 21));
  });
});
