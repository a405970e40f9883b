import { randomBytes } from "node:crypto";
import { type CallRecord, idsFrom, type Judgement } from "@tingheng/domain";
import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { Runner } from "../database/database.ts";
import { type JudgedCall, judgementsOf, keepJudgements } from "../judgements/judgements-repository.ts";
import { packJudgement } from "../judgements/packed-judgement.ts";
import {
  type CallToKeep,
  callsOf,
  findCall,
  findForUpdate,
  insertCall,
  removeCall,
  updateCall,
} from "./calls-repository.ts";
import { pairsSay, textSays } from "./words.ts";

const at = new Date("2026-03-02T02:00:00Z");
const newId = idsFrom(
  () => at.getTime(),
  (bytes) => randomBytes(bytes.length),
);

function call(id: string, fields: Partial<CallRecord> = {}): CallToKeep {
  return {
    id: newId("call"),
    record: { version: 1, source: "test", id, startedAt: "2026-03-02T09:14:05+08:00", ...fields },
    receivedAt: at,
    metadataAt: undefined,
    stage: "judging",
    customerKey: undefined,
    recordingKey: undefined,
    heard: false,
    retentionClass: "default",
    deleteAfter: undefined,
    folded: "您好\n请问有什么可以帮您",
  };
}

function judged(callId: string, version: string, score: number): JudgedCall {
  const judgement: Judgement = {
    version: 1,
    call: { source: "test", id: "x" },
    standard: { id: "s", version },
    score,
    maxScore: 100,
    bonus: 0,
    fatal: false,
    provisional: false,
    clauses: [{ id: "A1", outcome: "violated", judgedBy: "machine", points: -5, reason: "", evidence: [] }],
    proposals: [],
    answers: [],
    labels: [],
  };
  return {
    callId,
    revision: 1,
    sortAt: at,
    judgements: [{ id: newId("jdg"), basis: "b", judgement: packJudgement(judgement) }],
  };
}

onBothDatabases((database) => {
  const run = (): Runner => database().kysely;

  it("keeps one call for a source and id, however often it is sent", async () => {
    const first = call("twice");
    expect(await insertCall(run(), first, at)).toBe(true);
    expect(await insertCall(run(), call("twice"), at)).toBe(false);
    expect(await findForUpdate(run(), "test", "twice")).toMatchObject({ id: first.id, revision: 1, stage: "judging" });
  });

  it("gives back the record as it came, and counts its revisions", async () => {
    const first = call("grows", { extra: { 备注: "保留" } });
    await insertCall(run(), first, at);
    const grown = { ...first, record: { ...first.record, queue: "after-sales" } };
    expect(await updateCall(run(), grown, at)).toBe(2);
    expect((await findCall(run(), first.id))?.record).toEqual(grown.record);
  });

  it("finds words of one, two and more characters, and none across turns", async () => {
    const one = call("words");
    await insertCall(run(), one, at);
    const found = async (word: string) => {
      const query = database().kysely.selectFrom("call_words as w").select("call_id").where("call_id", "=", one.id);
      const pairs = pairsSay([word]);
      const inText = await query.where(textSays(word)).execute();
      const byPairs = pairs === undefined ? inText : await query.where(pairs).execute();
      return inText.length === 1 && byPairs.length === 1;
    };
    expect(await Promise.all(["帮", "请问", "有什么可以", "好请", "问请", "什么以", "%"].map(found))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("judges nothing twice, keeps one judgement in force, and brings an old one back", async () => {
    const one = call("judged");
    await insertCall(run(), one, at);
    const inForce = async () => (await judgementsOf(run(), one.id)).map(({ judgement }) => judgement.standard.version);
    for (const version of ["1.0.0", "1.0.0", "1.1.0", "1.0.0"]) {
      await database().transaction(async (transaction) => {
        await callsOf(transaction, [one.id], true);
        await keepJudgements(transaction, [judged(one.id, version, 90)], at);
      });
      expect(await inForce()).toEqual([version]);
    }
    const all = await database().kysely.selectFrom("judgements").select("id").where("call_id", "=", one.id).execute();
    expect(all).toHaveLength(2);
    expect(await findCall(run(), one.id)).toMatchObject({ stage: "judged" });
    const { violated } = await database()
      .kysely.selectFrom("calls")
      .select("violated")
      .where("id", "=", one.id)
      .executeTakeFirstOrThrow();
    expect(violated).toEqual(["s/A1"]);
  });

  it("forgets a call whole", async () => {
    const one = { ...call("gone"), recordingKey: "sound/1" };
    await insertCall(run(), one, at);
    await keepJudgements(run(), [judged(one.id, "1.0.0", 90)], at);
    expect(await removeCall(run(), one.id)).toEqual(["sound/1"]);
    for (const table of ["call_words", "judgements"] as const) {
      expect(
        await database().kysely.selectFrom(table).select("call_id").where("call_id", "=", one.id).execute(),
      ).toEqual([]);
    }
  });

  it("keeps transactions apart", async () => {
    const one = call("apart");
    const failed = database().transaction(async (transaction) => {
      await insertCall(transaction, one, at);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error("no");
    });
    const other = call("beside");
    await Promise.all([expect(failed).rejects.toThrow("no"), insertCall(run(), other, at)]);
    expect(await callsOf(run(), [one.id, other.id])).toMatchObject([{ id: other.id }]);
  });
});
