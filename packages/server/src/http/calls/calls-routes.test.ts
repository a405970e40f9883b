import type { Actor, CallRecord } from "@tingheng/domain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../../../../store/src/until.contract.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { createApp } from "../app.ts";

let test: TestServices;
let actor: Actor | undefined = mayAll;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  test = await testServices({ working: true, standards: ["dealer-recording"] });
  app = createApp(test.services, async () => actor);
});
afterAll(() => test.close());

async function ask<Body = Record<string, unknown>>(
  path: string,
  init: RequestInit = {},
  as: Actor | undefined = mayAll,
) {
  actor = as;
  const response = await app.request(path, init);
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, text, body: (json ? JSON.parse(text) : {}) as Body };
}

function send(record: unknown, headers: Record<string, string> = {}, as: Actor = mayAll) {
  const body = JSON.stringify(record);
  const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
  return ask<{ id: string; outcome: string; code: string }>("/api/v1/calls", init, as);
}

function record(id: string, fields: Partial<CallRecord> = {}): CallRecord {
  return {
    version: 1,
    source: "test",
    id,
    direction: "inbound",
    startedAt: "2026-03-02T09:14:05+08:00",
    callerNumber: "13812345678",
    agent: { id: "8012", team: "A" },
    turns: [
      { speaker: "agent", startMs: 0, endMs: 1_000, text: "您好,请问有什么可以帮您?" },
      { speaker: "customer", startMs: 1_200, endMs: 2_000, text: "我的电话是13812345678,我要投诉" },
      { speaker: "agent", startMs: 2_200, endMs: 3_000, text: "我刚才不是已经说过了吗?" },
    ],
    ...fields,
  };
}

const judged = (id: string) =>
  until("a judged call", async () => {
    const { body } = await ask<{ stage: string }>(`/api/v1/calls/${id}`);
    return body.stage === "judged" ? body : undefined;
  });

interface Page {
  readonly items: {
    id: string;
    externalId: string;
    judgements: { violated: string[] }[];
    excerpt?: { turn: number; text: string; from: number; to: number };
  }[];
  readonly next?: string;
}

const teamA = testActor(["inspector"], ["calls.read", "calls.write", "calls.listen"], { kind: "teams", teams: ["A"] });
const teamB = testActor(["inspector"], ["calls.read", "calls.write", "calls.listen"], { kind: "teams", teams: ["B"] });

it("takes a call once, judges it, and shows it without its numbers", async () => {
  const first = await send(record("one"));
  expect(first).toMatchObject({ status: 201, body: { outcome: "created" } });
  expect(await send(record("one"))).toMatchObject({ status: 200, body: { id: first.body.id, outcome: "unchanged" } });
  const { id } = first.body;
  await judged(id);

  const call = await ask(`/api/v1/calls/${id}`);
  expect(call.body).toMatchObject({ id, stage: "judged", team: "A", record: { callerNumber: "138****5678" } });
  const sheet = await ask(`/api/v1/calls/${id}/sheet?language=en`);
  const judgements = await ask(`/api/v1/calls/${id}/judgements`);
  const list = await ask<Page>("/api/v1/calls?standard=dealer-recording&clause=A1.1&words=投诉");
  for (const { text, status } of [call, sheet, judgements, list]) {
    expect(status).toBe(200);
    expect(text).not.toContain("13812345678");
  }
  expect(list.body.items).toMatchObject([{ id, excerpt: { turn: 1 } }]);
  const { excerpt } = list.body.items[0] ?? {};
  expect(excerpt?.text.slice(excerpt.from, excerpt.to)).toBe("投诉");
  expect(sheet.text).toContain("A1.1");
  expect(sheet.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^']+'; media-src/);
});

it("shows nobody what lies outside their scope, and lets nobody write there", async () => {
  const { body } = await send(record("scoped", { agent: { id: "8013", team: "A" } }), {}, teamA);
  const paths = ["", "/judgements", "/history", "/sheet"].map((path) => `/api/v1/calls/${body.id}${path}`);
  for (const path of paths) {
    expect((await ask(path, {}, teamA)).status).toBe(200);
    expect(await ask(path, {}, teamB)).toMatchObject({ status: 404, body: { code: "thing.not-found" } });
    expect((await ask(path, {}, testActor(["auditor"], ["audit.read"]))).status).toBe(403);
  }
  const { body: seen } = await ask<Page>("/api/v1/calls?words=投诉", {}, teamB);
  expect(seen.items).toEqual([]);
  expect((await send(record("scoped", { queue: "x" }), {}, teamB)).status).toBe(403);
  expect((await send(record("scoped", { agent: { team: "B" } }), {}, teamB)).status).toBe(403);
  expect((await send(record("fresh"), {}, teamB)).status).toBe(403);
});

it("answers a request that is sent again under its key as it did before, and refuses another under it", async () => {
  const key = { "idempotency-key": "k-1" };
  const first = await send(record("keyed"), key);
  expect(first.status).toBe(201);
  const again = await send(record("keyed"), key);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await send(record("other"), key)).toMatchObject({ status: 409, body: { code: "request.conflict" } });
  expect((await send(record("bad", { source: "" }), { "idempotency-key": "k-2" })).status).toBe(422);
  expect((await send(record("good"), { "idempotency-key": "k-2" })).status).toBe(201);
  test.pass(25 * 3_600_000);
  expect((await send(record("other"), key)).status).toBe(201);
});

it("takes many calls at once and says for each line what became of it", async () => {
  const lines = [
    JSON.stringify(record("b1")),
    "{not json",
    "",
    JSON.stringify({ version: 1 }),
    JSON.stringify(record("b2")),
  ];
  const batch = (body: string, query = "") =>
    ask<{
      accepted: number;
      refused: number;
      lines: { line?: number; accepted?: object; problem?: { code: string } }[];
    }>(`/api/v1/calls/batch${query}`, { method: "POST", body, headers: { "content-type": "application/x-ndjson" } });
  const { status, body } = await batch(lines.join("\n"));
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 2, refused: 2 });
  expect(body.lines.map(({ line, problem }) => [line, problem?.code])).toEqual([
    [1, undefined],
    [2, "input.malformed"],
    [4, "input.malformed"],
    [5, undefined],
  ]);
  const auto = await batch(lines.slice(0, 1).join("\n"), "?format=auto");
  expect(auto.body).toMatchObject({ accepted: 1, lines: [{ accepted: { outcome: "unchanged" } }] });
  const large = await batch("x".repeat(17 * 1024 * 1024));
  expect(large).toMatchObject({ status: 413, body: { code: "request.too-large" } });
});

it("lists page by page, and refuses what it doesn't understand", async () => {
  for (let index = 0; index < 5; index += 1) {
    const startedAt = `2026-04-01T10:0${index >> 1}:00+08:00`;
    await send(record(`page-${index}`, { queue: "pages", startedAt }));
  }
  const found: string[] = [];
  for (let after = ""; ; ) {
    const { body } = await ask<Page>(`/api/v1/calls?queue=pages&limit=2${after}`);
    found.push(...body.items.map(({ externalId }) => externalId));
    if (body.next === undefined) break;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  expect(found.toSorted()).toEqual(["page-0", "page-1", "page-2", "page-3", "page-4"]);
  for (const query of [
    "clause=A1",
    "order=lowestScore",
    "scoreFrom=3",
    "words=啊",
    "after=zzz",
    "queues=x",
    "limit=0",
    "outcome=met",
  ])
    expect(await ask(`/api/v1/calls?${query}`), query).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  const broken = { method: "POST", body: "{", headers: { "content-type": "application/json" } };
  expect(await ask("/api/v1/calls", broken)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  expect((await send(record("nul", { queue: "a\u0000b" }))).status).toBe(422);
});

it("describes itself", async () => {
  const { body } = await ask<{ paths: Record<string, unknown> }>("/api/v1/openapi.json");
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(["/api/v1/calls", "/api/v1/calls/{id}/sheet"]));
});

it.each([
  ["GB18030", Uint8Array.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x3a, 0x31, 0x7d]), "body", "text in UTF-8"],
  ["half a text", Buffer.from('{"id":\n  nope}'), "body:2:3", "a JSON value"],
])("refuses a body that is no JSON in UTF-8: %s", async (_, body, where, expected) => {
  const init = { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/json" } };
  expect(await ask("/api/v1/calls", init)).toMatchObject({ status: 400, body: { details: { where, expected } } });
});

it("says which content type it wants, and what was found where an object was due", async () => {
  const post = (body: string, type: string) =>
    ask("/api/v1/calls", { method: "POST", body, headers: { "content-type": type } });
  expect(await post("{}", "text/plain")).toMatchObject({
    status: 400,
    body: { details: { where: "content-type", expected: "application/json", found: "text/plain" } },
  });
  expect(await post("[]", "application/json")).toMatchObject({
    status: 400,
    body: { details: { where: "json", expected: "object", found: "array" } },
  });
});

it("keeps bodies of text without ids apart, and refuses lines in another encoding", async () => {
  const post = (body: Uint8Array, query: string) =>
    ask<{ lines: { accepted?: { outcome: string } }[]; details?: object }>(`/api/v1/calls/batch${query}`, {
      method: "POST",
      body: new Uint8Array(body),
      headers: { "content-type": "application/octet-stream" },
    });
  const first = await post(Buffer.from("坐席:您好,第一通\n客户:你好"), "?format=auto");
  const second = await post(Buffer.from("坐席:您好,第二通\n客户:你好"), "?format=auto");
  expect([first, second].map(({ body }) => body.lines[0]?.accepted?.outcome)).toEqual(["created", "created"]);
  expect(await post(Uint8Array.from([0xc4, 0xe3]), "")).toMatchObject({
    status: 400,
    body: { details: { where: "body", expected: "text in UTF-8" } },
  });
});

it.each([
  ["a date that nothing reckons with", { startedAt: "9999-12-31T23:59:59Z" }],
  ["a time inside the call that is no time", { hangup: { by: "agent" as const, atMs: 9e14 } }],
  ["a name that is too long for an index", { agent: { id: randomText(20_000) } }],
  ["a nest without a ground", { extra: nested(500) }],
])("refuses one line with %s and takes the others", async (_, fields) => {
  const lines = [record("beside-1"), record("odd", fields), record("beside-2")];
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const init = { method: "POST", body, headers: { "content-type": "application/x-ndjson" } };
  expect(await ask("/api/v1/calls/batch", init)).toMatchObject({
    status: 200,
    body: { accepted: 2, refused: 1, lines: [{}, { problem: { code: "input.malformed" } }, {}] },
  });
  expect(await send(record("odd", fields))).toMatchObject({ status: 422 });
});

function randomText(length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * index * 7 + index) % 26))).join("");
}

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}
