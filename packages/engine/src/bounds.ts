// Limits of a measure as a standard writes them: above, atLeast, below, atMost, between; and whether a value,
// or a value known only within a range, keeps to them.
import { z } from "zod";
import type { Truth } from "./detection.ts";

export const boundFields = {
  above: z.number().optional().describe("more than"),
  atLeast: z.number().optional().describe("this or more"),
  below: z.number().optional().describe("less than"),
  atMost: z.number().optional().describe("this or less"),
  between: z
    .tuple([z.number(), z.number()])
    .refine(([from, to]) => from <= to, { error: "the smaller one first" })
    .optional()
    .describe("from … to, both included"),
};

export const Bounds = z.strictObject(boundFields).refine(hasBound, {
  error: "one at least of above, atLeast, below, atMost, between",
});

export interface Bounds {
  readonly above?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
  readonly atMost?: number | undefined;
  readonly between?: readonly [number, number] | undefined;
}

export function hasBound(bounds: Bounds): boolean {
  const { above, atLeast, below, atMost, between } = bounds;
  return [above, atLeast, below, atMost, between].some((bound) => bound !== undefined);
}

export function isWithin(bounds: Bounds, value: number): boolean {
  const { above, atLeast, below, atMost, between } = bounds;
  if (above !== undefined && !(value > above)) return false;
  if (atLeast !== undefined && value < atLeast) return false;
  if (below !== undefined && !(value < below)) return false;
  if (atMost !== undefined && value > atMost) return false;
  return between === undefined || (value >= between[0] && value <= between[1]);
}

/** Whether a value somewhere from `low` to `high` keeps to the limits: yes, no, or it depends on where. */
export function truthOfRange(bounds: Bounds, low: number, high: number): Truth {
  if (isWithin(bounds, low) && isWithin(bounds, high)) return "yes";
  const { above, atLeast, below, atMost, between } = bounds;
  const tooLow =
    (above !== undefined && high <= above) || high < Math.max(atLeast ?? -Infinity, between?.[0] ?? -Infinity);
  const tooHigh = (below !== undefined && low >= below) || low > Math.min(atMost ?? Infinity, between?.[1] ?? Infinity);
  return tooLow || tooHigh ? "no" : "unknown";
}

/** The limits as evidence shows them. */
export function thresholdOf(bounds: Bounds): number | string {
  const { above, atLeast, below, atMost, between } = bounds;
  if (between !== undefined) return `${between[0]}–${between[1]}`;
  const lower = above ?? atLeast;
  const upper = below ?? atMost;
  return lower !== undefined && upper !== undefined ? `${lower}–${upper}` : (lower ?? upper ?? 0);
}
