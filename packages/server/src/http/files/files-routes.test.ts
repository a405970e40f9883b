import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findCall } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { zipOf } from "../../stages/recording/archive/zip.fixture.ts";
import { fetchStage } from "../../stages/recording/fetch-stage.ts";
import type { Api } from "../api.ts";
import { createApp } from "../app.ts";

let test: TestServices;
let app: Api;
beforeAll(async () => {
  test = await testServices({ standards: ["dealer-recording"], config: { TINGHENG_FETCH_HOSTS: "127.0.0.1" } });
  app = createApp(test.services, async () => mayAll);
});
afterAll(() => test.close());

const wav = Uint8Array.from(readFileSync(new URL("../../../../../samples/air-conditioning.wav", import.meta.url)));
const record = { version: 1, source: "pbx", id: "17", turns: [{ speaker: "agent", text: "您好" }] };

interface Answer {
  readonly items: {
    readonly file: string;
    readonly calls: {
      readonly id: string;
      readonly outcome: string;
      readonly stage: string;
      readonly externalId: string;
    }[];
    readonly problems: { readonly where: string; readonly problem: { readonly code: string } }[];
  }[];
}

async function send(
  files: readonly (readonly [string, Uint8Array<ArrayBuffer> | string])[],
  fields: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, content] of files) form.append("file", new File([content], name));
  const answer = await app.request("/api/v1/files", { method: "POST", body: form });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

it("takes recordings, records and archives in one request, and says what became of each", async () => {
  const archive = zipOf([
    { name: "day/a.json", data: Buffer.from(JSON.stringify({ ...record, id: "in-archive" })) },
    { name: "day/b.txt", data: Buffer.from("坐席:您好\n客户:你好") },
  ]);
  const { status, body } = await send([
    ["call.wav", wav],
    ["call.json", JSON.stringify(record)],
    ["many.zip", Uint8Array.from(archive)],
    ["picture.png", "\x89PNG\r\n\x1a\n0000"],
  ]);
  expect(status).toBe(200);
  expect(body.items.map(({ file, calls, problems }) => [file, calls.length, problems.length])).toEqual([
    ["call.wav", 1, 0],
    ["call.json", 1, 0],
    ["many.zip", 2, 0],
    ["picture.png", 0, 1],
  ]);
  expect(body.items[0]?.calls[0]).toMatchObject({ outcome: "created", stage: "hearing" });
  const unread = await test.services.database.kysely.selectFrom("unread").select(["name", "source"]).execute();
  expect(unread).toEqual([{ name: "picture.png", source: "upload" }]);
});

it("says that an archive without files holds no call", async () => {
  const { body } = await send([["empty.zip", Uint8Array.from(zipOf([]))]], {});
  expect(body.items).toMatchObject([{ calls: [], problems: [{ where: "empty.zip" }] }]);
  expect(JSON.stringify(body)).toContain("空压缩包");
});

it("knows the same recording again, and grows its call by what comes with it", async () => {
  const first = await send([["again.wav", wav]], { source: "twice" });
  const again = await send([["other-name.wav", wav]], {
    source: "twice",
    call: JSON.stringify({ queue: "after-sales" }),
  });
  expect(again.body.items[0]?.calls[0]?.id).toBe(first.body.items[0]?.calls[0]?.id);
  const kept = await findCall(test.services.database.kysely, first.body.items[0]?.calls[0]?.id ?? "");
  expect(kept?.record.queue).toBe("after-sales");
});

it("refuses what is no file, too large a field, and callers without the right", async () => {
  const nonsense = await app.request("/api/v1/files", {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: "nonsense",
  });
  expect(nonsense.status).toBe(400);
  expect((await send([["a.wav", wav]], { call: "{" })).status).toBe(400);
  const others = createApp(test.services, async () => testActor(["auditor"], ["audit.read"]));
  expect((await others.request("/api/v1/files?name=a.wav", { method: "POST", body: wav })).status).toBe(403);
  const nobody = createApp(test.services, async () => undefined);
  expect((await nobody.request("/api/v1/files?name=a.wav", { method: "POST", body: wav })).status).toBe(401);
});

it("fetches a recording that a record names by its address, from listed hosts alone", async () => {
  const server = createServer((_, response) => response.end(wav)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const named = (id: string, host: string) => ({
    record: { version: 1 as const, source: "by-address", id, recording: { uri: `http://${host}:${port}/a.wav` } },
  });
  const [good, bad] = await acceptCalls(test.services, [named("good", "127.0.0.1"), named("bad", "127.0.0.2")]);
  const work = (call: string | undefined) =>
    fetchStage.handler(test.services)([{ id: "1", data: { call }, tried: 0 }], AbortSignal.timeout(60_000));
  expect((await work(good?.id)).size).toBe(0);
  expect((await work(bad?.id)).get("1")).toMatchObject({ code: "fetch.internal" });
  server.close();
  expect(await findCall(test.services.database.kysely, good?.id ?? "")).toMatchObject({ stage: "hearing" });
  expect(await findCall(test.services.database.kysely, bad?.id ?? "")).toMatchObject({ stage: "waiting" });
});

it("keeps files without a name apart, and refuses a form without a boundary", async () => {
  const post = async (body: string, type = "text/plain") => {
    const init = { method: "POST", body, headers: { "content-type": type } };
    const answer = await app.request("/api/v1/files", init);
    return { status: answer.status, body: (await answer.json()) as Answer & { code?: string } };
  };
  const first = await post("坐席:您好,第一通\n客户:你好");
  const second = await post("坐席:您好,第二通\n客户:再见");
  const again = await post("坐席:您好,第一通\n客户:你好");
  const outcomes = [first, second, again].map(({ body }) => body.items[0]?.calls[0]);
  expect(outcomes.map((call) => call?.outcome)).toEqual(["created", "created", "unchanged"]);
  expect(outcomes[0]?.id).toBe(outcomes[2]?.id);
  expect(await post("x", "multipart/form-data")).toMatchObject({ status: 400, body: { code: "request.invalid" } });
});

it("takes the good calls beside those that no database keeps, and names a file as its sender does", async () => {
  const bad = { ...record, id: "nul\u0000", turns: [] };
  const far = { ...record, id: "far", startedAt: "9999-12-31T23:59:59Z" };
  const { body } = await send([
    ["some.ndjson", [bad, far, { ...record, id: "good" }].map((one) => JSON.stringify(one)).join("\n")],
    ["no-sound.wav", "RIFF"],
  ]);
  expect(body.items[0]?.calls.map(({ externalId }) => externalId)).toEqual(["good"]);
  expect(body.items[0]?.problems).toHaveLength(2);
  expect(body.items[1]?.problems[0]).toMatchObject({ problem: { title: expect.stringMatching(/^no-sound\.wav/u) } });
});

it("says what is wrong with what is known of a recording", async () => {
  const wrong = async (call: string) => (await send([["call.wav", wav]], { call })) as unknown;
  expect(await wrong('{"id":5}')).toMatchObject({
    status: 400,
    body: { details: { where: "call $.id", expected: "string", found: "5" } },
  });
  expect(await wrong('{"startedAt":"9999-12-31T23:59:59Z"}')).toMatchObject({ status: 400 });
});
