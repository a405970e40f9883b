import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import {
  addModelCost,
  findModelAnswer,
  keepModelAnswer,
  modelAnswersAbout,
  modelIsOff,
  modelSpent,
  switchModel,
} from "./model-repository.ts";

onBothDatabases((database) => {
  it("keeps an answer once for a model, a prompt, a question and words", async () => {
    const { kysely } = database();
    const key = { model: "m", promptVersion: "p", question: "是否致歉?", contentHash: "abc" };
    expect(await findModelAnswer(kysely, key)).toBeUndefined();
    await keepModelAnswer(kysely, key, { key: "q", verdict: "yes" });
    await keepModelAnswer(kysely, key, { key: "q", verdict: "no" });
    expect(await findModelAnswer(kysely, key)).toEqual({ key: "q", verdict: "yes" });
    expect(await findModelAnswer(kysely, { ...key, question: "是否问候?" })).toBeUndefined();
    const about = await modelAnswersAbout(kysely, ["abc", "other"], key, [key.question, "是否问候?"]);
    expect([...about]).toEqual([["abc", new Map([[key.question, { key: "q", verdict: "yes" }]])]]);
    expect(await modelAnswersAbout(kysely, ["abc"], { ...key, model: "n" }, [key.question])).toEqual(new Map());
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
