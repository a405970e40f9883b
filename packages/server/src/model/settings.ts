// What an administrator decides about the language model: where it is, what it may cost, how sure it must be. Off unless switched on.
import { z } from "zod";

const count = z.int().nonnegative();
const price = z.number().nonnegative();

/** Limits that are left out do not limit. Cost is in the currency of the prices. */
const Limits = z.strictObject({ requests: count.optional(), tokens: count.optional(), cost: price.optional() });
export type Limits = z.infer<typeof Limits>;

export const ModelSettings = z.strictObject({
  enabled: z.boolean().default(false),
  baseUrl: z.url({ protocol: /^https?$/ }).describe("up to and with /v1"),
  model: z.string().min(1),
  apiKey: z.string().min(1).optional(),
  questionsAtOnce: z.int().min(1).max(8).default(1),
  confirm: z
    .enum(["both", "yes", "no", "none"])
    .default("both")
    .describe("which verdicts a second, differently worded request must repeat"),
  windowCharacters: z.int().min(200).default(12_000).describe("what is said, in one request"),
  overlapCharacters: count.default(800).describe("what a window repeats of the one before"),
  callCharacters: z.int().min(1).default(200_000).describe("a longer call is not asked about"),
  answerTokens: z.int().min(50).default(1_500),
  timeoutMs: z.int().min(1).default(60_000),
  attempts: z.int().min(1).max(10).default(3),
  longestWaitMs: count.default(30_000).describe("a server that asks for more is left alone"),
  restAfterFailures: z.int().min(1).default(5),
  restMs: count.default(60_000),
  perDay: Limits.prefault({}),
  perCall: Limits.prefault({ requests: 60 }),
  pricePerMillion: z.strictObject({ input: price, output: price }).default({ input: 0, output: 0 }),
});
export type ModelSettings = z.output<typeof ModelSettings>;
