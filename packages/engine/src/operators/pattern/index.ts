// Regular expression 正则: a pattern over the normal text of a turn, run in linear time whatever a user writes.
import { RE2JS } from "re2js";
import { z } from "zod";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, type OperatorContext } from "../../operator.ts";
import { holds, type Scope, spokenBy, turnsIn } from "../../scope.ts";

const Params = z.strictObject({
  match: z
    .string()
    .min(1)
    .describe("RE2 syntax, over the text without punctuation, in simplified characters, with Arabic digits"),
  except: z.string().min(1).optional().describe("no hit in a turn that matches this too"),
  raw: z.boolean().default(false).describe("match the text as it was transcribed instead"),
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
    const wanted = compiled(match, context);
    const excused = except === undefined ? undefined : compiled(except, context);
    if (wanted === undefined) return () => detection([]);
    return (call, scope) => look(call, scope, wanted, excused, raw, context);
  },
});

function compiled(source: string, context: OperatorContext): RE2JS | undefined {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    context.problem("a regular expression in RE2 syntax", `${source}: ${error instanceof Error ? error.message : ""}`);
    return undefined;
  }
}

function look(
  call: PreparedCall,
  scope: Scope,
  wanted: RE2JS,
  excused: RE2JS | undefined,
  raw: boolean,
  context: OperatorContext,
) {
  if (call.call.turns === undefined) return missingFields("turns");
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const turn of turnsIn(call, scope)) {
    const trust = spokenBy(turn, scope.by, context.reliability.speaker);
    const text = raw ? turn.text : turn.normal.text;
    if (trust === "no" || text.length === 0 || excused?.matcher(text).find() === true) continue;
    const matcher = wanted.matcher(text);
    while (matcher.find()) {
      const [start, end] = [matcher.start(), matcher.end()];
      if (end <= start) continue;
      const from = raw ? start : (turn.normal.starts[start] ?? 0);
      const to = raw ? end : (turn.normal.ends[end - 1] ?? 0);
      if (!holds(scope, turn, from, to)) continue;
      const sure = trust === "sure" && wordConfidence(turn.source, from, to) >= context.reliability.words;
      (sure ? hits : maybe).push({ turn: turn.index, from, to });
    }
  }
  return detection(hits, maybe);
}
