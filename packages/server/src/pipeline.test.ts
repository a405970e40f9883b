import { readFileSync } from "node:fs";
import { type CallRecord, CallRecord as CallRecordSchema } from "@tingheng/domain";
import { findCall, judgementsOf } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until, untilTrue } from "../../store/src/until.contract.ts";
import { acceptCalls } from "./calls/accept-calls.ts";
import { queuesOf } from "./pipeline.ts";
import { type TestServices, testServices } from "./services.contract.ts";
import { judgeStage } from "./stages/judgement/judge-stage.ts";

let test: TestServices;
beforeAll(async () => {
  test = await testServices({ working: true, standards: ["dealer-recording"] });
});
afterAll(() => test.close());

const record: CallRecord = {
  version: 1,
  source: "test",
  id: "1",
  direction: "inbound",
  startedAt: "2026-03-02T09:14:05+08:00",
  turns: [
    { speaker: "agent", text: "您好,很高兴为您服务,请问有什么可以帮您?" },
    { speaker: "customer", text: "我的车昨天报修了" },
    { speaker: "agent", text: "我刚才不是已经说过了吗?您没有听懂吗?" },
  ],
};

const judged = (id: string, revision: number) =>
  untilTrue("a judged call", async () => {
    const call = await findCall(test.services.database.kysely, id);
    if (call?.stage === "setAside") throw new Error("the call was set aside");
    return call?.stage === "judged" && call.revision === revision;
  });

const judgements = (id: string) => judgementsOf(test.services.database.kysely, id);

it("judges a call that comes in, once, and again when more is known of it", async () => {
  const [first] = await acceptCalls(test.services, [{ record }]);
  const id = first?.id ?? "";
  expect(first).toMatchObject({ outcome: "created", stage: "judging" });
  await judged(id, 1);
  const [sheet] = await judgements(id);
  expect(sheet?.judgement.clauses.find((clause) => clause.id === "A1.1")).toMatchObject({ outcome: "violated" });
  expect(sheet?.judgement.clauses.find((clause) => clause.id === "A1.5")).toMatchObject({ outcome: "undetermined" });

  expect(await acceptCalls(test.services, [{ record }])).toMatchObject([{ id, outcome: "unchanged" }]);

  const hungUp = { version: 1 as const, source: "test", id: "1", hangup: { by: "customer" as const, atMs: 9_000 } };
  const [later] = await acceptCalls(test.services, [{ record: hungUp, metadataAt: new Date("2026-03-02T02:05:00Z") }]);
  expect(later).toMatchObject({ id, outcome: "updated" });
  await judged(id, 2);
  const [anew] = await judgements(id);
  expect(anew?.judgement.clauses.find((clause) => clause.id === "A1.5")?.outcome).not.toBe("undetermined");

  const stale = { ...hungUp, hangup: { by: "agent" as const } };
  const old = { record: stale, metadataAt: new Date("2026-03-02T02:04:00Z") };
  expect(await acceptCalls(test.services, [old])).toMatchObject([{ outcome: "older" }]);
});

it("hears a recording, keeps a copy to play and its waveform, and judges what it measured", async () => {
  const samples = new URL("../../../samples/", import.meta.url);
  async function* sound() {
    yield readFileSync(new URL("air-conditioning.wav", samples));
  }
  const { key, sha256 } = await test.services.objects.put(sound(), { kind: "sound", limitBytes: 100_000_000 });
  const beside: unknown = JSON.parse(readFileSync(new URL("air-conditioning.json", samples), "utf8"));
  const known = CallRecordSchema.parse({ ...(beside as object), source: "test", id: "air" });
  const [accepted] = await acceptCalls(test.services, [{ record: known, recording: { key, sha256 } }]);
  expect(accepted).toMatchObject({ outcome: "created", stage: "hearing" });
  const id = accepted?.id ?? "";
  await judged(id, 2);
  const call = await findCall(test.services.database.kysely, id);
  expect(call?.record.sound?.channels).toBe(2);
  expect(await judgements(id)).toHaveLength(1);
  const kinds = new Set<string>();
  for await (const object of test.services.objects.list()) kinds.add(object.key.split("/")[0] ?? "");
  expect([...kinds].sort()).toEqual(["peaks", "playback", "sound"]);
});

it("sets a call aside whose recording can't be read, and says why", async () => {
  async function* noise() {
    yield Buffer.from("this is no recording");
  }
  const { key, sha256 } = await test.services.objects.put(noise(), { kind: "sound", limitBytes: 1_000 });
  const bad = { version: 1 as const, source: "test", id: "bad" };
  const [accepted] = await acceptCalls(test.services, [{ record: bad, recording: { key, sha256 } }]);
  const reason = async () =>
    (
      await test.services.database.kysely
        .selectFrom("calls")
        .select("stage_reason")
        .where("id", "=", accepted?.id ?? "")
        .executeTakeFirstOrThrow()
    ).stage_reason;
  expect(await until("a reason", async () => (await reason()) ?? undefined)).toMatchObject({ code: "sound.unknown" });
});

it("refuses two handlers for one queue", () => {
  expect(() => queuesOf([judgeStage, judgeStage])).toThrow("two handlers");
});
