// What a run adds up to, standard by standard: calls judged and failed, scores, outcomes, defect rates, proposals.
import type { DefectClass, Judgement, Outcome } from "@tingheng/domain";

interface DefectCount {
  readonly defective: number;
  readonly known: number;
}

export interface StandardTotals {
  calls: number;
  notApplicable: number;
  provisional: number;
  fatal: number;
  scoreSum: number;
  scored: number;
  proposals: number;
  amount: number;
  outcomes: Record<Outcome, number>;
  defects: Partial<Record<DefectClass, DefectCount>>;
  /** How often each clause was broken, and how often it could not be told. */
  clauses: Record<string, { violated: number; undetermined: number; met: number }>;
}

export interface Totals {
  calls: number;
  failed: number;
  /** Recordings of which nothing is known but their sound. */
  wordless: number;
  standards: Record<string, StandardTotals>;
}

export function noTotals(): Totals {
  return { calls: 0, failed: 0, wordless: 0, standards: {} };
}

/** Adds one call's judgements. */
export function addJudgements(totals: Totals, judgements: readonly Judgement[]): void {
  totals.calls += 1;
  for (const judgement of judgements) addJudgement(ofStandard(totals, judgement.standard.id), judgement);
}

function addJudgement(totals: StandardTotals, judgement: Judgement): void {
  if (judgement.notApplicable !== undefined) {
    totals.notApplicable += 1;
    return;
  }
  totals.calls += 1;
  totals.provisional += judgement.provisional ? 1 : 0;
  totals.fatal += judgement.fatal ? 1 : 0;
  totals.proposals += judgement.proposals.length;
  totals.amount += judgement.proposals.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  if (judgement.maxScore > 0) {
    totals.scored += 1;
    totals.scoreSum += judgement.score;
  }
  for (const { id, outcome } of judgement.clauses) {
    totals.outcomes[outcome] += 1;
    if (outcome === "notApplicable") continue;
    const clause = totals.clauses[id] ?? { violated: 0, undetermined: 0, met: 0 };
    clause[outcome] += 1;
    totals.clauses[id] = clause;
  }
  for (const [name, defective] of Object.entries(judgement.defects ?? {}) as [DefectClass, boolean][]) {
    const before = totals.defects[name] ?? { defective: 0, known: 0 };
    totals.defects[name] = { defective: before.defective + (defective ? 1 : 0), known: before.known + 1 };
  }
}

/** Adds what a worker counted. */
export function addTotals(totals: Totals, more: Totals): void {
  totals.calls += more.calls;
  totals.failed += more.failed;
  totals.wordless += more.wordless;
  for (const [id, standard] of Object.entries(more.standards)) addStandard(ofStandard(totals, id), standard);
}

function addStandard(into: StandardTotals, more: StandardTotals): void {
  for (const key of [
    "calls",
    "notApplicable",
    "provisional",
    "fatal",
    "scoreSum",
    "scored",
    "proposals",
    "amount",
  ] as const)
    into[key] += more[key];
  for (const outcome of Object.keys(more.outcomes) as Outcome[]) into.outcomes[outcome] += more.outcomes[outcome];
  for (const [id, clause] of Object.entries(more.clauses)) {
    const known = into.clauses[id] ?? { violated: 0, undetermined: 0, met: 0 };
    into.clauses[id] = {
      violated: known.violated + clause.violated,
      undetermined: known.undetermined + clause.undetermined,
      met: known.met + clause.met,
    };
  }
  for (const [name, one] of Object.entries(more.defects) as [DefectClass, DefectCount][]) {
    const known = into.defects[name] ?? { defective: 0, known: 0 };
    into.defects[name] = { defective: known.defective + one.defective, known: known.known + one.known };
  }
}

function ofStandard(totals: Totals, id: string): StandardTotals {
  const known = totals.standards[id];
  if (known !== undefined) return known;
  const fresh: StandardTotals = {
    calls: 0,
    notApplicable: 0,
    provisional: 0,
    fatal: 0,
    scoreSum: 0,
    scored: 0,
    proposals: 0,
    amount: 0,
    outcomes: { violated: 0, met: 0, notApplicable: 0, undetermined: 0 },
    defects: {},
    clauses: {},
  };
  totals.standards[id] = fresh;
  return fresh;
}
