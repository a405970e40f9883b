// The cases 用例 of a standard: for each clause, calls that break it and calls that keep it; and phrases that no clause may flag.

import { Outcome } from "@tingheng/domain";
import { z } from "zod";

const DetailedCase = z.strictObject({
  title: z.string().optional(),
  dialogue: z.string().optional(),
  call: z.record(z.string(), z.unknown()).optional().describe("metadata of the call, as in a call record"),
  looksOpposite: z.boolean().optional().describe("keeps the clause though it looks broken, or the other way round"),
  expect: Outcome.optional(),
  kinds: z.array(z.string()).optional(),
  label: z.string().optional(),
  source: z.string().optional().describe("where it comes from, e.g. the seed's × sentence"),
});

/** A dialogue as text (one line a turn, `坐席:` / `客户:`), or with metadata and an expected outcome. */
const Case = z.preprocess((value) => (typeof value === "string" ? { dialogue: value } : value), DetailedCase);
export type Case = z.output<typeof Case>;

const list = z.array(Case).default([]);

const ClauseCases = z.strictObject({
  breaks: list,
  keeps: list,
  undetermined: list,
  notApplicable: list,
});

export const Cases = z.strictObject({
  /** What every case takes for granted unless it says otherwise. */
  defaults: z.record(z.string(), z.unknown()).optional(),
  /** Model phrases (√): said by the agent, no clause of the standard may flag them. */
  neverFlag: z.array(z.string().min(1)).default([]),
  clauses: z.record(z.string(), ClauseCases),
});
export type Cases = z.output<typeof Cases>;
