import { expect, it } from "vitest";
import { type CallToKeep, insertCall } from "../calls/calls-repository.ts";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import {
  addModelCost,
  findModelAnswer,
  forgetAnswers,
  keepModelAnswer,
  modelAnswersAbout,
  modelIsOff,
  modelSpent,
  noteAsked,
  switchModel,
} from "./model-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");

function call(id: string): CallToKeep {
  const unknown = { metadataAt: undefined, customerKey: undefined, recordingKey: undefined, deleteAfter: undefined };
  const record = { version: 1, source: "test", id } as const;
  return {
    id,
    record,
    receivedAt: at,
    stage: "judging",
    heard: false,
    retentionClass: "default",
    folded: undefined,
    ...unknown,
  };
}

onBothDatabases((database) => {
  it("keeps an answer once for a model, a prompt, a question and words", async () => {
    const { kysely } = database();
    const key = { model: "m", promptVersion: "p", question: "是否致歉?", contentHash: "abc" };
    await keepModelAnswer(kysely, key, { key: "q", verdict: "yes" });
    expect(await findModelAnswer(kysely, key)).toBeUndefined();
    await insertCall(kysely, call("call_1"), at);
    await noteAsked(kysely, "call_1", key.contentHash);
    await keepModelAnswer(kysely, key, { key: "q", verdict: "yes" });
    await keepModelAnswer(kysely, key, { key: "q", verdict: "no" });
    expect(await findModelAnswer(kysely, key)).toEqual({ key: "q", verdict: "yes" });
    expect(await findModelAnswer(kysely, { ...key, question: "是否问候?" })).toBeUndefined();
    const about = await modelAnswersAbout(kysely, ["abc", "other"], key, [key.question, "是否问候?"]);
    expect([...about]).toEqual([["abc", new Map([[key.question, { key: "q", verdict: "yes" }]])]]);
    expect(await modelAnswersAbout(kysely, ["abc"], { ...key, model: "n" }, [key.question])).toEqual(new Map());
  });

  it("forgets answers with the last call that said the words, however that is timed", async () => {
    const { kysely } = database();
    const key = { model: "m", promptVersion: "p", question: "是否致歉?", contentHash: "shared" };
    for (const id of ["call_2", "call_3"]) {
      await insertCall(kysely, call(id), at);
      await noteAsked(kysely, id, key.contentHash);
    }
    await keepModelAnswer(kysely, key, { key: "q", verdict: "yes" });
    await forgetAnswers(kysely, "call_2");
    expect(await findModelAnswer(kysely, key)).toBeDefined();
    for (let tries = 0; tries < 20; tries += 1) {
      await noteAsked(kysely, "call_3", key.contentHash);
      const forget = () => database().transaction((transaction) => forgetAnswers(transaction, "call_3"));
      await Promise.all([keepModelAnswer(kysely, key, { key: "q", verdict: "no" }), forget()]);
      expect(await findModelAnswer(kysely, key)).toBeUndefined();
    }
  });

  it("adds up what a day has cost, from many at once, and remembers the switch", async () => {
    const { kysely } = database();
    const one = { requests: 1, tokens: 100, cost: 0.25 };
    await Promise.all(Array.from({ length: 8 }, () => addModelCost(kysely, "2026-03-02", one)));
    expect(await modelSpent(kysely, "2026-03-02")).toEqual({ requests: 8, tokens: 800, cost: 2 });
    expect(await modelSpent(kysely, "2026-03-03")).toEqual({ requests: 0, tokens: 0, cost: 0 });
    expect(await modelIsOff(kysely)).toBe(false);
    await switchModel(kysely, true);
    expect(await modelIsOff(kysely)).toBe(true);
  });
});
