// each … require / forbid 每当…须/不得: what must, or must not, come when something has happened.
import type { Evidence } from "@tingheng/domain";
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Detection, Hit } from "../detection.ts";
import { compileExpression } from "../expression/compile-expression.ts";
import type { Expression } from "../expression/expression.ts";
import { parsed } from "../expression/places.ts";
import { after, around, turnOf, type Window } from "../expression/windows.ts";
import { type Scope, wholeCall } from "../scope.ts";
import { poorText } from "./poor-text.ts";
import type { RuleContext } from "./rule-context.ts";
import { evidenceOf, type Rule, type Verdict, verdict } from "./verdict.ts";

const Within = z.strictObject({
  turns: z.int().nonnegative().optional().describe("so many turns of the answering side after it"),
  seconds: z.number().positive().optional(),
  before: z.int().nonnegative().optional().describe("it may also come up to so many turns before"),
  of: z.enum(["agent", "customer", "any"]).optional(),
});
type Within = z.output<typeof Within>;

/** `every: false`: one answer to any of them is enough. */
export function each(
  fields: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  context: RuleContext,
): Rule {
  const trigger = compileExpression(fields.each, [...path, "each"], context);
  const key = fields.require !== undefined ? "require" : "forbid";
  if ((fields.require === undefined) === (fields.forbid === undefined)) {
    context.problem(path, "either require or forbid beside each", fields.require === undefined ? "neither" : "both");
  }
  const answer = compileExpression(fields[key] ?? {}, [...path, key], context);
  const within = fields.within === undefined ? {} : (parsed(Within, fields.within, [...path, "within"], context) ?? {});
  const every = fields.every !== false;
  const rule: Rule =
    key === "forbid"
      ? (call) => forbidden(call, trigger, answer, within, context)
      : (call) => required(call, trigger, answer, within, every, context);
  const { nowhere } = trigger.detect;
  return Object.assign(rule, nowhere === undefined ? { trigger } : { trigger, idle: nowhere });
}

/** Every trigger found must be answered; what was asked for after it may be due to nobody when the call ended there. */
export function required(
  call: PreparedCall,
  trigger: Expression,
  answer: Expression,
  within: Within,
  every: boolean,
  context: RuleContext,
): Verdict {
  const found = trigger.detect(call, wholeCall(call, trigger.by));
  if (found.state === "no") return verdict("notApplicable");
  const all: Owed[] = found.hits.map((hit) => ({
    hit,
    reply: replyTo(call, hit, answer, within, context),
    sure: true,
  }));
  for (const hit of found.maybe) {
    const turn = turnOf(call, hit);
    if (found.hits.some((other) => turnOf(call, other) === turn)) continue;
    all.push({ hit, reply: replyTo(call, hit, answer, within, context), sure: false });
  }
  const owed = every ? withoutSuperseded(call, all, answer, within) : all;
  const kept = owed.flatMap(({ reply }) => (reply.state === "yes" ? reply.hits : []));
  if (!every && owed.some(({ reply }) => reply.state === "yes")) return verdict("met", evidenceOf(call, kept, "kept"));
  const broken = owed.filter((one) => one.sure && one.reply.state === "no");
  const doubtful = owed.filter((one) => one.reply.state === "unknown" || (!one.sure && one.reply.state === "no"));
  const lost = !every && owed.some(({ reply }) => reply.state === "unknown");
  if (broken.length > 0 && !lost)
    return verdict(
      "violated",
      broken.map(({ hit }) => dueAt(call, hit)),
    );
  if (doubtful.length > 0) {
    const missing = [...new Set([...found.missing, ...doubtful.flatMap(({ reply }) => reply.missing)])];
    return verdict(
      "undetermined",
      evidenceOf(
        call,
        doubtful.flatMap(({ hit, reply }) => [hit, ...reply.maybe]),
        "unsure",
      ),
      missing,
    );
  }
  if (kept.length > 0 || owed.some(({ reply }) => reply.state === "yes"))
    return verdict("met", evidenceOf(call, kept, "kept"));
  return found.state === "unknown" ? verdict("undetermined", [], found.missing) : verdict("notApplicable");
}

/** A trigger with what came of it; `sure` where the trigger is. */
interface Owed {
  readonly hit: Hit;
  readonly reply: Reply;
  readonly sure: boolean;
}

interface Reply {
  readonly state: Detection["state"] | "noChance";
  readonly hits: readonly Hit[];
  readonly maybe: readonly Hit[];
  readonly missing: readonly string[];
}

function replyTo(call: PreparedCall, hit: Hit, answer: Expression, within: Within, context: RuleContext): Reply {
  const window = windowOf(call, hit, answer, within);
  if ("missing" in window) return { state: "unknown", hits: [], maybe: [], missing: [window.missing] };
  const found = answer.detect(call, window.scope);
  if (found.state !== "no") return found;
  if (within.turns !== 0 && !hadChance(call, hit, answer, window.scope)) return afterTheLastWord(call);
  if (poorText(call, answer.by, context.wordReliability))
    return { state: "unknown", hits: [], maybe: [], missing: ["turns.text"] };
  return found;
}

function windowOf(call: PreparedCall, hit: Hit, answer: Expression, within: Within): Window {
  const base = wholeCall(call, answer.by);
  const of = within.of ?? answer.by;
  const reach = { turns: within.turns, seconds: within.seconds, of };
  if (within.before === undefined) return after(call, hit, reach, base);
  return around(call, hit, { turns: within.before, of: "any" }, reach, base);
}

/** Whether the answering side still spoke after the hit; what is known of the whole call stands before its first turn. */
function hadChance(call: PreparedCall, hit: Hit, answer: Expression, scope: Scope): boolean {
  const turn = hit.turn === undefined && hit.startMs === undefined ? -1 : turnOf(call, hit);
  return call.turns.some(
    ({ index, speaker }) =>
      index > turn &&
      index <= scope.lastTurn &&
      (answer.by === "any" || speaker === answer.by || speaker === "unknown"),
  );
}

/** The call ended there: the agent is to blame only where the agent is known to have ended it. */
function afterTheLastWord(call: PreparedCall): Reply {
  const by = call.call.hangup?.by;
  if (by === "agent") return { state: "no", hits: [], maybe: [], missing: [] };
  if (by === undefined || by === "unknown") return { state: "unknown", hits: [], maybe: [], missing: ["hangup.by"] };
  return { state: "noChance", hits: [], maybe: [], missing: [] };
}

/** A trigger that is repeated before its answer was due is owed one answer: that to the last of the run. */
function withoutSuperseded(
  call: PreparedCall,
  owed: readonly Owed[],
  answer: Expression,
  within: Within,
): readonly Owed[] {
  if (owed.length < 2) return owed;
  const ordered = [...owed].sort((a, b) => turnOf(call, a.hit) - turnOf(call, b.hit));
  return ordered.filter((one, position) => {
    if (one.reply.state === "yes") return true;
    const window = windowOf(call, one.hit, answer, within);
    const next = ordered[position + 1];
    if (next === undefined || "missing" in window || within.turns === undefined) return true;
    return turnOf(call, next.hit) > window.scope.lastTurn;
  });
}

function forbidden(
  call: PreparedCall,
  trigger: Expression,
  bad: Expression,
  within: Within,
  context: RuleContext,
): Verdict {
  const found = trigger.detect(call, wholeCall(call, trigger.by));
  if (found.state === "no") return verdict("notApplicable");
  const look = (hit: Hit): Detection | undefined => {
    const window = windowOf(call, hit, bad, within);
    return "missing" in window ? undefined : context.shield(call, bad.detect(call, window.scope));
  };
  const replies = found.hits.map(look);
  const hits = distinct(replies.flatMap((one) => one?.hits ?? []));
  if (hits.length > 0) return verdict("violated", evidenceOf(call, hits, "hit"));
  const unsure = [...replies, ...found.maybe.map(look)].filter((one) => one === undefined || one.state !== "no");
  if (unsure.length > 0) {
    const maybe = unsure.flatMap((one) => [...(one?.hits ?? []), ...(one?.maybe ?? [])]);
    return verdict(
      "undetermined",
      evidenceOf(call, distinct(maybe), "unsure"),
      unsure.flatMap((one) => one?.missing ?? ["turns.startMs"]),
    );
  }
  return found.state === "unknown" && found.hits.length === 0 ? verdict("notApplicable") : verdict("met");
}

function distinct(hits: readonly Hit[]): Hit[] {
  return [...new Map(hits.map((hit) => [`${hit.turn}/${hit.from}/${hit.startMs}`, hit])).values()];
}

function dueAt(call: PreparedCall, hit: Hit): Evidence {
  return { ...(evidenceOf(call, [hit], "due")[0] ?? {}), role: "due" };
}
