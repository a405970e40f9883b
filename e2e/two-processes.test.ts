// Several processes on one PostgreSQL and one bucket, with no folder in common: what one of them does is told to those who follow
// events at another, and by webhook, once; what comes in at one door is heard by a worker and plays at the other.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { keyOf, type ServiceProcess, startAnswering, startProcess } from "../bench/service-load.ts";
import { ownData } from "../packages/knowledge/src/index.ts";
import { type Receiver, receiver } from "../packages/server/src/stages/deliver/receiver.fixture.ts";
import { newPostgresDatabase } from "../packages/store/src/database/both-databases.contract.ts";
import { type S3Server, startS3Server } from "../packages/store/src/objects/testing/s3-server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let root: string;
let hook: Receiver;
let s3: S3Server;
let key: string;
let settings: Record<string, string>;
let doors: readonly ServiceProcess[];
let workers: readonly ServiceProcess[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tingheng-processes-"));
  hook = await receiver();
  s3 = await startS3Server("recordings");
  settings = {
    TINGHENG_FOLDER: join(root, "first"),
    TINGHENG_S3_URL: s3.endpoint,
    TINGHENG_S3_BUCKET: "recordings",
    TINGHENG_S3_KEY_ID: s3.credentials.accessKeyId,
    TINGHENG_S3_SECRET: s3.credentials.secretAccessKey,
    TINGHENG_STORAGE_KEY: randomBytes(32).toString("base64"),
    TINGHENG_SECRET: randomBytes(24).toString("hex"),
    DATABASE_URL: await newPostgresDatabase(),
    TINGHENG_WEBHOOK_HOSTS: hook.host,
  };
  const answering = await startAnswering(settings);
  key = await keyOf(answering, ["calls.write", "calls.read", "calls.listen", "webhooks.manage"]);
  await answering.stop();
  const start = (part: string, name: string) =>
    startProcess({ ...settings, TINGHENG_PART: part, TINGHENG_FOLDER: join(root, name) });
  doors = [await start("api", "door 1"), await start("api", "door 2")];
  workers = [await start("worker", "worker 1"), await start("worker", "worker 2")];
});
afterAll(async () => {
  for (const one of [...(doors ?? []), ...(workers ?? [])]) await one.stop();
  hook?.close();
  await s3?.remove();
  rmSync(root, { recursive: true, force: true });
});

const ask = (door: number, path: string, init: RequestInit = {}) =>
  fetch(`${doors[door]?.url}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });

const send = async (door: number, id: string): Promise<string> => {
  const turns = [{ speaker: "agent", text: "您好,很高兴为您服务" }];
  const body = JSON.stringify({ version: 1, source: "two", id, turns });
  return ((await (await ask(door, "/calls", { method: "POST", body })).json()) as { id: string }).id;
};

/** `kind subject` of each event, until `enough` says so. */
async function heard(response: Response, enough: (events: readonly string[]) => boolean): Promise<string[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const events = () =>
    [...text.matchAll(/^event: (\S+)\ndata: (.*)$/gm)].map(
      ([, kind, data = ""]) => `${kind} ${(JSON.parse(data) as { subject: string }).subject}`,
    );
  while (!enough(events())) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return events();
}

it("tells at one door what came in at the other and what a worker made of it, and tells it by webhook once", async () => {
  const made = await ask(0, "/webhooks", {
    method: "POST",
    body: JSON.stringify({ url: hook.url, kinds: ["call.judged"] }),
  });
  expect(made.status).toBe(201);
  const streams = await Promise.all([0, 1].map((door) => ask(door, "/events")));
  const ids: string[] = [];
  for (let count = 0; count < 6; count += 1) ids.push(await send(count % 2, `call ${count}`));
  const expected = ids.flatMap((id) => [`call.received ${id}`, `call.judged ${id}`]).sort();
  for (const stream of streams)
    expect((await heard(stream, (events) => events.length >= expected.length)).sort()).toEqual(expected);
  await expect.poll(() => hook.received.length, { timeout: 30_000 }).toBe(ids.length);
  const told = hook.received.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id);
  expect(told.sort()).toEqual([...ids].sort());
});

it("hears a recording that came in at one door, and plays it at the other, from the bucket alone", async () => {
  const sound = readFileSync(join(ownData, "samples", "air-conditioning.wav"));
  const body = new FormData();
  body.append("file", new File([sound], "air.wav"));
  const headers = { authorization: `Bearer ${key}` };
  const sent = await fetch(`${doors[0]?.url}/api/v1/files`, { method: "POST", headers, body });
  const { items } = (await sent.json()) as { items: { calls: { id: string }[] }[] };
  const id = items[0]?.calls[0]?.id ?? "";
  const stage = async () => ((await (await ask(1, `/calls/${id}`)).json()) as { stage: string }).stage;
  await expect.poll(stage, { timeout: 60_000 }).toBe("judged");
  expect(Buffer.from(await (await ask(1, `/calls/${id}/recording`)).arrayBuffer()).equals(sound)).toBe(true);
  const stretch = await fetch(`${doors[1]?.url}/api/v1/calls/${id}/playback`, {
    headers: { ...headers, range: "bytes=100-199" },
  });
  expect([stretch.status, (await stretch.arrayBuffer()).byteLength]).toEqual([206, 100]);
  expect((await ask(1, `/calls/${id}/peaks`)).status).toBe(200);
});

it("goes on at the other door after the last event that was heard, when the first one is gone", async () => {
  const stream = await ask(0, "/events");
  const first = await send(1, "before");
  let last = "";
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (last === "") {
    text += (await reader?.read())?.value ?? "";
    last = /^id: (\S+)\nevent: call\.received\ndata: .*\n/m.exec(text)?.[1] ?? "";
  }
  await reader?.cancel();
  await doors[0]?.stop("SIGKILL");
  const second = await send(1, "after");
  const resumed = await heard(await ask(1, `/events?after=${last}`), (events) => events.length >= 3);
  expect(resumed.sort()).toEqual([`call.judged ${first}`, `call.received ${second}`, `call.judged ${second}`].sort());
});
