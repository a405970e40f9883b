// One compiled standard applied to one prepared call: a verdict for every clause, the sheet added up, the judgement put together.
import {
  type CallRecord,
  type Clause,
  type ClauseResult,
  inLanguage,
  type Judgement,
  type Language,
  type Standard,
} from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import { maySpeak } from "../call/spoken-language.ts";
import type { Detection } from "../detection.ts";
import { oncePerCall } from "../presence.ts";
import { doubted, eachOnce, LastingVerdict, type Rule, type Verdict, verdict } from "../rule/verdict.ts";
import { wholeCall } from "../scope.ts";
import { pointsOff, proposalsOf, scoreSheet } from "../scoring/score-sheet.ts";
import { sheetOf } from "../scoring/sheet.ts";
import type { CompiledStandard } from "../standard/compile-standard.ts";
import { reasonFor } from "./reasons.ts";

/** `named`: a person named the standard for this call, so that it applies even where the call does not say whether it does. */
export type JudgeCall = (call: PreparedCall, named: boolean) => Judgement;

const spoken: Readonly<Record<Language, (call: PreparedCall) => boolean>> = {
  zh: oncePerCall((call) => maySpeak(call, "zh")),
  en: oncePerCall((call) => maySpeak(call, "en")),
};

export function judgeUnder({ standard, appliesTo, clauses, wentBy }: CompiledStandard): JudgeCall {
  const sheet = sheetOf(standard);
  const units = clauses.map(({ clause, rule }) => ({ rule, clause, resultOf: resultsOf(clause, standard) }));
  const settle = bonusSettler(standard);
  return (call, named) => {
    if (!spoken[standard.language](call)) return notApplied(standard, call.call, otherLanguage);
    const applies = appliesTo?.detect(call, wholeCall(call, "any"));
    const { startedAt } = call.call;
    if (applies?.state === "no" || !inForce(standard.validity, startedAt)) {
      return notApplied(standard, call.call, doesNotApply);
    }
    const doubt = named || applies?.state !== "unknown" ? undefined : applies;
    const verdicts: Verdict[] = [];
    for (const { rule, clause } of units)
      verdicts.push(inForce(clause.validity, startedAt) ? heldTo(rule, call, doubt) : outOfForce);
    settle(verdicts);
    const results: ClauseResult[] = [];
    for (let at = 0; at < units.length; at += 1)
      results.push((units[at] as (typeof units)[number]).resultOf(verdicts[at] ?? outOfForce));
    const { score, maxScore, bonus, fatal, provisional, sections, items, defects } = scoreSheet(sheet, results);
    return {
      version: 1,
      call: { source: call.call.source, id: call.call.id },
      standard: { id: standard.id, version: standard.version },
      ...(wentBy === undefined ? {} : { questionnaires: [...wentBy(call)] }),
      score,
      maxScore,
      bonus,
      fatal,
      provisional,
      sections,
      items,
      defects,
      clauses: results,
      proposals: proposalsOf(standard, results, (position) => verdicts[position]?.occurrences ?? 1),
      answers: gathered(verdicts, (said) => said.answers),
      labels: gathered(verdicts, (said) => said.labels),
    };
  };
}

/** Under a standard of which it can't be told whether it applies, nothing is a fault. */
function heldTo(rule: Rule, call: PreparedCall, doubt: Detection | undefined): Verdict {
  const said = rule(call);
  return doubt !== undefined && said.outcome === "violated" ? doubted(said, doubt.missing) : said;
}

function gathered<T>(verdicts: readonly Verdict[], of: (said: Verdict) => readonly T[] | undefined): T[] {
  const all: T[] = [];
  for (const said of verdicts) {
    const own = of(said);
    if (own !== undefined) all.push(...own);
  }
  return all;
}

const outOfForce: Verdict = verdict("notApplicable");

/** The result of a verdict that lasts is made once. */
function resultsOf(clause: Clause, standard: Standard): (said: Verdict) => ClauseResult {
  const lasting = new Map<Verdict, ClauseResult>();
  return (said) => {
    if (!(said instanceof LastingVerdict)) return resultOf(clause, said, standard);
    const known = lasting.get(said);
    if (known !== undefined) return known;
    const result = Object.freeze(resultOf(clause, said, standard));
    Object.freeze(result.evidence);
    lasting.set(said, result);
    return result;
  };
}

function resultOf(clause: Clause, said: Verdict, standard: Standard): ClauseResult {
  const broken = said.outcome === "violated";
  const off = broken ? pointsOff(clause, said.occurrences, said.kinds?.length ?? 0) : 0;
  const { id } = clause;
  const { outcome, judgedBy = "machine" } = said;
  const points = off === 0 ? 0 : -off;
  const reason = reasonFor(clause, said, standard.language);
  const evidence = eachOnce(said.evidence);
  if (outcome !== "undetermined" || said.missing.length === 0)
    return { id, outcome, judgedBy, points, reason, evidence };
  return { id, outcome, judgedBy, points, reason, missing: [...said.missing], evidence };
}

/** A bonus is out of the question where one of the clauses it depends on is broken. */
function bonusSettler(standard: Standard): (verdicts: Verdict[]) => void {
  const at = new Map(standard.clauses.map(({ id }, position) => [id, position]));
  const bonuses = standard.bonus.map(({ clause, unlessViolated }) => ({
    own: at.get(clause),
    members: unlessViolated.flatMap((id) => clausesOf(standard, id)).map((id) => ({ id, position: at.get(id) ?? -1 })),
  }));
  return (verdicts) => {
    for (const { own, members } of bonuses) {
      const broken = members.filter(({ position }) => verdicts[position]?.outcome === "violated").map(({ id }) => id);
      if (broken.length > 0 && own !== undefined)
        verdicts[own] = { ...outOfForce, because: inLanguage(lostTo(broken), standard.language) };
    }
  };
}

function lostTo(broken: readonly string[]) {
  return { zh: `关键项有扣分(${broken.join("、")}),不加分`, en: `no bonus: broken ${broken.join(", ")}` };
}

/** The clauses of a section or item, or the clause itself. */
function clausesOf(standard: Standard, id: string): readonly string[] {
  const items = standard.sections.flatMap((section) =>
    section.items.filter((item) => section.id === id || item.id === id),
  );
  return items.length > 0 ? items.flatMap((item) => item.clauses) : [id];
}

/** Whether a date falls into a validity; without a date the standard is taken to be in force. */
function inForce(validity: Standard["validity"], startedAt: string | undefined): boolean {
  if (validity === undefined || startedAt === undefined) return true;
  const day = startedAt.slice(0, 10);
  return (validity.from === undefined || day >= validity.from) && (validity.to === undefined || day <= validity.to);
}

const doesNotApply = { zh: "本标准不适用于这通电话", en: "this standard does not apply to the call" };
const otherLanguage = { zh: "这通电话不是中文,本标准不适用", en: "the call is not in the language of this standard" };

function notApplied(standard: Standard, call: CallRecord, reason: Readonly<Record<Language, string>>): Judgement {
  return {
    version: 1,
    call: { source: call.source, id: call.id },
    standard: { id: standard.id, version: standard.version },
    score: 0,
    maxScore: 0,
    bonus: 0,
    fatal: false,
    provisional: false,
    notApplicable: inLanguage(reason, standard.language),
    clauses: [],
    proposals: [],
    answers: [],
    labels: [],
  };
}
