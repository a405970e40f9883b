// Stretches of time such as holds and waits, judged each by itself, by their number, by the longest, or by their sum.
import { z } from "zod";
import { Bounds, thresholdOf, truthOfRange } from "./bounds.ts";
import { absent, type Detection, type Hit } from "./detection.ts";

export const stretchFields = {
  longerThanMs: z.int().nonnegative().optional().describe("only stretches longer than this, each by itself"),
  count: Bounds.optional().describe("how many of them; one at least unless given"),
  longestMs: Bounds.optional().describe("the longest of them"),
  totalMs: Bounds.optional().describe("all of them together"),
};

/** count, longestMs and totalMs are three ways of judging: at most one of them. */
export const oneWay = [
  (params: { count?: unknown; longestMs?: unknown; totalMs?: unknown }) =>
    [params.count, params.longestMs, params.totalMs].filter((way) => way !== undefined).length <= 1,
  { error: "at most one of count, longestMs, totalMs" },
] as const;

export interface StretchParams {
  readonly longerThanMs?: number | undefined;
  readonly count?: Bounds | undefined;
  readonly longestMs?: Bounds | undefined;
  readonly totalMs?: Bounds | undefined;
}

export interface Stretch {
  readonly hit: Hit;
  /** Undefined where it was seen but not timed. */
  readonly lengthMs: number | undefined;
  readonly sure: boolean;
}

/** What a stretch is called: so begin the names of its measures. */
type StretchName = "hold" | "wait";

/** `missing`: fields without which there may be more stretches than these. */
export function judgeStretches(
  name: StretchName,
  params: StretchParams,
  found: readonly Stretch[],
  missing: readonly string[],
): Detection {
  const { longerThanMs } = params;
  const timed = longerThanMs !== undefined || params.longestMs !== undefined || params.totalMs !== undefined;
  const untimed = timed && found.some(({ lengthMs }) => lengthMs === undefined) ? ["turns.startMs"] : [];
  const all =
    longerThanMs === undefined ? found : found.filter(({ lengthMs }) => (lengthMs ?? Infinity) > longerThanMs);
  const sure = all.filter((one) => one.sure && (!timed || one.lengthMs !== undefined));
  const bounds = params.longestMs ?? params.totalMs ?? params.count ?? { atLeast: 1 };
  const amount = amountOf(params);
  const low = amount(sure);
  const high =
    missing.length + untimed.length > 0 && !(amount === countOf && missing.length === 0) ? Infinity : amount(all);
  const state = truthOfRange(bounds, low, high);
  if (state === "no") return absent;
  const shown = (stretches: readonly Stretch[]) => hitsOf(name, params, stretches, low);
  if (state === "yes") return { state, hits: shown(sure), maybe: [], missing: [] };
  return { state, hits: [], maybe: all.length === 0 ? [] : shown(all), missing: [...missing, ...untimed] };
}

type Amount = (stretches: readonly Stretch[]) => number;

const countOf: Amount = (stretches) => stretches.length;
const longest: Amount = (stretches) => stretches.reduce((most, { lengthMs = 0 }) => Math.max(most, lengthMs), 0);
const total: Amount = (stretches) => stretches.reduce((sum, { lengthMs = 0 }) => sum + lengthMs, 0);

function amountOf({ longestMs, totalMs }: StretchParams): Amount {
  if (longestMs !== undefined) return longest;
  return totalMs === undefined ? countOf : total;
}

/** Evidence: each stretch with its own length, or with the number or sum that was asked for. */
function hitsOf(name: StretchName, params: StretchParams, stretches: readonly Stretch[], low: number): Hit[] {
  const { count, longestMs, totalMs, longerThanMs } = params;
  const bounds = totalMs ?? count;
  if (bounds !== undefined) {
    const measured: Hit = {
      measure: `${name}${totalMs === undefined ? "Count" : "TotalMs"}`,
      value: low,
      threshold: thresholdOf(bounds),
    };
    return stretches.length === 0 ? [measured] : stretches.map(({ hit }) => ({ ...hit, ...measured }));
  }
  const chosen =
    longestMs === undefined ? stretches : stretches.filter(({ lengthMs }) => lengthMs === longest(stretches));
  const threshold = longestMs === undefined ? (longerThanMs ?? 0) : thresholdOf(longestMs);
  if (chosen.length === 0) return [{ measure: `${name}Ms`, value: low, threshold }];
  return chosen.map(({ hit, lengthMs }) =>
    lengthMs === undefined ? hit : { ...hit, measure: `${name}Ms`, value: lengthMs, threshold },
  );
}
