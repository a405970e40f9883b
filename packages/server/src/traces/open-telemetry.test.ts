// Traces of the real service at a real receiver: one call's way is one trace, and nothing of the call is told.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Permission } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acceptCalls } from "../calls/accept-calls.ts";
import { readConfig } from "../config.ts";
import { type RunningService, startService } from "../main.ts";
import { chatServer, replying } from "../model/chat-server.fixture.ts";
import { makeKey } from "../people/keys.ts";
import { startWork } from "../pipeline.ts";
import { testServices } from "../services.contract.ts";
import { type Receiver, receiver } from "../stages/deliver/receiver.fixture.ts";
import { collectorAt } from "./open-telemetry.ts";
import { type OtlpReceiver, otlpReceiver, type ReceivedSpan } from "./otlp-receiver.fixture.ts";
import { tracesTo } from "./traces.ts";

const wav = Uint8Array.from(readFileSync(join(ownData, "samples", "air-conditioning.wav")));
const own = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };
const secrets = /13800138000|王小明|坐席甲|很高兴|秘密词|recording-of|\?|external-17/u;

/** Everything that may be told, by name. */
const told = new Set([
  "error.type",
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "tingheng.about",
  "tingheng.calls",
  "tingheng.event",
  "tingheng.questions",
  "tingheng.queue",
  "tingheng.sound_ms",
  "tingheng.stage",
  "tingheng.standards",
  "tingheng.tried",
  "tingheng.turns",
  "tingheng.webhook",
]);

const inTrace = (spans: readonly ReceivedSpan[], traceId: string) => spans.filter((span) => span.traceId === traceId);

/** Names of a trace's spans from the root down, and whether all hang together below it. */
function chain(spans: readonly ReceivedSpan[], above?: string): string[] {
  const below = spans.filter(({ parentSpanId }) => parentSpanId === above);
  return below.flatMap((span) => [span.name, ...chain(spans, span.spanId)]);
}

function expectNothingPersonal({ spans, bodies }: OtlpReceiver): void {
  expect(bodies.join("\n")).not.toMatch(secrets);
  expect(spans.flatMap(({ facts }) => Object.keys(facts)).filter((key) => !told.has(key))).toEqual([]);
}

let folder: string;
let otlp: OtlpReceiver;
let hook: Receiver;
let service: RunningService;
let key: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tingheng-traces-"));
  otlp = await otlpReceiver();
  hook = await receiver();
  const settings = {
    TINGHENG_FOLDER: folder,
    TINGHENG_PORT: "0",
    TINGHENG_LOG_LEVEL: "silent",
    TINGHENG_TRACES_URL: otlp.url,
    TINGHENG_TRACES_HEADERS: "x-token=a%20b",
    TINGHENG_WEBHOOK_HOSTS: hook.host,
  };
  service = await startService(readConfig(settings));
  const { services } = service;
  const wish = { name: "all", permissions: Permission.options, scope: { kind: "all" } } as const;
  const expiresAt = new Date(Date.now() + 3_600_000);
  const system = { kind: "system", id: "system", name: "-", roles: [], permissions: new Set<never>() } as const;
  key = (await makeKey(services, { ...system, scope: { kind: "nobody" } }, { ...wish, expiresAt })).text;
}, 60_000);
afterAll(async () => {
  await service?.stop();
  hook?.close();
  otlp?.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function ask(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${service.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

const json = { "content-type": "application/json" };

it("one call's way is one trace, from the request that brought it to whoever is told that it was judged", async () => {
  const kinds = ["call.judged"];
  expect((await ask("POST", "webhooks", JSON.stringify({ url: hook.url, kinds }), json)).status).toBe(201);
  const call = {
    version: 1,
    source: "test",
    id: "external-17",
    agent: { id: "坐席甲", name: "王小明" },
    customer: { number: "13800138000" },
    turns: [{ speaker: "agent", text: "您好,很高兴为您服务" }],
  };
  const traceparent = `00-${own.traceId}-${own.spanId}-01`;
  expect((await ask("POST", "calls", JSON.stringify(call), { ...json, traceparent })).status).toBe(201);
  await ask("GET", `calls?words=${encodeURIComponent("秘密词")}`);
  await otlp.until((spans) => inTrace(spans, own.traceId).some(({ name }) => name === "POST /api/v1/calls"));
  await otlp.until((spans) => inTrace(spans, own.traceId).some(({ name }) => name === "job webhook.deliver"));
  const spans = inTrace(otlp.spans, own.traceId);
  expect(chain(spans, own.spanId)).toEqual([
    "POST /api/v1/calls",
    "job call.judge",
    "judge",
    "job webhook.deliver",
    "deliver",
  ]);
  expect(spans).toHaveLength(5);
  const factsOf = (name: string) => spans.find((span) => span.name === name)?.facts;
  expect(factsOf("POST /api/v1/calls")).toEqual({
    "http.request.method": "POST",
    "http.route": "/api/v1/calls",
    "http.response.status_code": 201,
  });
  expect(factsOf("job call.judge")).toMatchObject({ "tingheng.queue": "call.judge", "tingheng.tried": 0 });
  expect(factsOf("deliver")).toMatchObject({ "tingheng.event": "call.judged", "http.response.status_code": 204 });
  expect(otlp.resource).toMatchObject({ "service.name": "tingheng", "tingheng.part": "all" });
  expect(otlp.headers[0]).toMatchObject({ "x-token": "a b" });
  expectNothingPersonal(otlp);
});

it("a recording is listened to and judged in the trace of its upload; health is no trace", async () => {
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  const name = encodeURIComponent("recording-of-王小明-13800138000.wav");
  expect((await ask("POST", `files?name=${name}`, wav)).status).toBe(200);
  const uploaded = (spans: readonly ReceivedSpan[]) => spans.find((span) => span.name === "POST /api/v1/files");
  const whole = (spans: readonly ReceivedSpan[]) =>
    inTrace(spans, uploaded(spans)?.traceId ?? "").some((span) => span.name === "job webhook.deliver");
  await otlp.until(whole);
  const spans = inTrace(otlp.spans, uploaded(otlp.spans)?.traceId ?? "");
  expect(chain(spans)).toEqual([
    "POST /api/v1/files",
    "job call.hear",
    "listen",
    "job call.judge",
    "judge",
    "job webhook.deliver",
    "deliver",
  ]);
  expect(otlp.spans.filter((span) => span.name.includes("healthz"))).toEqual([]);
  expectNothingPersonal(otlp);
});

const warm = `
id: warm
version: 1.0.0
title: 热情
sections: [{ id: S, title: S, points: 10, items: [{ id: I, title: I, points: 10, clauses: [L1] }] }]
clauses:
  - { id: L1, title: L, text: L, by: [L], points: 10, rule: { require: { model-question: { key: warmth, ask: 坐席是否热情? } } } }
`;

it("the question to a language model stands in the trace of its call, without question or answer", async () => {
  const chat = await chatServer(replying("yes", [{ turn: 0, text: "很高兴为您服务" }]));
  const collected = await otlpReceiver();
  const log = pino({ level: "silent" });
  const traces = tracesTo(collectorAt({ url: collected.url, ratio: 1, headers: {}, part: "all", version: "0", log }));
  const config = {
    TINGHENG_LANGUAGE_MODEL: "true",
    TINGHENG_LANGUAGE_MODEL_URL: chat.baseUrl,
    TINGHENG_LANGUAGE_MODEL_NAME: "scripted",
    TINGHENG_LANGUAGE_MODEL_CONFIRM: "none",
  };
  const test = await testServices({ config, traces });
  const sha256 = createHash("sha256").update(warm).digest("hex");
  const standards = {
    forCall: async () => [{ id: "warm", version: "1.0.0", sha256, questionnaires: [] }],
    text: async () => warm,
  };
  await startWork({ ...test.services, standards });
  const turns = [{ speaker: "agent" as const, text: "您好,很高兴为您服务" }];
  await traces.during({ name: "watched file" }, () =>
    acceptCalls(test.services, [{ record: { version: 1, source: "test", id: "external-17", turns } }]),
  );
  await collected.until((spans) => spans.some(({ name }) => name === "job call.judge"));
  const traceId = collected.spans.find(({ name }) => name === "watched file")?.traceId ?? "";
  expect(chain(inTrace(collected.spans, traceId))).toEqual([
    "watched file",
    "job call.ask",
    "ask",
    "chat scripted",
    "job call.judge",
    "judge",
  ]);
  const { facts } = collected.spans.find(({ name }) => name === "chat scripted") ?? {};
  expect(facts).toMatchObject({ "gen_ai.request.model": "scripted" });
  expectNothingPersonal(collected);
  await test.close();
  await traces.close();
  collected.close();
  await chat[Symbol.asyncDispose]();
});

it("goes on where nobody receives them, says so once, and ends in time", async () => {
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
  const refusing = await otlpReceiver(400);
  const traces = tracesTo(collectorAt({ url: refusing.url, ratio: 1, headers: {}, part: "all", version: "0", log }));
  for (let round = 0; round < 3; round += 1) {
    expect(await traces.during({ name: "work" }, async () => round)).toBe(round);
    await refusing.until((spans) => spans.length > round);
  }
  await traces.close();
  refusing.close();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("traces");
});

it("keeps the share that is asked for, and what whoever asks keeps", async () => {
  const collected = await otlpReceiver();
  const log = pino({ level: "silent" });
  const traces = tracesTo(collectorAt({ url: collected.url, ratio: 0, headers: {}, part: "all", version: "0", log }));
  const serve = (parent: { traceparent: string } | undefined) =>
    traces.serving({ name: "GET" }, parent, async () => undefined);
  await serve(undefined);
  await serve({ traceparent: "nonsense" });
  await serve({ traceparent: `00-${own.traceId}-${own.spanId}-01` });
  await traces.close();
  collected.close();
  expect(collected.spans.map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual([
    [own.traceId, own.spanId],
  ]);
});
