// Two judgements of one call: what would move from the first to the second.
import type { ClauseResult, Judgement } from "@tingheng/domain";
import type { ClauseMove, Fine, WhatIfCall } from "@tingheng/store";

type Comparison = Pick<
  WhatIfCall,
  "beforeVersion" | "beforeScore" | "afterScore" | "beforeFines" | "afterFines" | "moves" | "moved"
>;

/** `before` is undefined where no version was in force for the call. */
export function compareJudgements(before: Judgement | undefined, after: Judgement): Comparison {
  const moves = movesBetween(clausesOf(before), clausesOf(after));
  const [beforeFines, afterFines] = [finesOf(before), finesOf(after)];
  const [beforeScore, afterScore] = [scoreOf(before), scoreOf(after)];
  return {
    beforeVersion: before?.standard.version,
    beforeScore,
    afterScore,
    beforeFines,
    afterFines,
    moves,
    moved:
      moves.length > 0 ||
      beforeScore !== afterScore ||
      before?.fatal !== after.fatal ||
      JSON.stringify(beforeFines) !== JSON.stringify(afterFines),
  };
}

/** Where a standard does not apply it gives no points. */
function scoreOf(judgement: Judgement | undefined): number | undefined {
  return judgement === undefined || judgement.notApplicable !== undefined ? undefined : judgement.score;
}

function clausesOf(judgement: Judgement | undefined): ReadonlyMap<string, ClauseResult> {
  return new Map((judgement?.clauses ?? []).map((clause) => [clause.id, clause]));
}

function movesBetween(
  before: ReadonlyMap<string, ClauseResult>,
  after: ReadonlyMap<string, ClauseResult>,
): ClauseMove[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((clause) => {
    const [was, is] = [before.get(clause), after.get(clause)];
    const move: ClauseMove = {
      clause,
      from: was?.outcome ?? "none",
      to: is?.outcome ?? "none",
      before: was?.points ?? 0,
      after: is?.points ?? 0,
    };
    return move.from === move.to && move.before === move.after ? [] : [move];
  });
}

/** Proposed fines, added up by whom they are for and in which currency, in that order. */
function finesOf(judgement: Judgement | undefined): Fine[] {
  const sums = new Map<string, Fine>();
  for (const { kind, subject, currency, amount } of judgement?.proposals ?? []) {
    if (kind !== "fine" || currency === undefined || amount === undefined) continue;
    const key = `${subject} ${currency}`;
    sums.set(key, { subject, currency, amount: (sums.get(key)?.amount ?? 0) + amount });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fine]) => fine);
}
