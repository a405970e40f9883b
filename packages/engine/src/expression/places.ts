// Where an expression looks: in the first or last turns or seconds, or before, after or around the hits of another one.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { absent, type Detection, demoted, either, type Hit, missingFields } from "../detection.ts";
import type { Detector } from "../operator.ts";
import type { Nowhere } from "../presence.ts";
import { type By, type Scope, spokenIn, stretch } from "../scope.ts";
import type { Expression } from "./expression.ts";
import type { Compile, ExpressionContext } from "./expression-context.ts";
import { after, around, before, type Reach, type Window } from "./windows.ts";

export const placeKeys: ReadonlySet<string> = new Set(["by", "in", "after", "before", "around", "unless"]);

/** Runs a detector in the places that were asked for. */
export interface Placed {
  (call: PreparedCall, scope: Scope, look: Detector): Detection;
  /** Where one of these holds an anchor is surely absent, so that there is no place to look in. */
  readonly nowhere: readonly Nowhere[];
}

type Stage = (call: PreparedCall, scope: Scope, look: Detector) => Detection;

const side = z.enum(["agent", "customer", "third", "ivr", "unknown", "any"]);
const ends = z.tuple([z.int(), z.int()]);

const In = z
  .strictObject({
    first: z.int().positive().optional().describe("the first N turns"),
    last: z.int().positive().optional().describe("the last N turns"),
    turns: ends.optional().describe("from turn A to turn B; negative counts from the end, as in [-3, -1]"),
    firstSeconds: z.number().positive().optional(),
    lastSeconds: z.number().positive().optional(),
    of: side.optional().describe("whose turns are counted; the condition's own side unless given"),
  })
  .refine((value) => Object.keys(value).filter((key) => key !== "of").length === 1, {
    error: "exactly one of first, last, turns, firstSeconds, lastSeconds",
  });

const Anchor = z.strictObject({
  hit: z.unknown(),
  which: z.union([z.enum(["first", "last", "each"]), z.int().positive()]).default("each"),
  turns: z.int().nonnegative().optional(),
  seconds: z.number().positive().optional(),
  of: side.optional(),
});
type Anchor = z.output<typeof Anchor>;

/** The places that a node names; undefined where it names none. */
export function compilePlaces(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  by: By,
  context: ExpressionContext,
  compile: Compile,
): Placed | undefined {
  const stages: Stage[] = [];
  const anchors: Expression[] = [];
  if (fields.in !== undefined) {
    const place = parsed(In, fields.in, [...path, "in"], context);
    if (place !== undefined) stages.push((call, scope, look) => lookIn(call, scope, place, by, look));
  }
  for (const key of ["after", "before", "around"] as const) {
    if (fields[key] === undefined) continue;
    const anchor = parsed(Anchor, fields[key], [...path, key], context);
    if (anchor === undefined) continue;
    const hit = compile(anchor.hit, [...path, key, "hit"], context);
    anchors.push(hit);
    stages.push((call, scope, look) => lookAt(call, scope, key, anchor, by, hit, look));
  }
  if (stages.length === 0) return undefined;
  const [first, ...others] = stages;
  const run: Stage = (call, scope, look) =>
    others.length === 0 && first !== undefined
      ? first(call, scope, look)
      : stages.reduceRight<Detector>((inner, stage) => (c, s) => stage(c, s, inner), look)(call, scope);
  return Object.assign(run, { nowhere: anchors.flatMap(({ detect }) => detect.nowhere ?? []) });
}

export function parsed<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: readonly PropertyKey[],
  context: ExpressionContext,
): z.output<S> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.issue([...path, ...issue.path], issue, value);
  return undefined;
}

function lookIn(call: PreparedCall, scope: Scope, place: z.output<typeof In>, by: By, look: Detector): Detection {
  const seconds = place.firstSeconds ?? place.lastSeconds;
  if (seconds !== undefined) return lookInSeconds(call, scope, seconds, place.firstSeconds !== undefined, look);
  const of = place.of ?? by;
  const count = countOwn(call, scope, of);
  const [from, to] = range(place, count);
  const first = nthOwn(call, scope, of, from);
  const last = nthOwn(call, scope, of, Math.min(to, count - 1));
  if (first === undefined || last === undefined || last < first)
    return call.call.turns === undefined ? missingFields("turns") : absent;
  const firstChar = first === scope.firstTurn ? scope.firstChar : 0;
  const lastChar = last === scope.lastTurn ? scope.lastChar : Number.POSITIVE_INFINITY;
  return look(call, stretch(scope.by, first, firstChar, last, lastChar, scope.fromMs, scope.toMs));
}

function countOwn(call: PreparedCall, scope: Scope, of: By): number {
  let count = 0;
  const end = Math.min(scope.lastTurn, call.turns.length - 1);
  for (let index = Math.max(0, scope.firstTurn); index <= end; index += 1) if (counts(call, index, of)) count += 1;
  return count;
}

/** The index of the nth turn of a side in the scope, from 0. */
function nthOwn(call: PreparedCall, scope: Scope, of: By, n: number): number | undefined {
  if (n < 0) return undefined;
  let left = n;
  const end = Math.min(scope.lastTurn, call.turns.length - 1);
  for (let index = Math.max(0, scope.firstTurn); index <= end; index += 1) {
    if (!counts(call, index, of)) continue;
    if (left === 0) return index;
    left -= 1;
  }
  return undefined;
}

function counts(call: PreparedCall, index: number, of: By): boolean {
  const speaker = call.turns[index]?.speaker;
  return of === "any" || speaker === of || speaker === "unknown";
}

function range(place: z.output<typeof In>, count: number): readonly [number, number] {
  if (place.first !== undefined) return [0, place.first - 1];
  if (place.last !== undefined) return [Math.max(0, count - place.last), count - 1];
  const [from, to] = place.turns ?? [1, -1];
  const at = (n: number) => (n > 0 ? n - 1 : count + n);
  return [Math.max(0, at(from)), at(to)];
}

function lookInSeconds(call: PreparedCall, scope: Scope, seconds: number, atStart: boolean, look: Detector): Detection {
  if (!call.timed) return missingFields("turns.startMs");
  const start = call.call.answeredAtMs ?? 0;
  const { by, firstTurn, firstChar, lastTurn, lastChar } = scope;
  if (atStart) return look(call, stretch(by, firstTurn, firstChar, lastTurn, lastChar, start, start + seconds * 1000));
  if (call.endMs === undefined) return missingFields("sound.durationMs");
  const fromMs = Math.max(0, call.endMs - seconds * 1000);
  return look(call, stretch(by, firstTurn, firstChar, lastTurn, lastChar, fromMs, scope.toMs));
}

function lookAt(
  call: PreparedCall,
  scope: Scope,
  key: "after" | "before" | "around",
  anchor: Anchor,
  by: By,
  hit: Expression,
  look: Detector,
): Detection {
  const found = hit.detect(call, spokenIn(call, scope, hit.by));
  if (found.state === "no") return absent;
  const reach: Reach = { turns: anchor.turns, seconds: anchor.seconds, of: anchor.of ?? by };
  const at = (one: Hit): Detection => {
    const window: Window =
      key === "around"
        ? around(call, one, reach, reach, scope)
        : (key === "after" ? after : before)(call, one, reach, scope);
    return "missing" in window ? missingFields(window.missing) : look(call, window.scope);
  };
  const looks: Detection[] = [];
  for (const one of chosen(found.hits, anchor.which)) looks.push(at(one));
  if (found.hits.length === 0) for (const one of chosen(found.maybe, anchor.which)) looks.push(demoted(at(one)));
  if (found.state === "unknown" && found.missing.length > 0) looks.push(missingFields(...found.missing));
  return dedupe(either(looks));
}

function chosen(hits: readonly Hit[], which: Anchor["which"]): readonly Hit[] {
  if (which === "each") return hits;
  const ordered = [...hits].sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0) || (a.from ?? 0) - (b.from ?? 0));
  const one = which === "first" ? ordered[0] : which === "last" ? ordered.at(-1) : ordered[which - 1];
  return one === undefined ? [] : [one];
}

/** Windows of neighbouring anchors overlap; a place that lies in two of them is one hit. */
function dedupe(found: Detection): Detection {
  if (found.hits.length < 2) return found;
  const seen = new Set<string>();
  const hits = found.hits.filter((hit) => {
    const key = `${hit.turn}/${hit.from}/${hit.to}/${hit.startMs}/${hit.kind}`;
    return !seen.has(key) && seen.add(key);
  });
  return hits.length === found.hits.length ? found : { ...found, hits };
}
