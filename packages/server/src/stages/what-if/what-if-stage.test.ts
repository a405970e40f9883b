import { readdirSync, readFileSync } from "node:fs";
import { type CallRecord, parseCallRecord } from "@tingheng/domain";
import { createJudge } from "@tingheng/engine";
import { judgeParts, ownData } from "@tingheng/knowledge";
import { insertCall, judgementsOf } from "@tingheng/store";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createApp } from "../../http/app.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { importShipped } from "../../standards/import-standards.ts";
import { storedStandards } from "../../standards/stored-standards.ts";
import { rejudgeStage } from "../rejudge/rejudge-stage.ts";
import { whatIfStage } from "./what-if-stage.ts";

// Whole standards are compiled in a thread.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const standard = "dealer-recording";
const clause = "A1.1";
const shipped = readFileSync(`${ownData}standards/${standard}/standard.yaml`, "utf8");

const records: readonly CallRecord[] = readdirSync(`${ownData}samples`)
  .filter((name) => name.endsWith(".ndjson"))
  .flatMap((name) => readFileSync(`${ownData}samples/${name}`, "utf8").trim().split("\n"))
  .map((line, index) => parseCallRecord(JSON.parse(line), `sample ${index}`));

let test: TestServices;
let services: TestServices["services"];
let actor = mayAll;
let app: ReturnType<typeof createApp>;
const sent: { readonly queue: string; readonly data: object; readonly key: string }[] = [];

beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"] });
  services = {
    ...test.services,
    standards: storedStandards(test.services),
    jobs: {
      ...test.services.jobs,
      async send(jobs, within) {
        sent.push(...jobs);
        await test.services.jobs.send(jobs, within);
      },
    },
  };
  app = createApp(services, async () => actor);
  await importShipped(services, ownData);
  for (const [index, record] of records.entries()) await keep(`call_${index}`, record);
});
afterAll(() => test.close());

async function keep(id: string, record: CallRecord): Promise<void> {
  const at = services.now();
  await insertCall(
    services.database.kysely,
    {
      id,
      record,
      receivedAt: at,
      metadataAt: undefined,
      stage: "judged",
      customerKey: undefined,
      recordingKey: undefined,
      retentionClass: "default",
      deleteAfter: undefined,
      heard: false,
      folded: undefined,
    },
    at,
  );
}

interface Body {
  readonly id: string;
  readonly state: string;
  readonly items: readonly { readonly id: string; readonly callId: string; readonly moves: unknown }[];
  readonly summary: {
    readonly calls: number;
    readonly moved: number;
    readonly clauses: unknown;
    readonly fines: unknown;
  };
  readonly next?: string;
}

async function ask(method: string, path: string, body?: unknown): Promise<Body> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await app.request(`/api/v1/${path}`, { method, ...init });
  return (await response.json()) as Body;
}

async function draftOf(change: (text: string) => string, version: string): Promise<string> {
  const text = change(shipped.replace(/^version: .*$/m, `version: ${version}`));
  const { items } = await ask("POST", "standards/import", { files: [{ path: "standard.yaml", text }] });
  return items[0]?.id ?? "";
}

const lighter = (text: string) =>
  text.replace(/( {2}- id: A1\.1\n(?: {4}.*\n)*? {4}points: )20\n/, (_, before: string) => `${before}7\n`);

async function run(id: string, stopping = new AbortController().signal): Promise<void> {
  const job = { id: "job", data: { whatIf: id }, tried: 0 };
  expect((await whatIfStage.handler(services)([job], stopping)).size).toBe(0);
}

it("moves exactly the calls that break the clause whose points are changed, and writes no judgement", async () => {
  const judge = createJudge(judgeParts(ownData, [standard]));
  const broken = records.flatMap((record, index) => {
    const result = judge.judge(record)[0]?.clauses.find(({ id }) => id === clause);
    return result?.outcome === "violated" ? [{ id: `call_${index}`, points: result.points }] : [];
  });
  expect(broken.length).toBeGreaterThan(0);
  expect(broken.length).toBeLessThan(records.length);

  const version = await draftOf(lighter, "1.9.0");
  const { id, state } = await ask("POST", "what-ifs", { version });
  expect(state).toBe("queued");
  await run(id, AbortSignal.abort());
  expect(await ask("GET", `what-ifs/${id}`)).toMatchObject({ state: "running", done: 0, total: records.length });
  expect(sent.filter(({ key }) => key === id)).toHaveLength(2);
  await Promise.all([run(id), run(id)]);

  const { summary, ...done } = await ask("GET", `what-ifs/${id}`);
  expect(done).toMatchObject({ state: "done", done: records.length, failed: 0 });
  expect(summary).toMatchObject({ calls: records.length, moved: broken.length });
  expect(summary.clauses).toMatchObject([{ clause, from: "violated", to: "violated", calls: broken.length }]);
  const { items } = await ask("GET", `what-ifs/${id}/calls`);
  expect(items.map(({ callId }) => callId).sort()).toEqual(broken.map((one) => one.id).sort());
  for (const { callId, moves } of items)
    expect(moves).toMatchObject([{ clause, before: broken.find((one) => one.id === callId)?.points }]);
  for (let index = 0; index < records.length; index += 1)
    expect(await judgementsOf(services.database.kysely, `call_${index}`)).toEqual([]);
});

it("moves nothing where the draft says the same, also one that begins only later", async () => {
  const version = await draftOf((text) => `${text}validity: { from: 2099-01-01 }\n`, "1.9.1");
  const { id } = await ask("POST", "what-ifs", { version, limit: 3 });
  await run(id);
  expect(await ask("GET", `what-ifs/${id}`)).toMatchObject({ state: "done", done: 3, summary: { calls: 3, moved: 0 } });
});

it("shows a team leader only the calls of the team, and an agent only their own", async () => {
  const { items } = await ask("GET", "what-ifs");
  const id = items.at(-1)?.id ?? "";
  actor = { ...testActor(["agent"], ["standards.read"], { kind: "agent", agentId: "nobody-there" }), id: "usr_agent" };
  expect((await ask("GET", `what-ifs/${id}`)).summary).toMatchObject({ calls: 0, moved: 0, clauses: [], fines: [] });
  expect((await ask("GET", `what-ifs/${id}/agents`)).items).toEqual([]);
  expect((await ask("GET", `what-ifs/${id}/calls`)).items).toEqual([]);
  expect(await ask("POST", `what-ifs/${id}/cancel`)).toMatchObject({ status: 403 });
  // Who began it may end it, without the right to publish.
  actor = { ...actor, id: mayAll.id };
  expect(await ask("POST", `what-ifs/${id}/cancel`)).toMatchObject({ id });
  actor = mayAll;
  expect((await ask("GET", `what-ifs/${id}/agents`)).items.length).toBeGreaterThan(0);
});

it("says why a draft can't be tried, and stops where it is told to", async () => {
  const version = await draftOf((text) => text.replaceAll("forbid:", "forbidden:"), "1.9.2");
  const broken = await ask("POST", "what-ifs", { version });
  await run(broken.id);
  expect(await ask("GET", `what-ifs/${broken.id}`)).toMatchObject({
    state: "failed",
    reason: { code: "standard.invalid" },
  });
  const stopped = await ask("POST", "what-ifs", { version });
  expect(await ask("POST", `what-ifs/${stopped.id}/cancel`)).toMatchObject({ state: "cancelled" });
  await run(stopped.id);
  expect(await ask("GET", `what-ifs/${stopped.id}`)).toMatchObject({ state: "cancelled", done: 0 });
  expect(await ask("GET", "what-ifs/wif_none")).toMatchObject({ code: "thing.not-found" });
});

it("sends past calls to the judge again, each once, and never to be heard", async () => {
  sent.length = 0;
  const begun = await ask("POST", "rejudgings", { filter: { before: "2099-01-01T00:00:00Z" } });
  expect(begun).toMatchObject({ state: "queued", done: 0 });
  const job = { id: "job", data: { rejudging: begun.id }, tried: 0 };
  const work = rejudgeStage.handler(services);
  await work([job], AbortSignal.abort());
  await Promise.all([work([job], new AbortController().signal), work([job], new AbortController().signal)]);
  expect(await ask("GET", `rejudgings/${begun.id}`)).toMatchObject({
    state: "done",
    total: records.length,
    done: records.length,
  });
  expect(new Set(sent.map(({ queue }) => queue))).toEqual(new Set(["call.rejudge", "call.judge"]));
  const judged = sent.filter(({ queue }) => queue === "call.judge").map(({ key }) => key);
  expect(judged.sort()).toEqual(records.map((_, index) => `call_${index}`).sort());
  expect(test.audited.map(({ action }) => action)).toContain("calls.rejudged");
});
