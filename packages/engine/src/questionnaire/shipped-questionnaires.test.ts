// Every shipped questionnaire reads, is documented, recognises its own questions, and steers no answer.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type CallRecord, Questionnaire } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createJudge } from "../judge/judge.ts";

const root = new URL("../../../../", import.meta.url);
const folder = new URL("questionnaires/", root);
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const questionnaires = ids.map((id) =>
  Questionnaire.parse(parse(readFileSync(new URL(`${id}/questionnaire.yaml`, folder), "utf8"))),
);
const never = { candidates: () => [], highest: () => 0, sure: 1, unsure: 1 };
const meanings = new Map(
  readdirSync(new URL("meanings/", root)).map((file) => {
    const id = file.replace(/\.yaml$/, "");
    return [id, { id, ...never }] as const;
  }),
);
const text = readFileSync(new URL("standards/callback-survey/standard.yaml", root), "utf8");
const judge = createJudge({ standards: [{ name: "callback-survey", text }], questionnaires, meanings });

function callOf(sentences: readonly string[], campaign?: string): CallRecord {
  const turns = sentences.flatMap((sentence) => [
    { speaker: "agent" as const, text: sentence },
    { speaker: "customer" as const, text: "满意" },
  ]);
  return { version: 1, id: "x", source: "test", direction: "outbound", turns, ...(campaign ? { campaign } : {}) };
}

function clause(call: CallRecord, id: string) {
  return judge.judge(call)[0]?.clauses.find((one) => one.id === id);
}

describe.each(questionnaires)("questionnaire $id", (questionnaire) => {
  it("stands in a folder of its name, with a README", () => {
    expect(ids).toContain(questionnaire.id);
    expect(existsSync(new URL(`${questionnaire.id}/README.md`, folder))).toBe(true);
  });

  it("recognises its own questions", () => {
    const said = callOf(
      questionnaire.questions.map((question) => question.text),
      questionnaire.id,
    );
    const asked = clause(said, "C1.questions")?.evidence.length ?? 0;
    expect(clause(said, "C1.questions")?.outcome).toBe("met");
    expect(asked).toBe(questionnaire.questions.length);
  });

  it("steers no answer", () => {
    const { questions, closing, feedback, reminders, opening } = questionnaire;
    const all = [
      ...questions.map((one) => one.text),
      ...closing,
      ...opening,
      ...(feedback ?? []),
      ...(reminders ?? []),
    ];
    expect(clause(callOf(all), "C8")).toMatchObject({ outcome: "met" });
  });
});
