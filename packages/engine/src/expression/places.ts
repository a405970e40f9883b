// Where an expression looks: in the first or last turns or seconds, or before, after or around the hits of another one.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { absent, type Detection, demoted, either, type Hit, missingFields } from "../detection.ts";
import type { Detector } from "../operator.ts";
import { type By, type Scope, spokenIn } from "../scope.ts";
import type { Expression } from "./expression.ts";
import type { Compile, ExpressionContext } from "./expression-context.ts";
import { after, around, before, type Reach, type Window } from "./windows.ts";

export const placeKeys: ReadonlySet<string> = new Set(["by", "in", "after", "before", "around", "unless"]);

/** Runs a detector in the places that were asked for. */
export interface Placed {
  (call: PreparedCall, scope: Scope, look: Detector): Detection;
  /** Whether an anchor is surely absent, so that there is no place to look in. */
  readonly surelyAbsent: (call: PreparedCall) => boolean;
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
  const run: Stage = (call, scope, look) =>
    stages.reduceRight<Detector>((inner, stage) => (c, s) => stage(c, s, inner), look)(call, scope);
  const telling = anchors.flatMap(({ detect }) => detect.surelyAbsent ?? []);
  const surelyAbsent = (call: PreparedCall) => telling.some((nowhere) => nowhere(call));
  return Object.assign(run, { surelyAbsent });
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
  const own = call.turns.filter(
    ({ index, speaker }) =>
      index >= scope.firstTurn && index <= scope.lastTurn && (of === "any" || speaker === of || speaker === "unknown"),
  );
  const [from, to] = range(place, own.length);
  const first = own[from];
  const last = own[Math.min(to, own.length - 1)];
  if (first === undefined || last === undefined || last.index < first.index)
    return call.call.turns === undefined ? missingFields("turns") : absent;
  return look(call, {
    ...scope,
    firstTurn: first.index,
    firstChar: first.index === scope.firstTurn ? scope.firstChar : 0,
    lastTurn: last.index,
    lastChar: last.index === scope.lastTurn ? scope.lastChar : Number.POSITIVE_INFINITY,
  });
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
  if (atStart) return look(call, { ...scope, fromMs: start, toMs: start + seconds * 1000 });
  if (call.endMs === undefined) return missingFields("sound.durationMs");
  return look(call, { ...scope, fromMs: Math.max(0, call.endMs - seconds * 1000) });
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
  const sure = chosen(found.hits, anchor.which).map(at);
  const unsure = found.hits.length > 0 ? [] : chosen(found.maybe, anchor.which).map((one) => demoted(at(one)));
  const missing = found.state === "unknown" && found.missing.length > 0 ? [missingFields(...found.missing)] : [];
  return dedupe(either([...sure, ...unsure, ...missing]));
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
