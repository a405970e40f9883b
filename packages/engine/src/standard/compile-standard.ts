// A standard → something that can be applied to a call: every clause's rules compiled, every phrase in the common automaton.
import { type Clause, expectation, type Questionnaire, type Standard, valueAt, type WentBy } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import { compileExpression } from "../expression/compile-expression.ts";
import type { Expression } from "../expression/expression.ts";
import type { MeaningModel } from "../meanings/meaning-model.ts";
import type { ModelQuestion } from "../model/model-answers.ts";
import type { HolidayCalendar, OperatorContext, OperatorDefinition } from "../operator.ts";
import { recogniser } from "../questionnaire/recognise.ts";
import { compileRule } from "../rule/compile-rule.ts";
import type { RuleContext } from "../rule/rule-context.ts";
import { shieldOf } from "../rule/shield.ts";
import { type Rule, together } from "../rule/verdict.ts";
import type { PhraseRegistry } from "./phrase-registry.ts";
import type { SourceDocument } from "./read-standard.ts";

/** What all standards of a judge share. */
export interface SharedParts {
  readonly operators: ReadonlyMap<string, OperatorDefinition>;
  readonly phrases: PhraseRegistry;
  readonly meanings: ReadonlyMap<string, MeaningModel>;
  readonly questionnaires: ReadonlyMap<string, Questionnaire>;
  readonly holidays: HolidayCalendar;
  /** Questions that standards would put to a language model, by key. */
  readonly questions: Map<string, ModelQuestion>;
}

interface CompiledClause {
  readonly clause: Clause;
  readonly rule: Rule;
}

export interface CompiledStandard {
  readonly standard: Standard;
  readonly appliesTo: Expression | undefined;
  readonly clauses: readonly CompiledClause[];
  /** The questionnaires that it goes by, marked for a call; undefined where there are none. */
  readonly wentBy: ((call: PreparedCall) => readonly WentBy[]) | undefined;
}

/** Problems are collected in the document; the caller throws them together. */
export function compileStandard(standard: Standard, document: SourceDocument, shared: SharedParts): CompiledStandard {
  const context = standardContext(standard, document, shared);
  for (const [name] of Object.entries(standard.definitions)) context.definition(name, ["definitions", name]);
  return {
    standard,
    appliesTo:
      standard.appliesTo === undefined ? undefined : compileExpression(standard.appliesTo, ["appliesTo"], context),
    clauses: standard.clauses.map((clause, index) => ({ clause, rule: clauseRule(clause, index, context) })),
    wentBy: context.questionnaires.length === 0 ? undefined : wentByIn(context),
  };
}

function wentByIn(context: RuleContext): (call: PreparedCall) => readonly WentBy[] {
  const recognise = recogniser(context);
  return (call) => {
    const followed = recognise(call).questionnaire;
    return context.questionnaires.map((one) => {
      const { id, version } = one;
      return one === followed ? { id, version, followed: true } : { id, version };
    });
  };
}

function clauseRule(clause: Clause, index: number, context: RuleContext): Rule {
  const own = { ...context, clause: clause.id };
  if (clause.rule !== undefined) return compileRule(clause.rule, ["clauses", index, "rule"], own);
  return together((clause.rules ?? []).map((node, i) => compileRule(node, ["clauses", index, "rules", i], own)));
}

function standardContext(standard: Standard, document: SourceDocument, shared: SharedParts): RuleContext {
  const compiled = new Map<string, Expression | "open">();
  const resolve = (texts: readonly string[], path: readonly PropertyKey[]) =>
    resolveLists(texts, standard, document, path);
  const phrases: (path: readonly PropertyKey[]) => RuleContext["phrases"] = (path) => (texts, options) =>
    shared.phrases.register(resolve(texts, path), options ?? {}, (problem) =>
      document.problem(path, "a phrase", problem),
    );
  const prescribed =
    standard.prescribed.length > 0
      ? phrases(["prescribed"])(standard.prescribed, { tolerance: "sound", across: true })
      : undefined;
  const context: RuleContext = {
    operators: shared.operators,
    clause: "",
    shield: shieldOf(prescribed),
    questionnaires: questionnairesOf(standard, document, shared),
    wordReliability: standard.reliability.words,
    phrases: phrases([]),
    problem: (path, expected, found) => document.problem(path, expected, found),
    issue: (path, issue, value) => document.problem(path, expectation(issue), valueAt(value, issue.path)),
    forOperator: (path) => operatorContext(path, standard, document, shared, phrases(path), resolve),
    definition: (name, path) => {
      const known = compiled.get(name);
      if (known === "open") document.problem(path, "a definition that does not use itself", name);
      if (known !== undefined) return known === "open" ? undefined : known;
      if (!(name in standard.definitions)) {
        document.problem(
          path,
          `a definition: ${Object.keys(standard.definitions).join(", ") || "none is given"}`,
          name,
        );
        return undefined;
      }
      compiled.set(name, "open");
      const expression = compileExpression(standard.definitions[name], ["definitions", name], context);
      compiled.set(name, expression);
      return expression;
    },
  };
  return context;
}

function operatorContext(
  path: readonly PropertyKey[],
  standard: Standard,
  document: SourceDocument,
  shared: SharedParts,
  phrases: RuleContext["phrases"],
  resolve: (texts: readonly string[], path: readonly PropertyKey[]) => readonly string[],
): OperatorContext {
  return {
    phrases,
    resolve: (texts) => resolve(texts, path),
    meaning: (id) => {
      const model = shared.meanings.get(id);
      if (model === undefined) document.problem(path, `a meaning: ${[...shared.meanings.keys()].join(", ")}`, id);
      return model ?? { id, candidates: () => [], highest: () => 0, sure: 2, unsure: 2 };
    },
    question: (question) => {
      const known = shared.questions.get(question.key);
      if (known !== undefined && known.question !== question.question)
        document.problem(path, `one question for ${question.key}`, question.question);
      shared.questions.set(question.key, question);
    },
    reliability: standard.reliability,
    holidays: shared.holidays,
    language: standard.language,
    problem: (expected, found) => document.problem(path, expected, found),
  };
}

/** `@name` stands for a list; a list may name others. `inside` are the lists that are being read. */
function resolveLists(
  texts: readonly string[],
  standard: Standard,
  document: SourceDocument,
  path: readonly PropertyKey[],
  inside: readonly string[] = [],
): readonly string[] {
  return texts.flatMap((text) => {
    if (!text.startsWith("@")) return [text];
    if (inside.includes(text)) {
      document.problem(path, "a list that does not hold itself", text);
      return [];
    }
    const list = text === "@prescribed" ? standard.prescribed : standard.lists[text.slice(1)];
    if (list === undefined)
      document.problem(
        path,
        `a list: ${Object.keys(standard.lists)
          .map((name) => `@${name}`)
          .join(", ")}`,
        text,
      );
    return resolveLists(list ?? [], standard, document, path, [...inside, text]);
  });
}

function questionnairesOf(standard: Standard, document: SourceDocument, shared: SharedParts): readonly Questionnaire[] {
  return standard.questionnaires.flatMap((id, index) => {
    const known = shared.questionnaires.get(id);
    if (known === undefined)
      document.problem(["questionnaires", index], `one of ${[...shared.questionnaires.keys()].join(", ")}`, id);
    return known ?? [];
  });
}
