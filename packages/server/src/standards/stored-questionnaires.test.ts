// Questionnaires from the store judge calls: the version of the call's day, named by the judgement, on the real pipeline.
import type { CallRecord, Judgement } from "@tingheng/domain";
import { findCall, judgementsOf } from "@tingheng/store";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { until, untilTrue } from "../../../store/src/until.contract.ts";
import { acceptCalls } from "../calls/accept-calls.ts";
import { createApp } from "../http/app.ts";
import { startWork } from "../pipeline.ts";
import { mayAll, type TestServices, testServices } from "../services.contract.ts";
import { storedStandards } from "./stored-standards.ts";

// Trials and what-ifs compile in threads.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const standard = `
id: survey
version: 1.0.0
title: 回访
questionnaires: [workshop]
sections: [{ id: s, title: s, items: [{ id: i, title: i, points: 10, clauses: [C.consent] }] }]
clauses:
  - { id: C.consent, title: 征得同意, text: 先征得同意, by: [T], points: 10, rule: { questionnaire: any, check: consent } }
`;
const talk = (consent: string) => `坐席:我是车间客服,${consent}
客户:方便
坐席:这次的维修质量您满意吗?
客户:满意
坐席:总体上您打几分呢?
客户:九分`;
const cases = `clauses:
  C.consent:
    keeps:
      - |
${talk("现在方便吗").replace(/^/gm, "        ")}
    breaks:
      - |
${talk("我要问几个问题").replace(/^/gm, "        ")}
`;
const questionnaire = (version: string, consent: string) => `id: workshop
version: ${version}
title: 维修回访
opening: [我是车间客服]
consent: [${consent}]
questions:
  - { id: quality, text: 维修质量满意吗?, kind: satisfaction, ask: [维修质量] }
  - { id: overall, text: 总体打几分?, kind: ten, ask: [总体] }
poor: { satisfaction: 3, ten: 6 }
followUp: [很抱歉]
closing: [祝您用车愉快]
`;

let test: TestServices;
let services: TestServices["services"];
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"] });
  services = { ...test.services, standards: storedStandards(test.services) };
  app = createApp(services, async () => mayAll);
  await startWork(services);
});
afterAll(() => test.close());

interface Body {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly items: readonly { readonly id: string; readonly standard: string }[];
  readonly findings: readonly { readonly kind: string }[];
  readonly warnings: readonly { readonly kind: string; readonly clause: string }[];
  readonly summary: { readonly calls: number; readonly moved: number; readonly clauses: readonly unknown[] };
}

async function ask(method: string, path: string, body?: unknown): Promise<Body & { readonly status: number }> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await app.request(`/api/v1/${path}`, { method, ...init });
  return { status: response.status, ...((await response.json()) as Body) };
}

async function imported(...files: readonly { readonly path: string; readonly text: string }[]): Promise<string[]> {
  return (await ask("POST", "standards/import", { files })).items.map(({ id }) => id);
}

const draft = async (version: string, consent: string) =>
  (await imported({ path: "questionnaires/workshop/questionnaire.yaml", text: questionnaire(version, consent) }))[0] ??
  "";

function record(id: string, day: string, consent: string): CallRecord {
  const turns = talk(consent)
    .split("\n")
    .map((line) => ({
      speaker: line.startsWith("坐席") ? ("agent" as const) : ("customer" as const),
      text: line.slice(3),
    }));
  return { version: 1, source: "test", id, startedAt: `${day}T09:00:00+08:00`, turns };
}

async function judged(id: string): Promise<Judgement | undefined> {
  await untilTrue("a judged call", async () => {
    const call = await findCall(services.database.kysely, id);
    if (call?.stage === "setAside") throw new Error("the call was set aside");
    return call?.stage === "judged";
  });
  return (await judgementsOf(services.database.kysely, id))[0]?.judgement;
}

async function accepted(call: CallRecord): Promise<{ readonly id: string; readonly judgement: Judgement | undefined }> {
  const id = (await acceptCalls(services, [{ record: call }]))[0]?.id ?? "";
  return { id, judgement: await judged(id) };
}

const rowsOf = (id: string) =>
  services.database.kysely
    .selectFrom("judgements")
    .select(["id", "basis", "superseded_at"])
    .where("call_id", "=", id)
    .execute();

const first = "现在方便吗";
const second = "占用您两分钟可以吗";
let old: string;

it("leads a questionnaire from draft to judging, before the standard that goes by it", async () => {
  const [survey = "", workshop = ""] = await imported(
    { path: "standards/survey/standard.yaml", text: standard },
    { path: "standards/survey/cases.yaml", text: cases },
    { path: "questionnaires/workshop/questionnaire.yaml", text: questionnaire("1.0.0", first) },
  );
  expect(await ask("POST", `standards/${survey}/test`)).toMatchObject({ status: 422, code: "standard.invalid" });
  expect(await ask("POST", `standards/${workshop}/publish`, {})).toMatchObject({ code: "standard.not-tested" });
  expect(await ask("POST", `standards/${workshop}/test`)).toMatchObject({ passed: true, findings: [] });
  expect(await ask("POST", `standards/${workshop}/publish`, {})).toMatchObject({ status: 200, warnings: [] });
  expect(await ask("POST", `standards/${survey}/test`)).toMatchObject({
    passed: true,
    cases: { passed: 2, failed: 0 },
  });
  expect(await ask("POST", `standards/${survey}/publish`, {})).toMatchObject({ status: 200 });
  test.pass(1_000);

  const { id, judgement } = await accepted(record("old", "2026-03-02", first));
  old = id;
  expect(judgement).toMatchObject({
    standard: { id: "survey", version: "1.0.0" },
    questionnaires: [{ id: "workshop", version: "1.0.0", followed: true }],
    clauses: [{ id: "C.consent", outcome: "met" }],
  });
});

it("tells which cases a new version would move, and judges by it from its day on; older calls keep theirs", async () => {
  const before = await rowsOf(old);
  const id = await draft("1.1.0", second);
  expect((await ask("POST", `standards/${id}/test`)).findings).toMatchObject([{ kind: "case", clause: "C.consent" }]);
  const { warnings } = await ask("POST", `standards/${id}/publish`, { from: "2026-03-03" });
  expect(warnings).toMatchObject([{ kind: "case", clause: "C.consent" }]);
  test.pass(1_000);

  const versions = async (day: string, consent: string) => {
    const { judgement } = await accepted(record(`${day} ${consent}`, day, consent));
    return [judgement?.questionnaires?.[0]?.version, judgement?.clauses[0]?.outcome];
  };
  expect(await versions("2026-03-02", second)).toEqual(["1.0.0", "violated"]);
  expect(await versions("2026-03-03", second)).toEqual(["1.1.0", "met"]);
  expect(await versions("2026-03-03", first)).toEqual(["1.1.0", "violated"]);

  await ask("POST", `calls/${old}/rejudge`);
  expect((await judged(old))?.questionnaires).toEqual([{ id: "workshop", version: "1.0.0", followed: true }]);
  expect(await rowsOf(old)).toEqual(before);
});

it("judges again where a questionnaire of the call's day has changed, and keeps the earlier judgement", async () => {
  const id = await draft("1.0.1", "冒昧打扰您");
  await ask("POST", `standards/${id}/test`);
  expect(await ask("POST", `standards/${id}/publish`, { from: "2026-03-02", to: "2026-03-02" })).toMatchObject({
    status: 200,
  });
  test.pass(1_000);
  await ask("POST", `calls/${old}/rejudge`);
  expect(await judged(old)).toMatchObject({
    questionnaires: [{ version: "1.0.1" }],
    clauses: [{ outcome: "violated" }],
  });
  const rows = await rowsOf(old);
  expect(rows.map((row) => row.superseded_at === null).sort()).toEqual([false, true]);
  expect(new Set(rows.map(({ basis }) => basis)).size).toBe(2);
});

it("tries a draft of a questionnaire on past calls, beside the standard in force", async () => {
  const { items } = await ask("GET", "standards?kind=standard&standard=survey");
  const version = items[0]?.id;
  const tried = await draft("2.0.0", first);
  const run = async (questionnaires: readonly string[]) => {
    const { id } = await ask("POST", "what-ifs", { version, questionnaires });
    return until("a finished what-if", async () => {
      const whatIf = await ask("GET", `what-ifs/${id}`);
      return whatIf.state === "done" ? whatIf : undefined;
    });
  };
  expect(await run([])).toMatchObject({ state: "done", questionnaires: [], summary: { calls: 4, moved: 0 } });
  expect(await run([tried])).toMatchObject({
    state: "done",
    questionnaires: [{ versionId: tried, id: "workshop", version: "2.0.0" }],
    summary: {
      calls: 4,
      moved: 3,
      clauses: expect.arrayContaining([
        expect.objectContaining({ clause: "C.consent", from: "violated", to: "met", calls: 2 }),
        expect.objectContaining({ clause: "C.consent", from: "met", to: "violated", calls: 1 }),
      ]),
    },
  });
  expect(await ask("POST", "what-ifs", { version, questionnaires: [version] })).toMatchObject({ status: 404 });
  expect((await judged(old))?.questionnaires).toMatchObject([{ version: "1.0.1" }]);
});

it("takes no questionnaire away from a standard that goes by it", async () => {
  const versionsOf = async (state: string) =>
    (await ask("GET", `standards?kind=questionnaire&state=${state}&limit=50`)).items.map(({ id }) => id);
  const published = await versionsOf("published");
  expect(published).toHaveLength(3);
  const codes: (string | undefined)[] = [];
  for (const id of published) codes.push((await ask("POST", `standards/${id}/retire`, { lastDay: "2026-03-01" })).code);
  expect(codes.filter((code) => code !== undefined)).toEqual(["questionnaire.in-use"]);
  expect(await versionsOf("published")).toHaveLength(1);

  const lone = standard.replace("id: survey", "id: lone").replace("[workshop]", "[workshop, sales]");
  const [id = ""] = await imported({ path: "standards/lone/standard.yaml", text: lone });
  expect(await ask("POST", `standards/${id}/test`)).toMatchObject({ code: "standard.invalid" });
});
