import { createPublicKey } from "node:crypto";
import type { Actor, CallRecord } from "@tingheng/domain";
import { findCall, headKeyFrom, keepModelAnswer, noteAsked, verifyAudit, writeHead } from "@tingheng/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everythingKept } from "../../../../store/src/database/everything-kept.contract.ts";
import { until, untilTrue } from "../../../../store/src/until.contract.ts";
import { auditTo } from "../../audit.ts";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { createApp } from "../../http/app.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { assignStage, sweepStage } from "./retention-stages.ts";

const day = 86_400_000;
const phrase = "紫金葫芦第九层";
const number = "13987654321";
const stopping = new AbortController().signal;

let test: TestServices;
let services: Services;
beforeAll(async () => {
  test = await testServices({ working: true, standards: ["dealer-recording"] });
  services = { ...test.services, audit: auditTo(test.services.now) };
});
afterAll(() => test.close());

const app = (actor: Actor = mayAll) => createApp(services, async () => actor);
const ask = async (method: string, path: string, body?: unknown, actor?: Actor) => {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await app(actor).request(`/api/v1${path}`, { method, ...init });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

function recordOf(id: string, fields: Partial<CallRecord> = {}): CallRecord {
  return {
    version: 1,
    source: "test",
    id,
    direction: "inbound",
    startedAt: "2026-03-02T09:14:05+08:00",
    callerNumber: number,
    customer: { name: "欧阳小明", number },
    turns: [
      { speaker: "agent", text: "您好,很高兴为您服务" },
      { speaker: "customer", text: `${phrase},我的电话是${number}` },
      { speaker: "agent", text: `我刚才不是已经说过了吗,${phrase}` },
    ],
    ...fields,
  };
}

async function keptObject(kind: "sound" | "peaks" | "playback", text: string): Promise<string> {
  const { key } = await services.objects.put(
    (async function* () {
      yield Buffer.from(text);
    })(),
    { kind, limitBytes: 1_000 },
  );
  return key;
}

async function accepted(record: CallRecord): Promise<string> {
  const [call] = await acceptCalls(services, [{ record }]);
  const id = call?.id ?? "";
  return until("a judged call", async () =>
    (await findCall(services.database.kysely, id))?.stage === "judged" ? id : undefined,
  );
}

/** Tables and objects that hold one of the texts. */
async function placesOf(...texts: readonly string[]): Promise<string[]> {
  const places = new Set<string>();
  const holds = (text: string) => texts.some((one) => text.includes(one));
  for await (const { table, text } of everythingKept(services.database)) if (holds(text)) places.add(table);
  for await (const { key } of services.objects.list()) {
    const pieces: Uint8Array[] = [];
    for await (const piece of services.objects.read(key)) pieces.push(piece);
    if (holds(Buffer.concat(pieces).toString("utf8"))) places.add(key.split("/")[0] ?? "");
  }
  return [...places].sort();
}

const sweep = () => sweepStage.handler(services)([], stopping);
const verified = () =>
  verifyAudit(services.database.kysely, [], createPublicKey(headKeyFrom(services.keyFor("audit heads"))));

it("leaves nothing of an erased call anywhere, and the log whole", async () => {
  const id = await accepted(recordOf("canary"));
  const keys = await Promise.all(
    (["sound", "peaks", "playback"] as const).map((kind) => keptObject(kind, `${kind} ${phrase} ${number}`)),
  );
  await services.database.kysely
    .updateTable("calls")
    .set({ recording_key: keys[0] ?? "", peaks_key: keys[1] ?? "", playback_key: keys[2] ?? "" })
    .where("id", "=", id)
    .execute();
  const answered = { model: "m", promptVersion: "p", question: "?", contentHash: "of an earlier wording" };
  await noteAsked(services.database.kysely, id, answered.contentHash);
  await keepModelAnswer(services.database.kysely, answered, { quotes: [phrase] });
  expect(await placesOf(phrase, number)).toEqual(
    expect.arrayContaining(["public.model_answers", "peaks", "playback", "public.call_words", "public.calls", "sound"]),
  );
  await ask("POST", `/calls/${id}/reveal`, { reason: `回拨 ${number}` });
  await writeHead(services.database, headKeyFrom(services.keyFor("audit heads")), services.now());

  const reason = `欧阳小明 ${number} 要求删除`;
  expect(await ask("POST", `/calls/${id}/erase`, { reason })).toMatchObject({ status: 200, body: { id } });
  await untilTrue("a sound removed", async () => (await services.objects.stat(keys[2] ?? "")) === undefined);
  expect(await placesOf(phrase, number, "欧阳小明")).toEqual([]);
  expect((await verified()).fault).toBeUndefined();

  const [again] = await acceptCalls(services, [{ record: recordOf("canary") }]);
  expect(again).toMatchObject({ outcome: "erased", id });
  const sent = await ask("POST", "/calls", recordOf("canary"));
  expect(sent).toMatchObject({ status: 409, body: { code: "call.erased" } });
  expect(await findCall(services.database.kysely, id)).toBeUndefined();
  expect(await placesOf(phrase, number)).toEqual([]);
  const { body } = await ask("GET", "/erasures");
  expect(body.items).toMatchObject([{ callId: id, cause: "person", erasedBy: "usr_test" }]);
});

it("keeps sound that another call has too", async () => {
  const [one, other] = [await accepted(recordOf("sound-1")), await accepted(recordOf("sound-2"))];
  const key = await keptObject("sound", "the same in both");
  await services.database.kysely
    .updateTable("calls")
    .set({ recording_key: key })
    .where("id", "in", [one, other])
    .execute();
  await ask("POST", `/calls/${one}/erase`, { reason: "重复" });
  const marker = await keptObject("sound", "of the third");
  const third = await accepted(recordOf("sound-3"));
  await services.database.kysely.updateTable("calls").set({ recording_key: marker }).where("id", "=", third).execute();
  await ask("POST", `/calls/${third}/erase`, { reason: "重复" });
  await untilTrue("a mark removed", async () => (await services.objects.stat(marker)) === undefined);
  expect(await services.objects.stat(key)).toBeDefined();
  await ask("POST", `/calls/${other}/erase`, { reason: "重复" });
});

it("does not delete what is held, and deletes it once it is released and due", async () => {
  const id = await accepted(recordOf("held"));
  await services.database.kysely
    .updateTable("calls")
    .set({ delete_after: new Date(services.now().getTime() - day) })
    .where("id", "=", id)
    .execute();
  expect(await ask("PUT", `/calls/${id}/hold`, { reason: "仲裁" })).toMatchObject({
    status: 200,
    body: { held: true },
  });
  expect(await ask("GET", `/calls/${id}/hold`)).toMatchObject({ body: { held: true, reason: "仲裁" } });
  expect(await ask("POST", `/calls/${id}/erase`, { reason: "客户要求" })).toMatchObject({
    status: 409,
    body: { code: "call.held" },
  });
  test.pass(200 * day);
  await sweep();
  expect(await findCall(services.database.kysely, id)).toBeDefined();
  expect(await ask("POST", `/calls/${id}/release`, { reason: "仲裁结束" })).toMatchObject({ status: 200 });
  await sweep();
  expect(await findCall(services.database.kysely, id)).toBeUndefined();
});

it("gives calls new dates when the policy changes, and only erases what the new one says", async () => {
  const startedAt = services.now().toISOString();
  const [sale, other] = [
    await accepted(recordOf("sale", { startedAt, queue: "sales" })),
    await accepted(recordOf("no-sale", { startedAt })),
  ];
  const policy = {
    classes: [
      { name: "sales", title: "销售", keep: { count: 2, unit: "year" } },
      { name: "short", title: "短", keep: { count: 10, unit: "day" } },
    ],
    rules: [{ class: "sales", queue: "sales" }],
    usual: "short",
  };
  expect(await ask("PUT", "/retention", { ...policy, usual: "none" })).toMatchObject({ status: 400 });
  expect(await ask("PUT", "/retention", policy)).toMatchObject({ status: 200 });
  expect(await ask("GET", "/retention")).toMatchObject({ body: policy });
  await assignStage.handler(services)([], stopping);
  test.pass(11 * day);
  await sweep();
  expect(await findCall(services.database.kysely, other)).toBeUndefined();
  expect(await findCall(services.database.kysely, sale)).toBeDefined();
  expect((await verified()).fault).toBeUndefined();
});

it("shows numbers only for a reason that is logged, and only of calls in sight", async () => {
  const id = await accepted(recordOf("reveal", { agent: { id: "8012", team: "A" } }));
  const shown = await ask("POST", `/calls/${id}/reveal`, { reason: `回拨 ${number}` });
  expect(shown).toMatchObject({ status: 200, body: { record: { callerNumber: number } } });
  expect(await ask("POST", `/calls/${id}/reveal`, {})).toMatchObject({ status: 400 });
  const elsewhere = testActor(["teamLeader"], ["numbers.reveal", "calls.delete"], { kind: "teams", teams: ["B"] });
  expect(await ask("POST", `/calls/${id}/reveal`, { reason: "回拨" }, elsewhere)).toMatchObject({ status: 404 });
  expect(await ask("POST", `/calls/${id}/erase`, { reason: "回拨" }, elsewhere)).toMatchObject({ status: 404 });
  expect(await ask("POST", `/calls/${id}/reveal`, { reason: "回拨" }, testActor([], []))).toMatchObject({
    status: 403,
  });
  const { body } = await ask("GET", `/audit?action=call.revealed&subject=${id}`);
  expect(body.items).toMatchObject([{ actorId: "usr_test", details: { reason: "回拨 ***********" } }]);
});

it("answers with the log, its heads and whether it is whole", async () => {
  const first = await ask("GET", "/audit?limit=2");
  expect(first.body.items).toHaveLength(2);
  const second = await ask("GET", `/audit?limit=2&after=${first.body.next}`);
  const seqs = [...(first.body.items as { seq: number }[]), ...(second.body.items as { seq: number }[])];
  expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, index) => (seqs[0]?.seq ?? 0) - index));
  expect(await ask("GET", "/audit?after=xx")).toMatchObject({ status: 400 });
  expect(await ask("GET", "/audit", undefined, testActor([], ["calls.read"]))).toMatchObject({ status: 403 });
  const text = await (await app().request("/api/v1/audit/export?action=call.erased")).text();
  expect(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).action),
  ).toEqual(Array.from({ length: text.trim().split("\n").length }, () => "call.erased"));
  const { body: exported } = await ask("GET", "/audit?action=audit.exported");
  expect(exported.items).toMatchObject([{ actorId: "usr_test", subjectKind: "audit", subjectId: "log" }]);
  // The clock's own job may have signed the end of the log beside the one above.
  const heads = ((await ask("GET", "/audit/heads")).body.items as unknown[]).length;
  expect(heads).toBeGreaterThan(0);
  const verified = (await ask("POST", "/audit/verify")).body;
  expect(verified).toMatchObject({ whole: true });
  expect(verified.heads).toBeGreaterThanOrEqual(heads);
});
