// Which questionnaire a call follows, and which of its questions were asked where.
import type { Question, Questionnaire } from "@tingheng/domain";
import { longestPhrases } from "../call/longest-phrases.ts";
import type { PreparedCall } from "../call/prepared-call.ts";
import { asks } from "../call/questions.ts";
import { wordConfidence } from "../call/word-confidence.ts";
import type { Expression } from "../expression/expression.ts";
import type { RegisteredPhrases, Reliability } from "../operator.ts";
import type { RuleContext } from "../rule/rule-context.ts";
import { spokenBy, wholeCall } from "../scope.ts";
import { expandPhrase } from "../text/phrase-grammar.ts";

/** One question where it was asked first; without `question` it is a survey question of no known questionnaire. */
export interface Asked {
  readonly question?: Question;
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  readonly sure: boolean;
}

export interface Survey {
  readonly questionnaire: Questionnaire | undefined;
  /** The call itself names the questionnaire by its campaign. */
  readonly named: boolean;
  /** In the order of the call, every question once. */
  readonly asked: readonly Asked[];
  /** Phrases of the questionnaire's parts. */
  readonly parts: Parts | undefined;
}

/** What a questionnaire says besides its questions. */
export interface Parts {
  readonly opening: RegisteredPhrases;
  readonly consent: RegisteredPhrases;
  readonly closing: RegisteredPhrases;
  readonly followUp: RegisteredPhrases;
  readonly followUps: ReadonlyMap<string, RegisteredPhrases>;
}

interface Compiled {
  readonly questionnaire: Questionnaire;
  readonly parts: Parts;
  readonly find: (call: PreparedCall) => readonly Asked[];
}

/** A questionnaire is recognised by its words from so many different questions on; one could be chance. */
const questionsToRecognise = 2;

const known = new WeakMap<readonly Questionnaire[], (call: PreparedCall) => Survey>();

/** Recognises the questionnaire of a call among those of the standard; computed once per call. */
export function recogniser(context: RuleContext): (call: PreparedCall) => Survey {
  const earlier = known.get(context.questionnaires);
  if (earlier !== undefined) return earlier;
  const compiled = context.questionnaires.map((one) => compile(one, context));
  const key = {};
  const recognise = (call: PreparedCall) => call.remember(key, () => choose(compiled, call));
  known.set(context.questionnaires, recognise);
  return recognise;
}

function compile(questionnaire: Questionnaire, context: RuleContext): Compiled {
  const register = (texts: readonly string[]) => context.phrases(texts, { tolerance: "sound" });
  const worded = longestPhrases(
    questionnaire.questions.flatMap((question) => {
      const long = question.ask.filter(isLong);
      const exact = { class: question, phrases: context.phrases(question.ask) };
      return long.length === 0 ? [exact] : [exact, { class: question, phrases: register(long) }];
    }),
  );
  const { reliability } = context.forOperator(["questionnaires"]);
  return {
    questionnaire,
    parts: {
      opening: register(questionnaire.opening),
      consent: register(questionnaire.consent),
      closing: register(questionnaire.closing),
      followUp: register(questionnaire.followUp),
      followUps: new Map(
        questionnaire.questions.flatMap(({ id, followUp }) =>
          followUp === undefined ? [] : [[id, register(followUp)] as const],
        ),
      ),
    },
    find: (call) => askedIn(call, worded(call), reliability),
  };
}

/** Short words sound like too many others (响声, 先生; 第二次, 第二个): only longer ones are recognised by their sound. */
const longEnoughToHear = 6;

function isLong(phrase: string): boolean {
  const expansion = expandPhrase(phrase);
  if (expansion.kind === "problem") return false;
  const wordings = expansion.variants.flatMap(({ segments }) => segments.flat());
  return wordings.every(({ length }) => length >= longEnoughToHear);
}

function askedIn(
  call: PreparedCall,
  hits: ReturnType<ReturnType<typeof longestPhrases<Question>>>,
  reliability: Reliability,
): readonly Asked[] {
  const first = new Map<string, Asked>();
  for (const { class: question, turn: index, from, to } of hits) {
    const turn = call.turns[index];
    if (turn === undefined || !asks(turn)) continue;
    const trust = spokenBy(turn, "agent", reliability.speaker);
    if (trust === "no") continue;
    const sure = trust === "sure" && wordConfidence(turn.source, from, to) >= reliability.words;
    const before = first.get(question.id);
    if (before === undefined || (sure && !before.sure))
      first.set(question.id, { question, turn: index, from, to, sure });
  }
  return [...first.values()].sort((a, b) => a.turn - b.turn || a.from - b.from);
}

/** The campaign decides; else the questionnaire of which most questions were asked, the shorter of two alike. */
function choose(compiled: readonly Compiled[], call: PreparedCall): Survey {
  const campaign = call.call.campaign;
  const named = compiled.find(
    ({ questionnaire }) => campaign !== undefined && questionnaire.campaigns.includes(campaign),
  );
  if (named !== undefined) return surveyOf(named, named.find(call), true);
  const candidates = compiled
    .map((one) => ({ one, asked: one.find(call) }))
    .filter(({ asked }) => asked.length >= questionsToRecognise)
    .sort(
      (a, b) =>
        b.asked.length - a.asked.length || a.one.questionnaire.questions.length - b.one.questionnaire.questions.length,
    );
  const best = candidates[0];
  if (best === undefined) return { questionnaire: undefined, named: false, asked: [], parts: undefined };
  return surveyOf(best.one, best.asked, false);
}

function surveyOf({ questionnaire, parts }: Compiled, asked: readonly Asked[], named: boolean): Survey {
  return { questionnaire, named, asked, parts };
}

/** The survey with the questions that a general condition finds in turns where no known question was asked. */
export function withOtherQuestions(survey: Survey, call: PreparedCall, question: Expression | undefined): Survey {
  if (question === undefined) return survey;
  const found = question.detect(call, wholeCall(call, question.by));
  const turns = new Set(survey.asked.map(({ turn }) => turn));
  const others: Asked[] = [];
  for (const [sure, hits] of [[true, found.hits] as const, [false, found.maybe] as const]) {
    for (const { turn, from, to } of hits) {
      if (turn === undefined || turns.has(turn)) continue;
      turns.add(turn);
      others.push({ turn, from: from ?? 0, to: to ?? 0, sure });
    }
  }
  if (others.length === 0) return survey;
  return { ...survey, asked: [...survey.asked, ...others].sort((a, b) => a.turn - b.turn || a.from - b.from) };
}
