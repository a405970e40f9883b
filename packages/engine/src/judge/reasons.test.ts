import { Clause } from "@tingheng/domain";
import { expect, it } from "vitest";
import { verdict } from "../rule/verdict.ts";
import { reasonFor } from "./reasons.ts";

const title = { zh: "条款", en: "clause" };
const clause = (reason: string) => Clause.parse({ id: "X1", title, text: "…", by: ["T"], reason });
const said = verdict("violated", [{ turn: 0, text: "喂", role: "hit" }]);
const silent = verdict("violated", [{ startMs: 100, role: "hit" }]);

it.each([
  ["没有按规范用语应答:{text}", "没有按规范用语应答:喂", "没有按规范用语应答"],
  ["说了「{text}」,应为您好", "说了「喂」,应为您好", "说了,应为您好"],
  ["{count} 次:{text}", "1 次:喂", "1 次"],
  ["{unknown} stays", "{unknown} stays", "{unknown} stays"],
])("fills %s, and leaves out the marks around nothing", (template, full, empty) => {
  expect(reasonFor(clause(template), said, "zh")).toBe(full);
  expect(reasonFor(clause(template), silent, "zh")).toBe(empty);
});
