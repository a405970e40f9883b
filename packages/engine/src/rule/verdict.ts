// What a rule says of a call: an outcome, the evidence for it, and what was missed.
import type { Answer, Evidence, Label, Outcome } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Hit } from "../detection.ts";

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
export type Rule = (call: PreparedCall) => Verdict;

export function verdict(
  outcome: Outcome,
  evidence: readonly Evidence[] = [],
  missing: readonly string[] = [],
): Verdict {
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
  const { confidence: _, ...place } = hit;
  const startMs = hit.startMs ?? turn?.startMs;
  const endMs = hit.endMs ?? turn?.endMs;
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

/** Places in one turn are one time; places without a turn count each. */
function occurrencesIn(evidence: readonly Evidence[]): number {
  const broken = evidence.filter(({ role }) => role === "hit" || role === "due");
  const turns = new Set(broken.flatMap(({ turn }) => (turn === undefined ? [] : [turn])));
  const loose = broken.filter(({ turn }) => turn === undefined).length;
  return Math.max(1, turns.size + loose);
}

/** Several rules of one clause: broken if one is, unsure if one is, kept if one is, else not applicable. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  const [only, ...others] = verdicts;
  if (only !== undefined && others.length === 0) return only;
  const order: readonly Outcome[] = ["violated", "undetermined", "met", "notApplicable"];
  const outcome = order.find((one) => verdicts.some((verdict) => verdict.outcome === one)) ?? "notApplicable";
  const telling = verdicts.filter((verdict) => verdict.outcome === outcome);
  const because = telling.find((verdict) => verdict.because !== undefined)?.because;
  const judgedBy = telling.find((verdict) => verdict.judgedBy !== undefined)?.judgedBy;
  return {
    outcome,
    evidence: telling.flatMap((verdict) => verdict.evidence),
    missing: [...new Set(telling.flatMap((verdict) => verdict.missing))],
    occurrences: telling.reduce((sum, verdict) => sum + verdict.occurrences, 0),
    kinds: [...new Set(telling.flatMap((verdict) => verdict.kinds ?? []))],
    labels: verdicts.flatMap((verdict) => verdict.labels ?? []),
    answers: verdicts.flatMap((verdict) => verdict.answers ?? []),
    ...(because === undefined ? {} : { because }),
    ...(judgedBy === undefined ? {} : { judgedBy }),
  };
}
