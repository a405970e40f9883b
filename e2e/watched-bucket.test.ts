// A watched prefix of a bucket, from one end to the other: the real service, a real S3 server, and a stop in the middle.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keyOf, type ServiceProcess, startAnswering, startProcess } from "../bench/service-load.ts";
import { callLine } from "../packages/cli/src/run-cli.contract.ts";
import type { components } from "../packages/client/src/api.ts";
import { ownData } from "../packages/knowledge/src/index.ts";
import { newPostgresDatabase } from "../packages/store/src/database/both-databases.contract.ts";
import { type S3Server, startS3Server } from "../packages/store/src/objects/testing/s3-server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type CallSummary = components["schemas"]["CallSummary"];

const bucket = "recordings";
const rounds = 3_500;
const sample = (name: string) => readFileSync(join(ownData, "samples", name));
const lines = (...ids: readonly string[]) => Buffer.from(ids.map((id) => callLine(id)).join(""));

describe.each([
  ["PGlite", async () => ({})],
  ["PostgreSQL", async () => ({ DATABASE_URL: await newPostgresDatabase() })],
] as const)("on %s", (_, address) => {
  let root: string;
  let s3: S3Server;
  let settings: Record<string, string>;
  let key: string;
  let service: ServiceProcess;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "tingheng-bucket-"));
    s3 = await startS3Server(bucket);
    const { accessKeyId: key_id, secretAccessKey: secret } = s3.credentials;
    const place = { bucket, prefix: "in/", url: s3.endpoint, key_id, secret };
    const watch = [{ name: "bucket", source: "pbx", system: "freeswitch", every_seconds: 1, s3: place }];
    writeFileSync(join(root, "settings.yaml"), JSON.stringify({ watch }));
    settings = {
      TINGHENG_CONFIG: join(root, "settings.yaml"),
      TINGHENG_FOLDER: join(root, "data"),
      TINGHENG_SECRET: randomBytes(24).toString("hex"),
      TINGHENG_LOG_LEVEL: "error",
      ...(await address()),
    };
    const answering = await startAnswering(settings);
    key = await keyOf(answering, ["calls.read", "system.read"]);
    await answering.stop();
    service = await startProcess(settings);
  });
  afterAll(async () => {
    await service?.stop();
    await s3?.remove();
    rmSync(root, { recursive: true, force: true });
  });

  async function list<Item>(path: string): Promise<Item[]> {
    const response = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(200);
    return ((await response.json()) as { items: Item[] }).items;
  }
  const calls = () => list<CallSummary>("/api/v1/calls?limit=200");
  const names = async () => (await calls()).map(({ externalId }) => externalId).sort();
  const unread = () =>
    list<{ source: string; name: string; times: number; reason: { code: string } }>("/api/v1/unread");
  const judged = async (count: number) =>
    expect
      .poll(async () => (await calls()).filter(({ stage }) => stage === "judged").length, { timeout: 60_000 })
      .toBe(count);

  it("judges what is put below the prefix and nothing else, and lists what it can't read", async () => {
    await s3.put(bucket, "in/2026-03-02-09-18-20_4008001000_13800000001.wav", sample("air-conditioning.wav"));
    await s3.put(bucket, "in/day/calls.ndjson", lines("first", "second"));
    await s3.put(bucket, "in/broken.wav", Buffer.from("no sound"));
    await s3.put(bucket, "in/day/half.ndjson.part", lines("unfinished"));
    await s3.put(bucket, "elsewhere/calls.ndjson", lines("elsewhere"));
    await judged(3);
    const heard = (await calls()).filter(({ recording }) => recording);
    expect(heard).toMatchObject([{ source: "pbx", externalId: "in/2026-03-02-09-18-20_4008001000_***********" }]);
    expect(heard[0]?.startedAt).toBe("2026-03-02T01:18:20.000Z");
    await expect
      .poll(unread, { timeout: 30_000 })
      .toMatchObject([{ name: "in/broken.wav", reason: { code: "sound.unknown" } }]);
  });

  it("takes nothing twice, however often it looks, also after it was killed", async () => {
    const before = [await names(), await unread(), await calls()];
    await wait(rounds);
    expect([await names(), await unread(), await calls()]).toEqual(before);
    await service.stop("SIGKILL");
    service = await startProcess(settings);
    await wait(rounds);
    expect([await names(), await unread(), await calls()]).toEqual(before);
  });

  it("goes on where it was: what came while it was away, what comes now, and what changed", async () => {
    const before = await names();
    await service.stop();
    await s3.put(bucket, "in/while-away.ndjson", lines("while away"));
    service = await startProcess(settings);
    await judged(before.length + 1);
    await s3.put(bucket, "in/broken.wav", sample("air-conditioning.wav").subarray(0, -2));
    await judged(before.length + 2);
    expect(await names()).toEqual([...before, "broken", "while away"].sort());
    expect(await unread()).toHaveLength(1);
  });
});
