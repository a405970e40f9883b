import { readFileSync } from "node:fs";
import type { CallRecord, Turn } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignRoles } from "./assign-roles.ts";
import { inferRoles, rolesLookSwapped } from "./infer-roles.ts";
import { RolesFile } from "./role-model.ts";
import { splitTurn } from "./split-turns.ts";

const model = RolesFile.parse(
  JSON.parse(readFileSync(new URL("../../../../roles/model.json", import.meta.url), "utf8")),
);

const call = (
  turns: readonly (readonly [label: string, text: string])[],
  more: Partial<CallRecord> = {},
): CallRecord => ({
  version: 1,
  id: "1",
  source: "test",
  turns: turns.map(([speakerLabel, text]): Turn => ({ speaker: "unknown", speakerLabel, text })),
  ...more,
});

const enquiry = [
  ["1", "您好,很高兴为您服务,请问有什么可以帮您?"],
  ["0", "哎你好,我想问下我这个月话费怎么多扣了二十块钱"],
  ["1", "好的先生,请您稍等,我帮您查一下"],
  ["0", "行,你快点啊"],
] as const;

describe("who is the agent", () => {
  it("is told from the wording", () => {
    const guess = inferRoles(call(enquiry), model);
    expect(guess?.roles).toMatchObject({ "0": { speaker: "customer" }, "1": { speaker: "agent" } });
    expect(guess?.confidence).toBeGreaterThan(0.9);
  });

  it("doesn't depend on what the voices are called", () => {
    const renamed = enquiry.map(([label, text]) => [label === "0" ? "voice-2" : "voice-1", text] as const);
    expect(inferRoles(call(renamed), model)?.confidence).toBe(inferRoles(call(enquiry), model)?.confidence);
  });

  it("is not guessed from a word or two that anybody says", () => {
    const guess = inferRoles(
      call([
        ["0", "嗯"],
        ["1", "对"],
      ]),
      model,
    );
    expect(guess?.confidence ?? 0).toBeLessThan(0.7);
  });

  it("is nobody where only one voice speaks", () => {
    expect(inferRoles(call([["0", "您好,请问有什么可以帮您"]]), model)).toBeUndefined();
  });

  it("is never less sure the more of the same is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), (times) => {
        const repeated = Array.from({ length: times }, () => enquiry).flat();
        const once = inferRoles(call(enquiry), model)?.confidence ?? 0;
        expect(inferRoles(call(repeated), model)?.confidence ?? 0).toBeGreaterThanOrEqual(once);
      }),
    );
  });
});

it("gives the transcript its roles with how sure they are, and leaves known ones alone", () => {
  const assigned = assignRoles(call(enquiry), model, []);
  expect(assigned.turns?.map(({ speaker }) => speaker)).toEqual(["agent", "customer", "agent", "customer"]);
  expect(assigned.turns?.[0]?.speakerConfidence).toBeGreaterThan(0.9);
  expect(assignRoles(assigned, model, [])).toBe(assigned);
});

it("sees that agent and customer stand the wrong way round", () => {
  const assigned = assignRoles(call(enquiry), model, []);
  const turned = assigned.turns?.map(
    (turn) => ({ ...turn, speaker: turn.speaker === "agent" ? "customer" : "agent" }) as Turn,
  );
  expect(rolesLookSwapped(assigned, model, [])).toBe(0);
  expect(rolesLookSwapped({ ...assigned, turns: turned ?? [] }, model, [])).toBeGreaterThan(0.9);
});

describe("a segment with both voices", () => {
  const text = "您好,请问有什么可以帮您?我想把我家宽带退了。";

  it("is cut where the wording changes sides, its time shared out, and nothing is lost", () => {
    const parts = splitTurn({ speaker: "unknown", startMs: 0, endMs: 2400, text }, model);
    expect(parts.map(({ speaker }) => speaker)).toEqual(["agent", "customer"]);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts[0]?.endMs).toBe(parts[1]?.startMs);
    expect(parts.every(({ speakerConfidence = 1 }) => speakerConfidence < 0.8)).toBe(true);
  });

  it("is cut at the times of its words where it has them", () => {
    const words = [...text.replace(/\p{P}/gu, "")].map((one, index) => ({
      text: one,
      startMs: 100 * index,
      endMs: 100 * index + 90,
    }));
    const [first, second] = splitTurn({ speaker: "unknown", startMs: 0, endMs: 9000, text, words }, model);
    expect([first?.words?.length, second?.words?.length]).toEqual([11, 9]);
    expect(first?.endMs).toBe(1090);
    expect(second?.startMs).toBe(1100);
  });

  it("stays whole where one side could have said it all", () => {
    const whole: Turn = { speaker: "unknown", text: "您好。请问您贵姓?麻烦您报一下手机号码。" };
    expect(splitTurn(whole, model)).toEqual([whole]);
  });
});
