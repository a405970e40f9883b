// A judge 评判器: standards compiled once, calls judged one after another. Pure: the same call, standards and stored
// model answers give the same judgements.
import { AppError, type CallRecord, type Judgement, type Questionnaire, type Standard } from "@tingheng/domain";
import { prepareCall } from "../call/prepared-call.ts";
import type { MeaningModel } from "../meanings/meaning-model.ts";
import type { ModelAnswers, ModelQuestion } from "../model/model-answers.ts";
import type { HolidayCalendar } from "../operator.ts";
import { operators } from "../operators/index.ts";
import { compileStandard } from "../standard/compile-standard.ts";
import { phraseRegistry } from "../standard/phrase-registry.ts";
import { readStandard, type SourceFile } from "../standard/read-standard.ts";
import { judgeUnder } from "./judge-call.ts";

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
    document.forgetLines();
    return result;
  });
  const set = phrases.build();
  const standards = compiled.map(({ standard }) => standard);
  const judges = compiled.map((one) => ({ id: one.standard.id, judgeCall: judgeUnder(one) }));
  return {
    standards,
    questions: [...shared.questions.values()],
    judge(call, { answers, only, named = false } = {}) {
      for (const id of only ?? []) requireKnown(id, standards);
      const prepared = prepareCall(call, set, answers);
      return judges
        .filter(({ id }) => only === undefined || only.includes(id))
        .map(({ judgeCall }) => judgeCall(prepared, named));
    },
  };
}

function requireKnown(id: string, standards: readonly Standard[]): void {
  if (standards.some((standard) => standard.id === id)) return;
  throw new AppError("standard.unknown", { id, known: standards.map((standard) => standard.id).join(", ") });
}
