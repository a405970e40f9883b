// A judgement as it goes into its row: what lists ask for, and the whole of it compressed. Made in the thread that judged.
import type { Judgement, Outcome } from "@tingheng/domain";
import { packJson } from "../packed-json.ts";

export interface PackedJudgement {
  readonly standardId: string;
  readonly standardVersion: string;
  readonly applies: boolean;
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly fatal: boolean;
  readonly provisional: boolean;
  readonly violated: readonly string[];
  readonly undetermined: readonly string[];
  readonly proposals: number;
  readonly body: Buffer;
}

export function packJudgement(judgement: Judgement): PackedJudgement {
  const { standard, clauses, score, maxScore, bonus, fatal, provisional, proposals } = judgement;
  const withOutcome = (outcome: Outcome) => clauses.filter((clause) => clause.outcome === outcome).map(({ id }) => id);
  return {
    standardId: standard.id,
    standardVersion: standard.version,
    applies: judgement.notApplicable === undefined,
    score,
    maxScore,
    bonus,
    fatal,
    provisional,
    violated: withOutcome("violated"),
    undetermined: withOutcome("undetermined"),
    proposals: proposals.length,
    body: packJson(judgement),
  };
}
