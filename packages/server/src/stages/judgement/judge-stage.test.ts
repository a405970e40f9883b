import { readFileSync } from "node:fs";
import type { CallRecord, Judgement } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { eventsAfter, findCall } from "@tingheng/store";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bothDatabases } from "../../../../store/src/database/both-databases.contract.ts";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { createApp } from "../../http/app.ts";
import { startWork } from "../../pipeline.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { importShipped } from "../../standards/import-standards.ts";
import { storedStandards } from "../../standards/stored-standards.ts";
import { judgeStage } from "./judge-stage.ts";

// A trial compiles standards in a thread of its own.
vi.setConfig({ testTimeout: 180_000 });

const dayMs = 86_400_000;
const today = Date.parse("2026-03-02T01:00:00Z");

const record = (id: string, daysAgo = 0): CallRecord => ({
  version: 1,
  source: "test",
  id,
  startedAt: new Date(today - daysAgo * dayMs).toISOString(),
  turns: [
    { speaker: "agent", text: "您好,请问有什么可以帮您?" },
    { speaker: "customer", text: "我的车昨天报修了" },
  ],
});

const english: CallRecord = {
  ...record("english"),
  turns: [
    { speaker: "agent", text: "Good morning, thank you for calling, how may I help you today?" },
    { speaker: "customer", text: "Hello, I would like to know when my order will arrive." },
    { speaker: "agent", text: "Let me check that for you. It will be with you tomorrow." },
  ],
};

describe.each(bothDatabases)("on $name", ({ open }) => {
  let test: TestServices;
  beforeAll(async () => {
    test = await testServices({ database: await open(), standards: ["dealer-recording"] });
  });
  afterAll(() => test.close());

  const accepted = async (records: readonly CallRecord[]) =>
    (
      await acceptCalls(
        test.services,
        records.map((one) => ({ record: one })),
      )
    ).map(({ id }) => id);
  const stageOf = async (id: string) => (await findCall(test.services.database.kysely, id))?.stage;

  it("a call that kills who judges it is set aside with its reason, alone, and judged when it is tried again", async () => {
    const [first, poison, last] = await accepted([record("a"), record("poison"), record("b")]);
    const { judges } = test.services;
    const deadly: Services["judges"] = {
      ...judges,
      judge: (task) =>
        task.calls.some(({ callId }) => callId === poison)
          ? Promise.reject(new Error("the judging thread ended with 134"))
          : judges.judge(task),
    };
    const jobs = [first, poison, last].map((call) => ({ id: `job of ${call}`, data: { call }, tried: 4 }));
    const services = { ...test.services, judges: deadly };
    const signal = new AbortController().signal;
    const failed = await judgeStage.handler(services)(jobs, signal);
    expect([...failed.keys()]).toEqual([`job of ${poison}`]);
    expect([await stageOf(first ?? ""), await stageOf(last ?? "")]).toEqual(["judged", "judged"]);

    await judgeStage.afterLastTry?.(services)(
      jobs.flatMap((job) => (failed.has(job.id) ? { ...job, ownError: failed.get(job.id)?.message } : [])),
      signal,
    );
    const app = createApp(test.services, async () => mayAll);
    const shown = await (await app.request(`/api/v1/calls/${poison}`)).json();
    expect(shown).toMatchObject({ stage: "setAside", stageReason: { code: "work.failed" } });
    expect((await app.request(`/api/v1/calls/${poison}/retry`, { method: "POST" })).status).toBe(200);
    expect(await stageOf(poison ?? "")).toBe("judging");
    expect(await judgeStage.handler(test.services)(jobs.slice(1, 2), signal)).toEqual(new Map());
    expect(await stageOf(poison ?? "")).toBe("judged");
  });

  it("a call keeps the version that it was judged with until it is judged again", async () => {
    const services: Services = { ...test.services, standards: storedStandards(test.services) };
    await importShipped(services, ownData);
    const app = createApp(services, async () => mayAll);
    const ask = async (method: string, path: string, body?: object) => {
      const json = { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
      const response = await app.request(`/api/v1/${path}`, { method, ...(body === undefined ? {} : json) });
      expect(response.status, path).toBe(200);
      return (await response.json()) as {
        items: { id: string; standard: string; version: string; judgement: Judgement }[];
      };
    };
    const [call] = await accepted([english]);
    const judge = () =>
      judgeStage.handler(services)([{ id: "job", data: { call }, tried: 0 }], new AbortController().signal);
    const versions = async () =>
      (await ask("GET", `calls/${call}/judgements`)).items
        .map(({ judgement: { standard } }) => standard)
        .filter(({ id }) => id === "english-basics");
    await judge();
    expect(await versions()).toEqual([{ id: "english-basics", version: "1.0.0" }]);

    const files = ["standard.yaml", "cases.yaml"].map((name) => ({
      path: `standards/english-basics/${name}`,
      text: readFileSync(`${ownData}standards/english-basics/${name}`, "utf8").replace(
        /^version: 1.*$/m,
        "version: 1.9.0",
      ),
    }));
    const [draft] = (await ask("POST", "standards/import", { files })).items;
    await ask("POST", `standards/${draft?.id}/test`);
    await ask("POST", `standards/${draft?.id}/publish`, {});
    test.pass(1_000);
    expect(await versions()).toEqual([{ id: "english-basics", version: "1.0.0" }]);
    await ask("POST", `calls/${call}/rejudge`);
    await judge();
    expect(await versions()).toEqual([{ id: "english-basics", version: "1.9.0" }]);
    const { items } = await ask("GET", `calls/${call}/history`);
    expect(items).toMatchObject([{ standard: "english-basics", version: "1.0.0" }]);
  });

  it("judges today's calls before a backlog that came first", async () => {
    const backlog = await accepted(Array.from({ length: 120 }, (_, index) => record(`old ${index}`, 30 + index)));
    const fresh = await accepted([record("now 1"), record("now 2")]);
    await startWork(test.services, test.services.jobs, [judgeStage]);
    const judged = async () => {
      const events = await eventsAfter(test.services.database.kysely, "0-0", 1_000, { kinds: ["call.judged"] });
      const ours = new Set([...backlog, ...fresh]);
      return events.map(({ subject }) => subject).filter((id) => ours.has(id));
    };
    await expect.poll(async () => (await judged()).length, { timeout: 60_000 }).toBe(122);
    // Two batches are taken at once, and either may be done first.
    const { batch, atOnce = 1 } = judgeStage.rules;
    expect((await judged()).slice(0, batch * atOnce)).toEqual(expect.arrayContaining(fresh));
  });
});
