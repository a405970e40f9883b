// Regular expression 正则: a pattern over the normal text of a turn, run in linear time whatever a user writes.
import { RE2JS } from "re2js";
import { z } from "zod";
import { normalIndex, openingIndex, writtenIndex } from "../../call/character-index.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { writtenText } from "../../call/written-text.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, detectorWith, type OperatorContext } from "../../operator.ts";
import { type Nowhere, oncePerCall } from "../../presence.ts";
import { holds, type Scope, spokenBy } from "../../scope.ts";
import { safeLength } from "../../text/backtracking.ts";
import { type Required, requiredCharacters } from "../../text/required-characters.ts";

const Params = z.strictObject({
  match: z
    .string()
    .min(1)
    .describe("RE2 syntax, over the text without punctuation, in simplified characters, with Arabic digits"),
  except: z.string().min(1).optional().describe("no hit in a turn that matches this too"),
  raw: z
    .boolean()
    .default(false)
    .describe("match the text with its marks, blanks and case instead (simplified, half width)"),
});

export const pattern = defineOperator({
  id: "pattern",
  title: { zh: "正则表达式", en: "Regular expression" },
  summary: {
    zh: "用正则表达式匹配一句话;任何写法都在线性时间内完成。",
    en: "A regular expression over a turn; it takes linear time however it is written.",
  },
  params: z.preprocess((value) => (typeof value === "string" ? { match: value } : value), Params),
  compile: (params, context) => {
    const { match, except, raw } = params as z.output<typeof Params>;
    const wanted = compiled(match, raw, context);
    const excused = except === undefined ? undefined : compiled(except, raw, context);
    if (wanted === undefined) return () => detection([]);
    const matches = matchesOf(wanted, excused, raw, requiredCharacters(match));
    return detectorWith(matches.nowhere, (call, scope) => look(call, scope, matches, raw, context));
  },
});

/** Start and end of each match in a text. */
type Places = readonly (readonly [start: number, end: number])[];

interface Matcher {
  any(text: string): boolean;
  all(text: string): Places;
}

const nothing: Places = [];

/** A transcript as it was written may have line breaks; normal text has none. */
function compiled(source: string, raw: boolean, context: OperatorContext): Matcher | undefined {
  try {
    const linear = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE);
    const upTo = safeLength(source, raw);
    return upTo === 0 ? linearMatcher(linear) : matcherUpTo(upTo, nativeMatcher(source), linearMatcher(linear));
  } catch (error) {
    context.problem("a regular expression in RE2 syntax", `${source}: ${error instanceof Error ? error.message : ""}`);
    return undefined;
  }
}

/** Matches in the turns of the call that is being judged; a turn is searched once. */
interface Matches {
  /** The turns that may hold a match, in order. */
  readonly candidates: (call: PreparedCall) => readonly number[];
  /** The places in the candidate at this position. */
  readonly placesAt: (call: PreparedCall, position: number) => Places;
  readonly nowhere: Nowhere | undefined;
}

/** Only turns with the characters that a match needs are searched; an excused turn has no matches. */
function matchesOf(wanted: Matcher, excused: Matcher | undefined, raw: boolean, required: Required): Matches {
  const { inside } = required;
  // A line break in a transcript is a beginning too; normal text has none.
  const opening = raw ? [] : required.opening;
  const asksForNothing = inside.length + opening.length === 0;
  const find = (call: PreparedCall): readonly number[] => {
    if (asksForNothing) return [...call.turns.keys()];
    if (opening.length === 0) return (raw ? writtenIndex : normalIndex).turnsWith(call, inside);
    const begun = openingIndex.turnsWith(call, opening);
    if (begun.length === 0 || inside.length === 0) return begun;
    const held = normalIndex.turnsWith(call, inside);
    return begun.filter((turn) => held.includes(turn));
  };
  let known: (Places | undefined)[] = [];
  const candidates = oncePerCall((call) => {
    known = [];
    return find(call);
  });
  const search = (turn: PreparedTurn): Places => {
    const text = raw ? writtenText(turn) : turn.normal.text;
    const places = text === "" ? nothing : wanted.all(text);
    return places.length > 0 && excused?.any(text) === true ? nothing : places;
  };
  return {
    candidates,
    placesAt: (call, position) => {
      const turns = candidates(call);
      known[position] ??= search(call.turns[turns[position] as number] as PreparedTurn);
      return known[position] as Places;
    },
    nowhere: asksForNothing ? undefined : (call) => call.call.turns !== undefined && candidates(call).length === 0,
  };
}

function linearMatcher(linear: RE2JS): Matcher {
  return {
    any: (text) => linear.test(text),
    all: (text) => {
      if (!linear.test(text)) return nothing;
      const matcher = linear.matcher(text);
      const found: [number, number][] = [];
      while (matcher.find()) found.push([matcher.start(), matcher.end()]);
      return found;
    },
  };
}

function nativeMatcher(source: string): Matcher {
  const native = new RegExp(source.replace(/\\x\{/gu, "\\u{"), "gimu");
  return {
    any: (text) => {
      native.lastIndex = 0;
      return native.test(text);
    },
    all: (text) => {
      native.lastIndex = 0;
      let match = native.exec(text);
      if (match === null) return nothing;
      const found: [number, number][] = [];
      for (; match !== null; match = native.exec(text)) {
        found.push([match.index, match.index + match[0].length]);
        if (match[0] === "") native.lastIndex += (text.codePointAt(native.lastIndex) ?? 0) > 0xffff ? 2 : 1;
      }
      return found;
    },
  };
}

function matcherUpTo(length: number, short: Matcher, long: Matcher): Matcher {
  return {
    any: (text) => (text.length <= length ? short : long).any(text),
    all: (text) => (text.length <= length ? short : long).all(text),
  };
}

function look(call: PreparedCall, scope: Scope, matches: Matches, raw: boolean, context: OperatorContext) {
  if (call.call.turns === undefined) return missingFields("turns");
  const turns = matches.candidates(call);
  if (turns.length === 0) return absent;
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (let position = 0; position < turns.length; position += 1) {
    const index = turns[position] as number;
    if (index < scope.firstTurn || index > scope.lastTurn) continue;
    const turn = call.turns[index] as PreparedTurn;
    const trust = spokenBy(turn, scope.by, context.reliability.speaker);
    if (trust === "no") continue;
    const places = matches.placesAt(call, position);
    for (let at = 0; at < places.length; at += 1) {
      const [start, end] = places[at] as Places[number];
      if (end <= start) continue;
      const from = raw ? start : (turn.normal.starts[start] ?? 0);
      const to = raw ? end : (turn.normal.ends[end - 1] ?? 0);
      if (!holds(scope, turn, from, to)) continue;
      const sure = trust === "sure" && wordConfidence(turn.source, from, to) >= context.reliability.words;
      (sure ? hits : maybe).push({ turn: index, from, to });
    }
  }
  return detection(hits, maybe);
}
