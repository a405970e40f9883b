// Address 称呼: the agent says 你 where 您 is due, or calls the customer by the bare full name.
import { z } from "zod";
import type { PhraseHit } from "../../call/phrase-hits.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator } from "../../operator.ts";
import { holds, spokenBy } from "../../scope.ts";
import { normalise } from "../../text/normal-text.ts";

const phrases = z.array(z.string().min(1));

const Params = z.discriminatedUnion("form", [
  z.strictObject({
    form: z.literal("second-person"),
    words: phrases.min(1).describe("the plain pronoun, e.g. 你"),
    except: phrases.default([]).describe("phrases in which it is in order, e.g. 你好, 你们"),
  }),
  z.strictObject({
    form: z.literal("bare-name"),
    titles: phrases.min(1).describe("what makes a name polite when it follows: 先生, 女士 …"),
  }),
]);
type BareName = Extract<z.output<typeof Params>, { form: "bare-name" }>;

type Span = Pick<PhraseHit, "turn" | "from" | "to">;

export const address = defineOperator({
  id: "address",
  title: { zh: "称呼", en: "Form of address" },
  summary: {
    zh: "坐席以“你”称呼对方,或直呼客户全名而不带先生、女士等称谓。",
    en: "The agent says 你 instead of 您, or calls the customer by the bare full name.",
  },
  params: Params,
  compile: (params, context) => {
    const look = params.form === "bare-name" ? bareNames(params) : undefined;
    const words = params.form === "second-person" ? context.phrases(params.words) : undefined;
    const excused =
      params.form === "second-person" && params.except.length > 0
        ? context.phrases(params.except, { across: true })
        : undefined;
    return (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const found = look?.(call) ?? words?.hits(call) ?? [];
      if (found.length === 0) return absent;
      const exceptions = excused?.hits(call) ?? [];
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const { turn: index, from, to } of found) {
        const turn = call.turns[index];
        if (turn === undefined || !holds(scope, turn, from, to)) continue;
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no" || quoted(turn.text, from)) continue;
        if (exceptions.some((one) => one.turn === index && one.from <= from && to <= one.to)) continue;
        const heard = wordConfidence(turn.source, from, to) >= context.reliability.words;
        (trust === "sure" && heard ? hits : maybe).push({ turn: index, from, to });
      }
      return detection(hits, maybe);
    };
  },
});

/** Whether a place stands between quotation marks: there somebody else is speaking. */
function quoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const open = Math.max(before.lastIndexOf("“"), before.lastIndexOf("「"), before.lastIndexOf("『"));
  const close = Math.max(before.lastIndexOf("”"), before.lastIndexOf("」"), before.lastIndexOf("』"));
  return open > close;
}

/** Every place where the known full name is not followed by a title. */
function bareNames({ titles }: BareName): (call: PreparedCall) => readonly Span[] {
  const polite = titles.map((title) => normalise(title).text);
  const introduced = new RegExp(
    `(?:是|叫)((?:(?![是不叫的吗呢])[\\u4e00-\\u9fff\\d]){2,4}?)(?:${polite.map(escaped).join("|")})`,
    "u",
  );
  return (call) => {
    const name = nameOf(call, polite, introduced);
    if (name === undefined) return [];
    return call.turns.flatMap(({ normal, index }) => {
      const spans: Span[] = [];
      for (let at = normal.text.indexOf(name); at >= 0; at = normal.text.indexOf(name, at + name.length)) {
        const end = at + name.length;
        if (polite.some((title) => normal.text.startsWith(title, end))) continue;
        spans.push({ turn: index, from: normal.starts[at] ?? 0, to: normal.ends[end - 1] ?? 0 });
      }
      return spans;
    });
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A full name has two characters at least: from the record, or as it was introduced with a title in the call. */
function nameOf(call: PreparedCall, titles: readonly string[], introduced: RegExp): string | undefined {
  const known = call.call.customer?.name;
  if (known !== undefined) {
    const full = normalise(known).text;
    const title = titles.find((one) => full.endsWith(one));
    const name = title === undefined ? full : full.slice(0, -title.length);
    return name.length >= 2 ? name : undefined;
  }
  for (const { normal } of call.turns) {
    const name = introduced.exec(normal.text)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
