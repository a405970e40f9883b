// Phrase 关键词句: any, all, at least N, or none of some phrases; with order, exceptions, and tolerance for recognition errors.
import { z } from "zod";
import type { PhraseHit } from "../../call/phrase-hits.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { absent, type Detection, detection, firstOf, type Hit, missingFields, present } from "../../detection.ts";
import { located } from "../../located.ts";
import {
  type Detector,
  defineOperator,
  detectorWith,
  type OperatorContext,
  type RegisteredPhrases,
} from "../../operator.ts";
import { oncePerCall, unsaid } from "../../presence.ts";
import { type By, behind, type Scope, spokenBy, stretch } from "../../scope.ts";

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]);

const Params = z.strictObject({
  any: texts.optional().describe("one of these is enough"),
  all: texts.optional().describe("every one of these must be said"),
  none: texts.optional().describe("found when none of these is said"),
  atLeast: z
    .strictObject({ count: z.int().positive(), of: texts })
    .optional()
    .describe("at least so many different ones of these"),
  inOrder: texts.optional().describe("all of these, in this order"),
  times: z.int().positive().default(1).describe("so many places at least"),
  except: texts.optional().describe("no hit where it stands inside one of these"),
  tolerance: z.enum(["exact", "sound"]).default("exact").describe("sound: recognition errors count too"),
  across: z.boolean().optional().describe("may run across punctuation (default: from three characters on)"),
  whole: z.enum(["clause", "turn"]).optional().describe("must be the whole clause between marks, or the whole turn"),
  question: z.boolean().optional().describe("must be followed by a question mark"),
  sameTurn: z.boolean().default(false).describe("all, atLeast and inOrder must be met within one turn"),
});
type Params = z.output<typeof Params>;

const shorthand = z.preprocess(
  (value) => (typeof value === "string" || Array.isArray(value) ? { any: value } : value),
  Params.refine((value) => wanted(value).length === 1, { error: "exactly one of any, all, none, atLeast, inOrder" }),
);

export const phrase = defineOperator({
  id: "phrase",
  title: { zh: "关键词句", en: "Phrase" },
  summary: {
    zh: "说到(或没有说到)某些词句,可按顺序、数量、例外和识别误差来匹配。",
    en: "Certain phrases are said (or not), with order, number, exceptions and tolerance of recognition errors.",
  },
  params: shorthand,
  compile: (params, context) => compilePhrase(params as Params, context),
});

function wanted(params: Params) {
  return (["any", "all", "none", "atLeast", "inOrder"] as const).filter((key) => params[key] !== undefined);
}

function compilePhrase(params: Params, context: OperatorContext): Detector {
  const look = finder(params, context);
  if (params.any !== undefined) return anyOf(look(params.any), params.times);
  if (params.none !== undefined) return noneOf(look(params.none));
  if (params.inOrder !== undefined)
    return together(
      params.inOrder.map((text) => look([text])),
      params,
      true,
    );
  const several = params.all ?? params.atLeast?.of ?? [];
  const needed = params.atLeast?.count ?? Number.POSITIVE_INFINITY;
  return together(
    context.resolve(several).map((text) => look([text])),
    params,
    false,
    needed,
  );
}

type Finder = Detector;

/** Looks for phrases in a scope, minus the places that stand inside an exception. */
function finder(params: Params, context: OperatorContext): (phrases: readonly string[]) => Finder {
  const options = {
    tolerance: params.tolerance,
    ...(params.across === undefined ? {} : { across: params.across }),
    ...(params.whole === undefined ? {} : { whole: params.whole }),
    ...(params.question === undefined ? {} : { question: params.question }),
  };
  const exceptions = params.except === undefined ? undefined : context.phrases(params.except, { across: true });
  return (phrases) => {
    const registered = context.phrases(phrases, options);
    const find = (call: PreparedCall, by: By) => findAll(call, by, registered, exceptions, context);
    return detectorWith(unsaid([registered.slot]), located(find));
  };
}

function findAll(
  call: PreparedCall,
  by: By,
  registered: RegisteredPhrases,
  exceptions: RegisteredPhrases | undefined,
  context: OperatorContext,
): Detection {
  if (call.call.turns === undefined) return missingFields("turns");
  const found = registered.hits(call);
  if (found.length === 0) return absent;
  const excused = exceptions?.hits(call) ?? [];
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const hit of found) {
    const turn = call.turns[hit.turn];
    if (turn === undefined || excused.some((other) => covers(other, hit))) continue;
    const trust = spokenBy(turn, by, context.reliability.speaker);
    if (trust === "no") continue;
    const heard = wordConfidence(turn.source, hit.from, hit.to) >= context.reliability.words;
    (trust === "sure" && heard ? hits : maybe).push(hitOf(hit, turn));
  }
  return detection(hits, maybe);
}

function covers(outer: PhraseHit, inner: PhraseHit): boolean {
  return outer.turn === inner.turn && outer.from <= inner.from && inner.to <= outer.to;
}

function hitOf({ turn, from, to }: PhraseHit, { startMs, endMs }: PreparedTurn): Hit {
  if (startMs !== undefined && endMs !== undefined) return { turn, from, to, startMs, endMs };
  return {
    turn,
    from,
    to,
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
  };
}

function anyOf(look: Finder, times: number): Detector {
  if (times === 1) return look;
  return detectorWith(look.nowhere, (call, scope) => {
    const found = look(call, scope);
    const places = distinctPlaces(found.hits);
    if (places.length >= times) return { ...found, hits: places };
    const possible = places.length + distinctPlaces(found.maybe).length;
    return possible >= times ? detection([], [...found.hits, ...found.maybe], found.missing) : absent;
  });
}

/** Overlapping hits of several phrases are one place. */
function distinctPlaces(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits) {
    const overlaps = kept.some(
      (other) => other.turn === hit.turn && (hit.from ?? 0) < (other.to ?? 0) && (other.from ?? 0) < (hit.to ?? 0),
    );
    if (!overlaps) kept.push(hit);
  }
  return kept;
}

function noneOf(look: Finder): Detector {
  return (call, scope) => {
    const found = look(call, scope);
    if (found.state === "yes") return absent;
    return found.state === "no" ? present : detection([], found.maybe, found.missing);
  };
}

function together(
  looks: readonly Finder[],
  params: Params,
  ordered: boolean,
  needed = Number.POSITIVE_INFINITY,
): Detector {
  const count = Math.min(needed, looks.length);
  const tooFew = oncePerCall((call) => {
    let possible = 0;
    for (const look of looks) if (look.nowhere?.(call) !== true) possible += 1;
    return possible < count;
  });
  return detectorWith(tooFew, (call, scope) => {
    const scopes = params.sameTurn ? turnScopes(call, scope) : [scope];
    let unsure: Detection = absent;
    for (const part of scopes) {
      const found = ordered ? inOrder(looks, call, part) : enough(looks, call, part, count);
      if (found.state === "yes") return found;
      if (found.state === "unknown") unsure = found;
    }
    return unsure;
  });
}

function turnScopes(call: PreparedCall, scope: Scope): Scope[] {
  return call.turns
    .slice(scope.firstTurn, scope.lastTurn + 1)
    .map(({ index }) =>
      stretch(
        scope.by,
        index,
        index === scope.firstTurn ? scope.firstChar : 0,
        index,
        index === scope.lastTurn ? scope.lastChar : Number.POSITIVE_INFINITY,
        scope.fromMs,
        scope.toMs,
      ),
    );
}

function enough(looks: readonly Finder[], call: PreparedCall, scope: Scope, count: number): Detection {
  const found = looks.map((look) => look(call, scope));
  const sure = found.filter((one) => one.state === "yes");
  if (sure.length >= count) return detection(sure.flatMap((one) => one.hits));
  const possible = found.filter((one) => one.state !== "no");
  if (possible.length < count) return absent;
  return detection(
    [],
    possible.flatMap((one) => [...one.hits, ...one.maybe]),
    possible.flatMap((one) => one.missing),
  );
}

/** Each phrase after the one before it; the earliest place is taken, and an unsure place makes the whole unsure. */
function inOrder(looks: readonly Finder[], call: PreparedCall, scope: Scope): Detection {
  const path: Hit[] = [];
  let rest = scope;
  let sure = true;
  for (const look of looks) {
    const found = look(call, rest);
    const next = firstOf(found.hits) ?? firstOf(found.maybe);
    if (next === undefined) return found.missing.length > 0 ? detection([], [], found.missing) : absent;
    sure &&= found.state === "yes";
    path.push(next);
    rest = behind(rest, next);
  }
  return sure ? detection(path) : detection([], path);
}
