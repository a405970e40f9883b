// The judgement 评判, version 1: what comes out for one call under one standard, with everything
// a person needs to agree or disagree.
import { z } from "zod";
import { Milliseconds, ratio } from "./time.ts";

/** violated 违反 · met 符合 · notApplicable 不适用 · undetermined 无法判定 */
export const Outcome = z.enum(["violated", "met", "notApplicable", "undetermined"]);
export type Outcome = z.infer<typeof Outcome>;

/** Where a judgement can be checked: words by turn and character span, sound and time by measure and threshold. */
export const Evidence = z.object({
  turn: z.int().nonnegative().optional(),
  startMs: Milliseconds.optional(),
  endMs: Milliseconds.optional(),
  text: z.string().optional(),
  /** Character span in the turn's text, UTF-16 units, `to` exclusive. */
  from: z.int().nonnegative().optional(),
  to: z.int().nonnegative().optional(),
  measure: z.string().optional(),
  value: z.union([z.number(), z.string(), z.boolean()]).optional(),
  threshold: z.union([z.number(), z.string(), z.boolean()]).optional(),
  /** The kind of fault, for clauses that count by kinds. */
  kind: z.string().optional(),
  /** due: where something was owed and did not come; unsure: seen, but not surely enough to count. */
  role: z.enum(["hit", "due", "unsure", "kept"]).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** customer 客户关键 · business 业务关键 · compliance 合规关键 */
export const DefectClass = z.enum(["customer", "business", "compliance"]);
export type DefectClass = z.infer<typeof DefectClass>;

export const ClauseResult = z.object({
  id: z.string(),
  outcome: Outcome,
  judgedBy: z.enum(["machine", "human", "model"]),
  points: z.number(),
  reason: z.string(),
  missing: z.array(z.string()).optional(),
  evidence: z.array(Evidence),
});
export type ClauseResult = z.infer<typeof ClauseResult>;

/** A consequence that a person may decide on; never carried out by the machine. */
export const Proposal = z.object({
  clause: z.string(),
  subject: z.enum(["agent", "supervisor", "team", "all"]),
  kind: z.string(),
  amount: z.number().nonnegative().optional(),
  currency: z.string().length(3).optional(),
  occurrences: z.int().positive().optional(),
  note: z.string().optional(),
});
export type Proposal = z.infer<typeof Proposal>;

export const Answer = z.object({
  question: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]),
  turn: z.int().nonnegative().optional(),
  from: z.int().nonnegative().optional(),
  to: z.int().nonnegative().optional(),
  confidence: ratio.optional(),
});
export type Answer = z.infer<typeof Answer>;

export const Label = z.object({
  id: z.string(),
  value: z.string(),
  turn: z.int().nonnegative().optional(),
  from: z.int().nonnegative().optional(),
  to: z.int().nonnegative().optional(),
});
export type Label = z.infer<typeof Label>;

/** The arithmetic of one section or item, so that a person can add it up. */
export const Subtotal = z.object({
  id: z.string(),
  title: z.string().optional(),
  points: z.number(),
  maxPoints: z.number(),
  /** Left out of the denominator because nothing in it applied. */
  dropped: z.boolean().optional(),
  /** Zeroed by a critical clause. */
  failedBy: z.string().optional(),
  provisional: z.boolean().optional(),
});
export type Subtotal = z.infer<typeof Subtotal>;

/** A questionnaire that a standard goes by, in the version that it was judged with. */
export const WentBy = z.object({
  id: z.string(),
  version: z.string(),
  /** The call was found to follow it. */
  followed: z.literal(true).optional(),
});
export type WentBy = z.infer<typeof WentBy>;

export const Judgement = z.object({
  version: z.literal(1),
  call: z.object({ source: z.string(), id: z.string() }),
  standard: z.object({ id: z.string(), version: z.string() }),
  /** Left out where the standard goes by none, or does not apply. */
  questionnaires: z.array(WentBy).optional(),
  score: z.number(),
  maxScore: z.number(),
  bonus: z.number(),
  fatal: z.boolean(),
  provisional: z.boolean(),
  /** The standard does not apply to this call (direction, date, desk), with the reason. */
  notApplicable: z.string().optional(),
  sections: z.array(Subtotal).optional(),
  items: z.array(Subtotal).optional(),
  /** Whether the call has a defect of each class; a class that can't be told yet is left out. */
  defects: z.partialRecord(DefectClass, z.boolean()).optional(),
  clauses: z.array(ClauseResult),
  proposals: z.array(Proposal),
  answers: z.array(Answer),
  labels: z.array(Label),
});
export type Judgement = z.infer<typeof Judgement>;
