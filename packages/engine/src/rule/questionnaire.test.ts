// Which questionnaire a call follows, what was answered, and what each check says.
import { type CallRecord, type Judgement, parseCallRecord, Questionnaire } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { parseDialogue } from "../cases/dialogue.ts";
import { createJudge } from "../judge/judge.ts";

const workshop = Questionnaire.parse({
  id: "workshop",
  version: "1.0.0",
  title: "维修回访",
  campaigns: ["spring"],
  opening: ["我是车间客服"],
  consent: ["现在方便吗"],
  questions: [
    { id: "quality", text: "维修质量满意吗?", kind: "satisfaction", ask: ["维修质量"] },
    { id: "overall", text: "总体打几分?", kind: "ten", ask: ["总体"] },
    { id: "booked", text: "有预约吗?", kind: "yesNo", ask: ["预约吗"], poor: 0 },
    {
      id: "booking",
      text: "预约服务如何?",
      kind: "satisfaction",
      ask: ["预约服务"],
      onlyIf: { question: "booked", answer: true },
    },
    { id: "opinion", text: "有什么意见?", kind: "open", ask: ["什么意见"], optional: true },
  ],
  poor: { satisfaction: 3, ten: 6, yesNo: false },
  followUp: ["很抱歉"],
  closing: ["祝您用车愉快"],
});
const showroom = Questionnaire.parse({
  ...workshop,
  id: "showroom",
  campaigns: [],
  questions: [
    { id: "welcome", text: "接待满意吗?", kind: "satisfaction", ask: ["接待"] },
    { id: "delivery", text: "交车满意吗?", kind: "satisfaction", ask: ["交车"] },
  ],
});

const checks = {
  questions:
    '{ is: questions, atLeast: 2, answers: { satisfaction: { use: levels }, ten: { use: marks }, yesNo: { use: yes-no } }, ended: { phrase: ["再见"] } }',
  count: "{ is: count, atLeast: 3, atMost: 4 }",
  "follow-up":
    "{ is: follow-up, answers: { satisfaction: { use: levels }, ten: { use: marks }, yesNo: { use: yes-no } } }",
  opening: "opening",
  consent: "consent",
  closing: "closing",
  neutral: "{ is: neutral, leading: { phrase: [非常满意吧] } }",
};

const standard = `
id: survey
version: 1.0.0
title: 回访
questionnaires: [workshop, showroom]
definitions:
  levels: { satisfaction: { asked: false, levels: { "2": [不满意], "3": [一般], "4": [满意] } } }
  marks: { satisfaction: { scale: ten, asked: false } }
  yes-no: { satisfaction: { scale: yesNo, asked: false, "yes": [有], "no": [没有] } }
sections:
  - { id: s, title: s, items: [{ id: i, title: i, clauses: [${Object.keys(checks)
    .map((name) => `C.${name}`)
    .join(", ")}] }] }
clauses:
${Object.entries(checks)
  .map(
    ([name, check]) =>
      `  - { id: C.${name}, title: t, text: t, by: [T], rule: { questionnaire: any, check: ${check} } }`,
  )
  .join("\n")}
`;

const judge = createJudge({ standards: [{ name: "survey", text: standard }], questionnaires: [workshop, showroom] });

function judged(dialogue: string, call: Partial<CallRecord> = {}): Judgement {
  const record = { version: 1, id: "x", source: "test", turns: parseDialogue(dialogue), ...call };
  const [judgement] = judge.judge(parseCallRecord(record, "test"));
  if (judgement === undefined) throw new Error("no judgement");
  return judgement;
}

function outcome(judgement: Judgement, clause: string): string | undefined {
  return judgement.clauses.find(({ id }) => id === `C.${clause}`)?.outcome;
}

const opened = "坐席:我是车间客服,现在方便吗?\n客户:方便\n";
const whole = `${opened}坐席:维修质量满意吗?
客户:一般
坐席:很抱歉。总体打几分?
客户:八分
坐席:您来之前有预约吗?
客户:没有
坐席:祝您用车愉快,再见`;

describe("a call that follows a questionnaire", () => {
  it("is recognised by its questions, and its answers come out with place and confidence", () => {
    const { answers } = judged(whole);
    expect(answers).toEqual([
      { question: "C.quality", value: 3, turn: 3, from: 0, to: 2, confidence: 1 },
      { question: "C.overall", value: 8, turn: 5, from: 0, to: 2, confidence: 1 },
      { question: "C.booked", value: false, turn: 7, from: 0, to: 2, confidence: 1 },
    ]);
  });

  it("is named by the judgement with its version, among those that the standard goes by", () => {
    expect(judged(whole).questionnaires).toEqual([
      { id: "workshop", version: "1.0.0", followed: true },
      { id: "showroom", version: "1.0.0" },
    ]);
    expect(judged("坐席:您好").questionnaires?.filter(({ followed }) => followed)).toEqual([]);
  });

  it("keeps every check", () => {
    const judgement = judged(whole, { campaign: "spring" });
    for (const name of Object.keys(checks)) expect(outcome(judgement, name), name).toBe("met");
  });

  it("owes a branch only after its answer", () => {
    const booked = judged(whole.replace("没有", "有"), { campaign: "spring" });
    expect(outcome(booked, "questions")).toBe("violated");
    expect(booked.clauses[0]?.evidence[0]?.value).toBe("预约服务如何?");
  });

  it("owes nothing that the customer's hanging up cut off", () => {
    const cut = `${opened}坐席:维修质量满意吗?\n客户:满意,挂了`;
    expect(outcome(judged(cut, { campaign: "spring", hangup: { by: "customer" } }), "questions")).toBe("notApplicable");
    expect(outcome(judged(cut, { campaign: "spring", hangup: { by: "agent" } }), "questions")).toBe("violated");
    const unknown = judged(cut, { campaign: "spring" });
    expect(outcome(unknown, "questions")).toBe("undetermined");
    expect(unknown.clauses[0]?.missing).toEqual(["hangup.by"]);
  });

  it("takes an open answer as it is said", () => {
    const { answers } = judged(`${whole.replace("祝您", "还有什么意见吗?\n客户:洗车慢\n坐席:祝您")}`);
    expect(answers.at(-1)).toMatchObject({ question: "C.opinion", value: "洗车慢" });
  });
});

describe("what breaks a check", () => {
  it("a poor answer that nobody takes up", () => {
    expect(outcome(judged(whole.replace("很抱歉。", "")), "follow-up")).toBe("violated");
    expect(outcome(judged(whole.replace("客户:一般", "未知:一般").replace("很抱歉。", "")), "follow-up")).toBe(
      "undetermined",
    );
  });

  it("a question before consent, an opening and a closing that are not there", () => {
    const bare = judged("坐席:维修质量满意吗?\n客户:满意\n坐席:总体打几分?\n客户:八分\n坐席:好的");
    for (const name of ["opening", "consent", "closing"]) expect(outcome(bare, name), name).toBe("violated");
  });

  it("a question that names its answer", () => {
    expect(outcome(judged(whole.replace("维修质量满意吗", "维修质量非常满意吧")), "neutral")).toBe("violated");
  });

  it("too few questions, unless the questionnaire named has no more", () => {
    const two = "坐席:接待满意吗?\n客户:满意\n坐席:交车满意吗?\n客户:满意\n坐席:祝您用车愉快";
    expect(outcome(judged(two), "count")).toBe("violated");
  });

  it("nothing in a call that is no survey", () => {
    const other = judged("坐席:您好\n客户:你好");
    for (const name of Object.keys(checks)) expect(outcome(other, name), name).toBe("notApplicable");
  });

  it("an unknown id is an error with file and line", () => {
    const text = standard.replace(
      "rule: { questionnaire: any, check: opening }",
      "rule: { questionnaire: nobody, check: opening }",
    );
    expect(() => createJudge({ standards: [{ name: "s.yaml", text }], questionnaires: [workshop, showroom] })).toThrow(
      /s\.yaml:\d+.*nobody/s,
    );
  });
});
