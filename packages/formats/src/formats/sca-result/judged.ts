// SCA's hits ⇄ a judgement: a rule that hit is a violated clause, its hits are the evidence.
import type { CallRecord, ClauseResult, Evidence, Judgement } from "@tingheng/domain";
import { z } from "zod";
import { known } from "../../known-fields.ts";
import { ScaSentence, sentenceOfTurn } from "../../sca-dialogue.ts";

const Hit = z.looseObject({
  cid: z.array(z.string()).nullish(),
  phrase: ScaSentence.partial().nullish(),
  keyWords: z
    .array(
      z.looseObject({
        val: z.string(),
        from: z.int().nonnegative(),
        to: z.int().nonnegative(),
        cid: z.string().nullish(),
      }),
    )
    .nullish(),
});

export const HitResult = z.looseObject({
  rid: z.union([z.string(), z.int()]),
  name: z.string().nullish(),
  type: z.string().nullish(),
  score: z.number().nullish(),
  machineHitResult: z.boolean().nullish(),
  finalHitResult: z.boolean().nullish(),
  artificialRule: z.boolean().nullish(),
  hits: z.array(Hit).nullish(),
});
export type HitResult = z.infer<typeof HitResult>;

/** SCA has no proposals, answers or labels, and counts from 100. */
export function judgementOf(call: CallRecord, score: number, hits: readonly HitResult[]): Judgement {
  const schemes = new Set(hits.map((hit) => `${hit.schemeId ?? "sca"}@${hit.schemeVersion ?? 1}`));
  const [id = "sca", version = "1"] = ([...schemes][0] ?? "sca@1").split("@");
  return {
    version: 1,
    call: { source: call.source, id: call.id },
    standard: { id, version },
    score,
    maxScore: 100,
    bonus: 0,
    fatal: false,
    provisional: false,
    clauses: hits.map((hit) => clauseOf(hit, call)),
    proposals: [],
    answers: [],
    labels: [],
  };
}

/** What a person found has the last word. */
function clauseOf(hit: HitResult, call: CallRecord): ClauseResult {
  const violated = hit.finalHitResult ?? hit.machineHitResult ?? true;
  return {
    id: String(hit.rid),
    outcome: violated ? "violated" : "met",
    judgedBy: hit.artificialRule || (hit.machineHitResult ?? violated) !== violated ? "human" : "machine",
    points: violated ? (hit.score ?? 0) : 0,
    reason: hit.name ?? String(hit.rid),
    evidence: (hit.hits ?? []).flatMap((one) => evidenceOf(one, call)),
  };
}

function evidenceOf({ phrase, keyWords }: z.infer<typeof Hit>, call: CallRecord): Evidence[] {
  const { words, begin, end } = phrase ?? {};
  const turn = call.turns?.findIndex(
    (one) => one.text === words && (begin == null || one.startMs === Math.round(begin)),
  );
  const place = {
    turn: turn === undefined || turn < 0 ? undefined : turn,
    startMs: begin == null ? undefined : Math.round(begin),
    endMs: end == null ? undefined : Math.round(end),
  };
  const keys = keyWords ?? [];
  if (keys.length === 0) return [known({ ...place, text: words })];
  return keys.map(({ val, from, to }) => known({ ...place, text: val, from, to }));
}

/** Only what is broken is a hit. */
export function hitsOf(judgement: Judgement, call: CallRecord): HitResult[] {
  const { standard } = judgement;
  return judgement.clauses
    .filter((clause) => clause.outcome === "violated")
    .map((clause) => ({
      rid: clause.id,
      name: clause.reason,
      score: clause.points,
      schemeId: standard.id,
      schemeVersion: standard.version,
      machineHitResult: clause.judgedBy !== "human",
      finalHitResult: true,
      artificialRule: clause.judgedBy === "human",
      hits: clause.evidence.map((evidence) => hitOf(evidence, clause.id, call)),
    }));
}

function hitOf(evidence: Evidence, cid: string, call: CallRecord): z.infer<typeof Hit> {
  const { turn, text, from, to } = evidence;
  const said = turn === undefined ? undefined : call.turns?.[turn];
  const phrase = said
    ? sentenceOfTurn(said, false)
    : known({ words: text, begin: evidence.startMs, end: evidence.endMs });
  const keyWords = from === undefined || to === undefined ? [] : [{ val: text ?? "", from, to, cid }];
  return { cid: [cid], phrase, keyWords };
}
