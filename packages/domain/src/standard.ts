// A standard 考核标准: sections, items, clauses, points and consequences as data. What a rule says inside is the engine's business.
import { z } from "zod";
import { DefectClass, Proposal } from "./judgement.ts";
import { Text } from "./text.ts";
import { ratio } from "./time.ts";

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "letters, digits, dots and hyphens");
const points = z.number().nonnegative();
const day = z.iso.date();

/** T words 文本 · S sound and timing 声音 · M metadata 随录数据 · L meaning 语义 · H person 人工 */
export const JudgedBy = z.enum(["T", "S", "M", "L", "H"]);

const Validity = z.strictObject({ from: day.optional(), to: day.optional() });

/** A consequence that the standard names; the machine only proposes it. Amounts in whole units of the currency. */
export const Consequence = z.strictObject({
  subject: Proposal.shape.subject,
  kind: z.string().min(1).describe("fine, dismissal, written-warning, verbal-warning, notice, refund …"),
  amount: points.optional(),
  currency: z.string().length(3).optional(),
  per: z.enum(["call", "occurrence"]).default("call"),
  note: z.string().optional(),
});

export const Clause = z.strictObject({
  id,
  title: Text,
  text: z.string().min(1).describe("the clause as the standard words it"),
  by: z.array(JudgedBy).min(1),
  rule: z.unknown().optional(),
  rules: z.array(z.unknown()).optional().describe("several rules; the clause is broken if one of them is"),
  points: points.default(0).describe("taken off"),
  pointsUpTo: points.optional().describe("a person may take off up to so many; the machine takes `points`"),
  per: z.enum(["occurrence", "call"]).default("occurrence"),
  most: points.optional().describe("at most so many points off for this clause"),
  steps: z
    .array(points)
    .optional()
    .describe("points off by the number of kinds: steps[n] for n kinds, the last for more"),
  critical: z.enum(["item", "section", "sheet"]).optional(),
  defect: DefectClass.optional(),
  propose: z.array(Consequence).default([]),
  reason: Text.optional().describe("the sentence for a violation; {count}, {text}, {value}, {threshold} are filled in"),
  validity: Validity.optional(),
  topic: z.string().optional().describe("what the clause is about, for comparing standards (e.g. wait-limit)"),
});
export type Clause = z.output<typeof Clause>;

export const Item = z.strictObject({
  id,
  title: Text,
  points: points.optional(),
  clauses: z.array(id),
  whenNotApplicable: z.enum(["keep", "drop"]).default("keep").describe("drop: leaves the denominator"),
});
export type Item = z.output<typeof Item>;

export const Section = z.strictObject({ id, title: Text, points: points.optional(), items: z.array(Item).min(1) });
export type Section = z.output<typeof Section>;

export const Bonus = z.strictObject({
  clause: id,
  points,
  unlessViolated: z.array(id).default([]).describe("no bonus where one of these items, sections or clauses is broken"),
});

export const Standard = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "small letters, digits and hyphens"),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "a version such as 1.0.0"),
  title: Text,
  language: z.enum(["zh", "en"]).default("zh"),
  source: z.string().optional(),
  validity: Validity.optional(),
  appliesTo: z
    .unknown()
    .optional()
    .describe("a condition on the call; where it does not hold the standard is not applied"),
  reliability: z.strictObject({ speaker: ratio.default(0.7), words: ratio.default(0.5) }).prefault({}),
  scoring: z
    .strictObject({
      floor: z.number().default(0),
      rescale: z.boolean().default(false).describe("scale what applies to the full maximum"),
    })
    .prefault({}),
  sections: z.array(Section).min(1),
  bonus: z.array(Bonus).default([]),
  prescribed: z.array(z.string().min(1)).default([]).describe("phrases that are never a fault"),
  names: z
    .array(z.string().min(1))
    .default([])
    .describe("products, companies and places that speech recognition should expect"),
  lists: z.record(z.string(), z.array(z.string().min(1))).default({}),
  definitions: z.record(z.string(), z.unknown()).default({}),
  questionnaires: z.array(z.string()).default([]),
  clauses: z.array(Clause).min(1),
});
export type Standard = z.output<typeof Standard>;
