// What a rule says of a call: an outcome, the evidence for it, and what was missed.
import type { Answer, Evidence, Label, Outcome } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Hit } from "../detection.ts";
import type { Expression } from "../expression/expression.ts";
import type { Nowhere } from "../presence.ts";

export interface Verdict {
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  /** How many separate times the clause was broken; places in one turn are one time. */
  readonly occurrences: number;
  /** The different kinds of fault, where the rule counts by kinds. */
  readonly kinds?: readonly string[];
  /** Why, in the standard's own words, where the rule carries them. */
  readonly because?: string;
  readonly judgedBy?: "machine" | "human" | "model";
  readonly labels?: readonly Label[];
  readonly answers?: readonly Answer[];
}

/** A rule 规则, compiled. */
export interface Rule {
  (call: PreparedCall): Verdict;
  /** Where this is proven the rule does not apply, whatever its conditions. */
  readonly idle?: Nowhere;
  /** Where this is not found it does not apply either. */
  readonly trigger?: Expression;
}

/** A verdict that is the same object every time, so that what follows from it may be kept. */
export class LastingVerdict implements Verdict {
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  readonly occurrences: number;
  readonly kinds?: readonly string[];
  readonly because?: string;
  readonly judgedBy?: "machine" | "human" | "model";

  constructor({ outcome, evidence, missing, occurrences, kinds, because, judgedBy }: Verdict) {
    this.outcome = outcome;
    this.evidence = evidence;
    this.missing = missing;
    this.occurrences = occurrences;
    if (kinds !== undefined) this.kinds = kinds;
    if (because !== undefined) this.because = because;
    if (judgedBy !== undefined) this.judgedBy = judgedBy;
  }
}

const nothing: readonly never[] = [];

const bare = (outcome: Outcome, occurrences: number): Verdict =>
  new LastingVerdict({ outcome, evidence: nothing, missing: nothing, occurrences });

const bareVerdicts: Readonly<Record<Outcome, Verdict>> = {
  violated: bare("violated", 1),
  met: bare("met", 0),
  notApplicable: bare("notApplicable", 0),
  undetermined: bare("undetermined", 0),
};

export function verdict(
  outcome: Outcome,
  evidence: readonly Evidence[] = nothing,
  missing: readonly string[] = nothing,
): Verdict {
  if (evidence.length === 0 && missing.length === 0) return bareVerdicts[outcome];
  return { outcome, evidence, missing, occurrences: outcome === "violated" ? occurrencesIn(evidence) : 0 };
}

/** A fault that can't be held to be one, for want of these fields: seen, but not sure enough to count. */
export function doubted(said: Verdict, missing: readonly string[], more: readonly Evidence[] = []): Verdict {
  return {
    ...said,
    outcome: "undetermined",
    evidence: [...said.evidence.map((one) => ({ ...one, role: "unsure" as const })), ...more],
    missing: [...new Set([...said.missing, ...missing])],
    occurrences: 0,
  };
}

/** Hits as evidence: the words they point at, or the measure. */
export function evidenceOf(
  call: PreparedCall,
  hits: readonly Hit[],
  role: NonNullable<Evidence["role"]>,
): readonly Evidence[] {
  return hits.map((hit) => evidence(call, hit, role));
}

function evidence(call: PreparedCall, hit: Hit, role: NonNullable<Evidence["role"]>): Evidence {
  const turn = hit.turn === undefined ? undefined : call.turns[hit.turn];
  const startMs = hit.startMs ?? turn?.startMs;
  const endMs = hit.endMs ?? turn?.endMs;
  if (isPlain(hit) && turn !== undefined && startMs !== undefined && endMs !== undefined) {
    const { from = 0, to = 0 } = hit;
    return { turn: turn.index, from, to, startMs, endMs, text: turn.text.slice(from, to), role };
  }
  const { confidence: _, ...place } = hit;
  const times = {
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
  };
  const words =
    turn === undefined || hit.from === undefined || hit.to === undefined || hit.from === hit.to
      ? {}
      : { text: turn.text.slice(hit.from, hit.to) };
  return { ...place, ...times, ...words, role };
}

/** Two conditions may point at the same place: a person needs to see it once. */
export function eachOnce(evidence: readonly Evidence[]): Evidence[] {
  const once: Evidence[] = [];
  for (const one of evidence) if (!once.some((other) => isSame(one, other))) once.push(one);
  return once;
}

function isSame(one: Evidence, other: Evidence): boolean {
  return (
    one.turn === other.turn &&
    one.from === other.from &&
    one.to === other.to &&
    one.startMs === other.startMs &&
    one.endMs === other.endMs &&
    one.role === other.role &&
    one.measure === other.measure &&
    one.value === other.value &&
    one.kind === other.kind
  );
}

/** A stretch of words and no more. */
function isPlain({ from, to, measure, value, threshold, kind }: Hit): boolean {
  const measured = measure !== undefined || value !== undefined || threshold !== undefined || kind !== undefined;
  return !measured && from !== undefined && to !== undefined && from !== to;
}

/** Places in one turn are one time; places without a turn count each. */
function occurrencesIn(evidence: readonly Evidence[]): number {
  const turns: number[] = [];
  let loose = 0;
  for (const { role, turn } of evidence) {
    if (role !== "hit" && role !== "due") continue;
    if (turn === undefined) loose += 1;
    else if (!turns.includes(turn)) turns.push(turn);
  }
  return Math.max(1, turns.length + loose);
}

const weight: Readonly<Record<Outcome, number>> = { violated: 3, undetermined: 2, met: 1, notApplicable: 0 };

/** Several rules of one clause: broken if one is, unsure if one is, kept if one is, else not applicable. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  const [only, ...others] = verdicts;
  if (only !== undefined && others.length === 0) return only;
  let outcome: Outcome = "notApplicable";
  for (const said of verdicts) if (weight[said.outcome] > weight[outcome]) outcome = said.outcome;
  const telling = verdicts.filter((said) => said.outcome === outcome);
  const because = telling.find((said) => said.because !== undefined)?.because;
  const judgedBy = telling.find((said) => said.judgedBy !== undefined)?.judgedBy;
  return {
    outcome,
    evidence: telling.flatMap((said) => said.evidence),
    missing: [...new Set(telling.flatMap((said) => said.missing))],
    occurrences: telling.reduce((sum, said) => sum + said.occurrences, 0),
    kinds: [...new Set(telling.flatMap((said) => said.kinds ?? []))],
    labels: verdicts.flatMap((said) => said.labels ?? []),
    answers: verdicts.flatMap((said) => said.answers ?? []),
    ...(because === undefined ? {} : { because }),
    ...(judgedBy === undefined ? {} : { judgedBy }),
  };
}

/** What so many lasting verdicts come to; few of all that could come together do. */
interface Kept {
  readonly of: readonly Verdict[];
  readonly verdict: Verdict;
}

/** More are not kept. */
const mostKept = 64;

/** One rule out of several; what follows from lasting verdicts lasts too. */
export function together(rules: readonly Rule[]): Rule {
  const [only, ...others] = rules;
  if (only !== undefined && others.length === 0) return only;
  const kept: Kept[] = [];
  const room: Verdict[] = rules.map(() => bareVerdicts.notApplicable);
  return (call) => {
    let lasts = true;
    for (let at = 0; at < rules.length; at += 1) {
      const said = (rules[at] as Rule)(call);
      lasts &&= said instanceof LastingVerdict;
      room[at] = said;
    }
    if (!lasts) return combined(room);
    const known = keptFor(room, kept);
    if (known !== undefined) return known;
    if (kept.length >= mostKept) return combined(room);
    const fresh = new LastingVerdict(combined(room));
    kept.push({ of: [...room], verdict: fresh });
    return fresh;
  };
}

function keptFor(verdicts: readonly Verdict[], kept: readonly Kept[]): Verdict | undefined {
  for (let one = 0; one < kept.length; one += 1) {
    const { of, verdict } = kept[one] as Kept;
    let at = 0;
    while (at < of.length && of[at] === verdicts[at]) at += 1;
    if (at === of.length) return verdict;
  }
  return undefined;
}
