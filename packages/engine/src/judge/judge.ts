// A judge 评判器: standards compiled once, calls judged one after another. Pure: the same call, standards and stored
// model answers give the same judgements.
import {
  AppError,
  type CallRecord,
  type ClauseResult,
  inLanguage,
  type Judgement,
  type Language,
  type Questionnaire,
  type Standard,
} from "@tingheng/domain";
import { type PreparedCall, prepareCall } from "../call/prepared-call.ts";
import { maySpeak } from "../call/spoken-language.ts";
import type { Detection } from "../detection.ts";
import type { MeaningModel } from "../meanings/meaning-model.ts";
import type { ModelAnswers, ModelQuestion } from "../model/model-answers.ts";
import type { HolidayCalendar } from "../operator.ts";
import { operators } from "../operators/index.ts";
import { doubted, type Rule, type Verdict, verdict } from "../rule/verdict.ts";
import { wholeCall } from "../scope.ts";
import { pointsOff, proposalsOf, scoreSheet } from "../scoring/score-sheet.ts";
import { type CompiledStandard, compileStandard } from "../standard/compile-standard.ts";
import { phraseRegistry } from "../standard/phrase-registry.ts";
import { readStandard, type SourceFile } from "../standard/read-standard.ts";
import { reasonFor } from "./reasons.ts";

export interface JudgeParts {
  readonly standards: readonly SourceFile[];
  readonly meanings?: ReadonlyMap<string, MeaningModel>;
  readonly questionnaires?: readonly Questionnaire[];
  readonly holidays?: HolidayCalendar;
}

export interface JudgeOptions {
  readonly answers?: ModelAnswers;
  readonly only?: readonly string[];
  readonly named?: boolean;
}

export interface Judge {
  readonly standards: readonly Standard[];
  /** What the standards would ask a language model about a call. */
  readonly questions: readonly ModelQuestion[];
  /**
   * One judgement for every standard, in the order of the standards. `only` narrows them by id; `named` says that a person
   * named them for this call, so that they apply even where the call does not say whether they do.
   */
  judge(call: CallRecord, options?: JudgeOptions): Judgement[];
}

/**
 * Reads and compiles standards.
 * @throws AppError `standard.invalid` with file and line of everything that is wrong
 */
export function createJudge(parts: JudgeParts): Judge {
  const phrases = phraseRegistry();
  const shared = {
    operators: new Map(operators.map((operator) => [operator.id, operator])),
    phrases,
    meanings: parts.meanings ?? new Map(),
    questionnaires: new Map((parts.questionnaires ?? []).map((one) => [one.id, one])),
    holidays: parts.holidays ?? new Map(),
    questions: new Map<string, ModelQuestion>(),
  };
  const compiled = parts.standards.map((file) => {
    const { standard, document } = readStandard(file);
    const result = compileStandard(standard, document, shared);
    document.throwProblems();
    return result;
  });
  const set = phrases.build();
  const standards = compiled.map(({ standard }) => standard);
  return {
    standards,
    questions: [...shared.questions.values()],
    judge(call, { answers, only, named = false } = {}) {
      for (const id of only ?? []) requireKnown(id, standards);
      const prepared = prepareCall(call, set, answers);
      return compiled
        .filter(({ standard }) => only === undefined || only.includes(standard.id))
        .map((one) => judgeUnder(one, prepared, named));
    },
  };
}

function requireKnown(id: string, standards: readonly Standard[]): void {
  if (standards.some((standard) => standard.id === id)) return;
  throw new AppError("standard.unknown", { id, known: standards.map((standard) => standard.id).join(", ") });
}

function judgeUnder({ standard, appliesTo, clauses }: CompiledStandard, call: PreparedCall, named: boolean): Judgement {
  const applies = appliesTo?.detect(call, wholeCall(call, "any"));
  if (!maySpeak(call, standard.language)) return notApplied(standard, call.call, otherLanguage);
  if (applies?.state === "no" || !inForce(standard.validity, call.call.startedAt)) {
    return notApplied(standard, call.call, doesNotApply);
  }
  const verdicts = new Map(
    clauses.map(({ clause, rule }) => [
      clause.id,
      inForce(clause.validity, call.call.startedAt) ? heldTo(rule, call, named ? undefined : applies) : outOfForce,
    ]),
  );
  settleBonuses(standard, verdicts);
  const results = new Map(
    clauses.map(({ clause }) => [clause.id, resultOf(clause, verdicts.get(clause.id) ?? outOfForce, standard)]),
  );
  const occurrences = new Map([...verdicts].map(([id, said]) => [id, said.occurrences]));
  const { score, maxScore, bonus, fatal, provisional, sections, items, defects } = scoreSheet(standard, results);
  return {
    version: 1,
    call: { source: call.call.source, id: call.call.id },
    standard: { id: standard.id, version: standard.version },
    score,
    maxScore,
    bonus,
    fatal,
    provisional,
    sections: [...sections],
    items: [...items],
    defects,
    clauses: [...results.values()],
    proposals: proposalsOf(standard, results, occurrences),
    answers: [...verdicts.values()].flatMap((said) => said.answers ?? []),
    labels: [...verdicts.values()].flatMap((said) => said.labels ?? []),
  };
}

/** Under a standard of which it can't be told whether it applies, nothing is a fault. */
function heldTo(rule: Rule, call: PreparedCall, applies: Detection | undefined): Verdict {
  const said = rule(call);
  return applies?.state === "unknown" && said.outcome === "violated" ? doubted(said, applies.missing) : said;
}

const outOfForce: Verdict = verdict("notApplicable");

function resultOf(clause: Standard["clauses"][number], said: Verdict, standard: Standard): ClauseResult {
  const broken = said.outcome === "violated";
  const off =
    broken || (said.kinds?.length ?? 0) > 0 ? pointsOff(clause, said.occurrences, said.kinds?.length ?? 0) : 0;
  return {
    id: clause.id,
    outcome: said.outcome,
    judgedBy: said.judgedBy ?? "machine",
    points: off === 0 || !broken ? 0 : -off,
    reason: reasonFor(clause, said, standard.language),
    ...(said.outcome === "undetermined" && said.missing.length > 0 ? { missing: [...said.missing] } : {}),
    evidence: [...said.evidence],
  };
}

/** A bonus is out of the question where one of the clauses it depends on is broken. */
function settleBonuses(standard: Standard, verdicts: Map<string, Verdict>): void {
  for (const bonus of standard.bonus) {
    const members = bonus.unlessViolated.flatMap((id) => clausesOf(standard, id));
    const broken = members.filter((id) => verdicts.get(id)?.outcome === "violated");
    if (broken.length > 0) {
      verdicts.set(bonus.clause, { ...outOfForce, because: inLanguage(lostTo(broken), standard.language) });
    }
  }
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
  const day = startedAt?.slice(0, 10);
  if (validity === undefined || day === undefined) return true;
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
