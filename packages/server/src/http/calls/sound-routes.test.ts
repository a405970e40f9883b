import { readFileSync } from "node:fs";
import { type Actor, CallRecord, type Judgement } from "@tingheng/domain";
import { noteUnread, setStage } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../../../../store/src/until.contract.ts";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { createApp } from "../app.ts";

let test: TestServices;
let actor: Actor = mayAll;
let app: ReturnType<typeof createApp>;
let id = "";
const samples = new URL("../../../../../samples/", import.meta.url);
const wav = readFileSync(new URL("air-conditioning.wav", samples));

beforeAll(async () => {
  test = await testServices({ working: true, standards: ["dealer-recording"], config: { TINGHENG_BASE_PATH: "/qa" } });
  app = createApp(test.services, async () => actor);
  async function* sound() {
    yield wav;
  }
  const { key, sha256 } = await test.services.objects.put(sound(), { kind: "sound", limitBytes: 100_000_000 });
  const beside: unknown = JSON.parse(readFileSync(new URL("air-conditioning.json", samples), "utf8"));
  const record = CallRecord.parse({ ...(beside as object), source: "test", id: "air" });
  const [accepted] = await acceptCalls(test.services, [{ record, recording: { key, sha256 } }]);
  id = accepted?.id ?? "";
  await reached("judged");
});
afterAll(() => test.close());

async function ask(path: string, init: RequestInit = {}, as: Actor = mayAll) {
  actor = as;
  const response = await app.request(`/qa/api/v1${path}`, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get("content-type")?.includes("json") && bytes.length > 0;
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    body: json ? JSON.parse(String(bytes)) : undefined,
  };
}

const reached = (stage: string) =>
  until(`the stage ${stage}`, async () => {
    const { body } = await ask(`/calls/${id}`);
    return body.stage === stage ? body : undefined;
  });

const listened = () => test.audited.filter(({ action }) => action === "call.listened").length;

it("gives the recording as it came, whole or in stretches, and writes down once who listened", async () => {
  const whole = await ask(`/calls/${id}/recording`);
  expect(whole.bytes.equals(wav)).toBe(true);
  expect(whole.headers.get("content-type")).toBe("audio/wav");
  expect(whole.headers.get("content-disposition")).toContain(`filename="${id}.wav"`);
  const head = await ask(`/calls/${id}/recording`, { method: "HEAD" });
  expect(head).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
  expect(head.headers.get("content-length")).toBe(String(wav.length));
  const range = (text: string) => ask(`/calls/${id}/recording`, { headers: { range: text } });
  const middle = await range("bytes=100-299");
  expect(middle.status).toBe(206);
  expect(middle.headers.get("content-range")).toBe(`bytes 100-299/${wav.length}`);
  expect(middle.bytes.equals(wav.subarray(100, 300))).toBe(true);
  expect((await range(`bytes=${wav.length}-`)).status).toBe(416);
  expect(listened()).toBe(1);
  test.pass(31 * 60_000);
  await range("bytes=0-9");
  expect(listened()).toBe(2);
});

it("gives the copy as a WAV of 16 bits; stretches of it are stretches of the whole", async () => {
  const { bytes, headers, status } = await ask(`/calls/${id}/playback`);
  expect(status).toBe(200);
  expect(headers.get("content-length")).toBe(String(bytes.length));
  expect(bytes.subarray(0, 4).toString()).toBe("RIFF");
  expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt32LE(40)]).toEqual([
    2,
    8_000,
    bytes.length - 44,
  ]);
  for (const [from, to] of [
    [0, 43],
    [10, 101],
    [44, 44],
    [45, 46],
    [1_001, 5_000],
    [bytes.length - 3, bytes.length - 1],
  ] as const) {
    const part = await ask(`/calls/${id}/playback`, { headers: { range: `bytes=${from}-${to}` } });
    expect(part.status).toBe(206);
    expect(part.bytes.equals(bytes.subarray(from, to + 1)), `${from}-${to}`).toBe(true);
  }
});

it("lets only those listen who may, and shows the sound in the sheet to them alone", async () => {
  const deaf = testActor(["inspector"], ["calls.read"]);
  const elsewhere = testActor(["inspector"], ["calls.read", "calls.listen", "calls.judge"], {
    kind: "teams",
    teams: ["?"],
  });
  for (const path of ["recording", "playback"]) expect((await ask(`/calls/${id}/${path}`, {}, deaf)).status).toBe(403);
  for (const path of ["recording", "playback", "peaks"])
    expect((await ask(`/calls/${id}/${path}`, {}, elsewhere)).status).toBe(404);
  for (const path of ["retry", "rejudge", "swap-sides"])
    expect((await ask(`/calls/${id}/${path}`, { method: "POST" }, elsewhere)).status).toBe(404);
  const address = `data-url="/qa/api/v1/calls/${id}/playback"`;
  expect(String((await ask(`/calls/${id}/sheet`)).bytes)).toContain(address);
  expect(String((await ask(`/calls/${id}/sheet`, {}, deaf)).bytes)).not.toContain("data-url");
  expect((await ask(`/calls/${id}/peaks`)).body.lanes).toHaveLength(2);
});

it("swaps the sides, judges again, and tries again what was set aside; all of it is written down", async () => {
  const before = (await ask(`/calls/${id}`)).body;
  const deed = (name: string) => ask(`/calls/${id}/${name}`, { method: "POST" });
  expect((await deed("retry")).status).toBe(409);
  expect(await deed("swap-sides")).toMatchObject({ status: 200, body: { stage: "judging" } });
  const after = await reached("judged");
  const speakers = (call: { record: CallRecord }) => call.record.turns?.map(({ speaker }) => speaker);
  expect(speakers(after)).not.toEqual(speakers(before));
  expect((await ask(`/calls/${id}/history`)).body.items).toHaveLength(1);
  expect((await deed("rejudge")).status).toBe(200);
  await reached("judged");
  await setStage(test.services.database.kysely, [id], "setAside", test.services.now());
  expect(await deed("retry")).toMatchObject({ status: 200, body: { stage: "judging" } });
  await reached("judged");
  const judgements: { items: { judgement: Judgement }[] } = (await ask(`/calls/${id}/judgements`)).body;
  expect(judgements.items).toHaveLength(1);
  const actions = test.audited.map(({ action }) => action).filter((action) => action !== "call.listened");
  expect(actions).toEqual(["call.sidesSwapped", "call.rejudged", "call.retried"]);
});

it("lists what could not be read until somebody has seen to it", async () => {
  const { database, newId, now } = test.services;
  const reason = { code: "sound.unknown", details: { path: "a.wav" } };
  const note = (name: string) =>
    noteUnread(database.kysely, { id: newId("unr"), source: "folder", name, reason, seenAt: now() });
  for (const name of ["a.wav", "b-13812345678.wav", "a.wav"]) await note(name);
  const list = async () => (await ask("/unread?limit=1")).body;
  const first = await list();
  const second = (await ask(`/unread?limit=1&after=${first.next}`)).body;
  const items = [...first.items, ...second.items].sort((a, b) => (a.name < b.name ? -1 : 1));
  expect(items).toMatchObject([
    { name: "a.wav", times: 2, reason },
    { name: `b-${"*".repeat(11)}.wav`, times: 1 },
  ]);
  for (const item of items) {
    const settle = () => ask(`/unread/${item.id}/settle`, { method: "POST" });
    expect((await settle()).status).toBe(204);
    expect((await settle()).status).toBe(404);
  }
  expect((await list()).items).toEqual([]);
  await note("a.wav");
  expect((await list()).items).toMatchObject([{ name: "a.wav", times: 3 }]);
});
