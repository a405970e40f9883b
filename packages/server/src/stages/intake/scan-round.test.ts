import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCallNamed, judgementsOf, listUnread, openPostgres } from "@tingheng/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newPostgresDatabase } from "../../../../store/src/database/both-databases.contract.ts";
import { untilTrue } from "../../../../store/src/until.contract.ts";
import { readConfig } from "../../config.ts";
import { createApp } from "../../http/app.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { scanRound } from "./scan-round.ts";
import { openPlace } from "./watched-place.ts";

const samples = new URL("../recording/sources/", import.meta.url);
const sound = new URL("../../../../../samples/air-conditioning.wav", import.meta.url);

let shared: TestServices;
let pass: (ms: number) => void;
let services: Services;
let root = "";
let folder = "";
let source = "";
let count = 0;
beforeAll(async () => {
  shared = await testServices({ working: true, standards: ["dealer-recording"] });
});
afterAll(() => shared.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tingheng-intake-"));
  folder = join(root, "in");
  mkdirSync(folder);
  count += 1;
  source = `pbx-${count}`;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Services of which the settings' file names one watch over the folder. */
function start(watch: object, on: TestServices = shared): void {
  const config = join(root, "settings.yaml");
  writeFileSync(config, JSON.stringify({ watch: [{ name: source, source, folder, ...watch }] }));
  services = {
    ...on.services,
    config: readConfig({ TINGHENG_CONFIG: config, TINGHENG_FOLDER: on.services.config.folder }),
  };
  pass = on.pass;
}

async function round(afterMs = 11_000) {
  pass(afterMs);
  const [watch] = services.config.watch;
  if (watch === undefined) throw new Error("no watch");
  const place = await openPlace(watch);
  return scanRound(services, watch, place);
}

const put = (name: string) => copyFileSync(sound, join(folder, name));
const sample = (path: string) => readFileSync(new URL(path, samples), "utf8");
const calls = () =>
  services.database.kysely
    .selectFrom("calls")
    .select(["id", "external_id", "stage", "recording_key", "revision"])
    .where("source", "=", source)
    .orderBy("external_id")
    .execute();
const unread = async () =>
  (await listUnread(services.database.kysely, { limit: 100 })).filter((one) => one.source === source);
const recordOf = async (id: string) => (await findCallNamed(services.database.kysely, source, id))?.record;

async function post(body: string, type: string, query = "") {
  const app = createApp(services, async () => mayAll);
  const headers = { "content-type": type };
  const answer = await app.request(`/api/v1/telephony/freeswitch${query}`, { method: "POST", headers, body });
  return { status: answer.status, body: (await answer.json()) as { calls: { id: string; outcome: string }[] } };
}

async function judged(id: string): Promise<readonly string[]> {
  await untilTrue("a judged call", async () => (await calls()).some((one) => one.id === id && one.stage === "judged"));
  return (await judgementsOf(services.database.kysely, id)).map((one) => one.id);
}

describe("FreeSWITCH", () => {
  const name = "2026-03-02-09-18-20_4008001000_13800000001.wav";

  it("has one call of a recording and the legs that are posted later, judged anew with who hung up", async () => {
    const channels = { any: { 0: "customer", 1: "agent" } };
    start({ system: "freeswitch", settings: { trunks: ["telecom"] }, channels });
    put(name);
    expect(await round(0)).toMatchObject({ taken: 0 });
    await round();
    const [alone] = await calls();
    expect(alone).toMatchObject({ external_id: name.replace(".wav", "") });
    expect(await recordOf(alone?.external_id ?? "")).toMatchObject({
      startedAt: "2026-03-02T09:18:20+08:00",
    });
    const before = await judged(alone?.id ?? "");

    const legs = ["0c5e0001-91aa-4c1d-8e00-000000000002", "a_0c5e0001-91aa-4c1d-8e00-000000000001"];
    const [agent = "", customer = ""] = legs.map((leg) => sample(`freeswitch/samples/${leg}.cdr.xml`));
    const form = "application/x-www-form-urlencoded";
    // The agent's leg says nothing of the recording: for a moment it is a call of its own.
    expect(await post(`cdr=${encodeURIComponent(agent)}`, form, "?uuid=b_1")).toMatchObject({ status: 200 });
    expect(await calls()).toHaveLength(2);
    const { body } = await post(`cdr=${encodeURIComponent(customer)}`, form, "?uuid=a_1");
    expect(body.calls).toMatchObject([{ id: alone?.id, outcome: "updated" }]);
    expect((await calls()).map(({ id }) => id)).toEqual([alone?.id]);
    const record = await recordOf(alone?.external_id ?? "");
    expect(record).toMatchObject({ hangup: { by: "agent" }, ring: { ms: 7_200 }, agent: { id: "1001" } });
    const after = await judged(alone?.id ?? "");
    expect(after).not.toEqual(before);
    expect(await unread()).toEqual([]);
  });

  it("keeps holds of json_cdr, and lists what is broken", async () => {
    start({ system: "freeswitch", settings: { trunks: ["telecom"] } });
    const leg = (end: string) => sample(`freeswitch/samples/0c5e0003-91aa-4c1d-8e00-00000000000${end}.cdr.json`);
    await post(leg("1"), "application/json");
    await post(leg("2"), "application/json");
    await post(leg("2"), "application/json");
    const [call, ...others] = await calls();
    expect([others, (await recordOf(call?.external_id ?? ""))?.holds?.length]).toEqual([[], 3]);
    expect((await post(sample("freeswitch/samples/bad-half.cdr.xml"), "text/xml")).status).toBe(422);
    expect(await unread()).toHaveLength(1);
  });
});

describe("Asterisk", () => {
  const day = (file: string) => join(folder, file);
  const ids = ["1772413995.100", "1772414195.110"];

  it.each([
    ["PGlite", async () => shared],
    ["PostgreSQL", async () => testServices({ database: await openPostgres({ url: await newPostgresDatabase() }) })],
  ])("has every call of a day exactly once, though it was stopped in the middle, on %s", async (_, open) => {
    const on = await open();
    start({ system: "asterisk", settings: { trunks: ["telecom"] } }, on);
    for (const id of ids) put(`${id}.wav`);
    cpSync(new URL("asterisk/samples/Master.csv", samples), day("Master.csv"));
    const lines = sample("asterisk/samples/queue_log").split("\n");
    writeFileSync(day("queue_log"), `${lines.slice(0, 5).join("\n")}\n`);
    await round(0);
    await round();
    const half = await calls();
    expect(half.filter(({ recording_key }) => recording_key !== null).map((call) => call.external_id)).toEqual(ids);
    expect((await recordOf(ids[1] ?? ""))?.hangup).toBeUndefined();
    // As after a stop between accepting and remembering: everything is found once more.
    await services.database.kysely.deleteFrom("intake_cursors").execute();
    writeFileSync(day("queue_log"), lines.join("\n"));
    await round();
    await round();
    const all = await calls();
    expect(new Set(all.map((call) => call.external_id)).size).toBe(all.length);
    expect(all).toHaveLength(10);
    expect((await recordOf(ids[0] ?? ""))?.hangup).toMatchObject({ by: "agent" });
    expect((await recordOf(ids[1] ?? ""))?.hangup).toMatchObject({ by: "customer" });
    expect(all.filter(({ recording_key }) => recording_key !== null)).toHaveLength(2);
    expect(await unread()).toEqual([]);
    if (on !== shared) await on.close();
  });

  it("lists broken rows once, however often their file is read again", async () => {
    start({ system: "asterisk" });
    cpSync(new URL("asterisk/samples/bad-lines.queue_log", samples), day("queue_log"));
    await round(0);
    await round();
    const listed = await unread();
    expect(listed.length).toBeGreaterThan(0);
    expect(listed[0]).toMatchObject({ source, reason: { code: "input.malformed" } });
    await services.database.kysely.deleteFrom("intake_cursors").execute();
    await round();
    await round();
    expect(await unread()).toEqual(listed);
  });

  it("takes no file before it rests, and reads a log that never rests by whole lines", async () => {
    start({ system: "asterisk", settings: { trunks: ["telecom"] } });
    const lines = sample("asterisk/samples/queue_log").split("\n");
    const [watch] = services.config.watch;
    if (watch === undefined) throw new Error("no watch");
    const place = await openPlace(watch);
    const state = { logs: new Map<string, number>(), renew: async () => {} };
    for (let at = 1; at <= 9; at += 1) {
      writeFileSync(day("queue_log"), `${lines.slice(0, 4 + at).join("\n")}\n1772419`);
      writeFileSync(day("1772413995.100.wav"), readFileSync(sound).subarray(0, at * 1_000));
      await scanRound(services, watch, place, state);
      if (at === 3) expect(await calls()).toEqual([]);
      pass(9_000);
    }
    expect((await calls()).map((call) => [call.external_id, call.recording_key])).toContainEqual([ids[0], null]);
    expect(await unread()).toEqual([]);
  });

  it("moves what it took aside, deletes nothing, and says that a folder is not there", async () => {
    const taken = join(root, "taken");
    start({ system: "asterisk", move_to: taken });
    put("1772413995.100.wav");
    writeFileSync(day("broken.wav"), "no sound");
    await round(0);
    await round();
    expect([readdirSync(folder), readdirSync(taken)]).toEqual([["broken.wav"], ["1772413995.100.wav"]]);
    expect((await unread()).map((one) => one.name)).toEqual(["broken.wav"]);
    rmSync(folder, { recursive: true });
    await round();
    await round();
    expect((await unread()).map((one) => [one.name, one.times])).toContainEqual([`watch ${source} 1`, 1]);
    expect(await calls()).toHaveLength(1);
  });
});
