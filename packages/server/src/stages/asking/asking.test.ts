import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { CallRecord } from "@tingheng/domain";
import { findCall, judgementsOf } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { judgeJob } from "../../calls/stage-jobs.ts";
import { createApp } from "../../http/app.ts";
import { type ChatServer, chatServer, replying } from "../../model/chat-server.fixture.ts";
import { startWork } from "../../pipeline.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";

const text = `
id: warm
version: 1.0.0
title: 热情
sections: [{ id: S, title: S, points: 10, items: [{ id: I, title: I, points: 10, clauses: [L1] }] }]
clauses:
  - { id: L1, title: L, text: L, by: [L], points: 10, rule: { require: { model-question: { key: warmth, ask: 坐席是否热情? } } } }
`;

let chat: ChatServer;
let test: TestServices;
beforeAll(async () => {
  chat = await chatServer(replying("yes", [{ turn: 0, text: "很高兴为您服务" }]));
  test = await testServices({
    standards: ["dealer-recording"],
    config: {
      TINGHENG_LANGUAGE_MODEL: "true",
      TINGHENG_LANGUAGE_MODEL_URL: chat.baseUrl,
      TINGHENG_LANGUAGE_MODEL_NAME: "scripted",
      TINGHENG_LANGUAGE_MODEL_CONFIRM: "none",
    },
  });
  const sha256 = createHash("sha256").update(text).digest("hex");
  const standards = {
    forCall: async () => [{ id: "warm", version: "1.0.0", sha256, questionnaires: [] }],
    text: async () => text,
  };
  await startWork({ ...test.services, standards });
});
afterAll(async () => {
  await test.close();
  await chat[Symbol.asyncDispose]();
});

const record = (id: string): CallRecord => ({
  version: 1,
  source: "test",
  id,
  turns: [{ speaker: "agent", text: `您好,很高兴为您服务,工号${id}` }],
});

async function judged(id: string): Promise<string | undefined> {
  for (let tries = 0; tries < 300; tries += 1) {
    const call = await findCall(test.services.database.kysely, id);
    if (call?.stage === "judged") break;
    if (call?.stage === "setAside") throw new Error("the call was set aside");
    await wait(50);
  }
  const [sheet] = await judgementsOf(test.services.database.kysely, id);
  return sheet?.judgement.clauses[0]?.outcome;
}

const basesOf = (id: string) =>
  test.services.database.kysely.selectFrom("judgements").select("basis").where("call_id", "=", id).execute();

it("asks once, judges by the answer, and never asks again; switched off it asks nobody", async () => {
  const [call] = await acceptCalls(test.services, [{ record: record("1") }]);
  const id = call?.id ?? "";
  expect(await judged(id)).toBe("met");
  expect(chat.requests).toHaveLength(1);
  expect((await basesOf(id)).map(({ basis }) => basis)).toEqual([expect.stringMatching(/^test\+[0-9a-f]{16}$/)]);

  const { kysely } = test.services.database;
  await kysely.updateTable("calls").set({ stage: "judging" }).where("id", "=", id).execute();
  await test.services.jobs.send([judgeJob(id, undefined)], kysely);
  expect(await judged(id)).toBe("met");
  expect(chat.requests).toHaveLength(1);
  expect(await basesOf(id)).toHaveLength(1);

  const app = createApp(test.services, async () => mayAll);
  const headers = { "content-type": "application/json" };
  const off = await app.request("/api/v1/model", { method: "POST", headers, body: JSON.stringify({ off: true }) });
  expect(await off.json()).toMatchObject({ configured: true, model: "scripted", off: true, today: { requests: 1 } });
  expect(test.audited.at(-1)).toMatchObject({ action: "model.switched" });
  const [other] = await acceptCalls(test.services, [{ record: record("2") }]);
  expect(await judged(other?.id ?? "")).toBe("undetermined");
  expect(chat.requests).toHaveLength(1);
});
