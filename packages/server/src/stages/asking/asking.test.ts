import { createHash } from "node:crypto";
import type { CallRecord } from "@tingheng/domain";
import { findCall, judgementsOf } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until, untilTrue } from "../../../../store/src/until.contract.ts";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { judgeJob } from "../../calls/stage-jobs.ts";
import { createApp } from "../../http/app.ts";
import { type ChatServer, chatServer, replying } from "../../model/chat-server.fixture.ts";
import { startWork } from "../../pipeline.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";

const questions = ["坐席是否热情?", "坐席是否耐心?", "坐席是否道别?"];

/** A standard whose first clauses ask the first questions. */
const asking = (version: string, count: number) => `
id: warm
version: ${version}
title: 热情
sections: [{ id: S, title: S, points: 30, items: [{ id: I, title: I, clauses: [${questions
  .slice(0, count)
  .map((_, index) => `L${index}`)
  .join(", ")}] }] }]
clauses:
${questions
  .slice(0, count)
  .map((ask, index) => {
    const rule = `{ require: { model-question: { key: q${index}, ask: ${ask} } } }`;
    return `  - { id: L${index}, title: L, text: L, by: [L], points: 10, rule: ${rule} }`;
  })
  .join("\n")}
`;
let inForce = { version: "1.0.0", text: asking("1.0.0", 1) };

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
  const standards = {
    forCall: async () => {
      const sha256 = createHash("sha256").update(inForce.text).digest("hex");
      return [{ id: "warm", version: inForce.version, sha256, questionnaires: [] }];
    },
    text: async () => inForce.text,
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
  await untilTrue("a judged call", async () => {
    const call = await findCall(test.services.database.kysely, id);
    if (call?.stage === "setAside") throw new Error("the call was set aside");
    return call?.stage === "judged";
  });
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

it("asks before judging again what nobody asked yet, and nothing else", async () => {
  const app = createApp(test.services, async () => mayAll);
  const post = async (path: string, body: object) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    expect((await app.request(`/api/v1/${path}`, init)).ok).toBe(true);
  };
  await post("model", { off: false });
  const [call] = await acceptCalls(test.services, [{ record: record("3") }]);
  const id = call?.id ?? "";
  const judgedBy = (version: string) =>
    until(`a judgement by ${version}`, async () => {
      const [sheet] = await judgementsOf(test.services.database.kysely, id);
      const isHis = sheet?.judgement.standard.version === version;
      return isHis ? sheet.judgement.clauses.map(({ outcome }) => outcome) : undefined;
    });
  const askedAbout = () =>
    chat.materials.flatMap(({ turns, questions: put }) =>
      turns.some((turn) => turn.text.endsWith("工号3")) ? [put.map(({ question }) => question)] : [],
    );
  expect(await judgedBy("1.0.0")).toEqual(["met"]);

  inForce = { version: "1.1.0", text: asking("1.1.0", 2) };
  await post(`calls/${id}/rejudge`, {});
  expect(await judgedBy("1.1.0")).toEqual(["met", "met"]);
  expect(askedAbout()).toEqual([[questions[0]], [questions[1]]]);

  inForce = { version: "1.2.0", text: asking("1.2.0", 3) };
  await post("rejudgings", { filter: {} });
  expect(await judgedBy("1.2.0")).toEqual(["met", "met", "met"]);
  expect(askedAbout()).toEqual([[questions[0]], [questions[1]], [questions[2]]]);

  inForce = { version: "1.3.0", text: asking("1.3.0", 3) };
  await post(`calls/${id}/swap-sides`, {});
  await judgedBy("1.3.0");
  // Other people said the words now: what was answered before says nothing of it.
  expect(askedAbout().slice(3).flat().sort()).toEqual([...questions].sort());
});
