// What the customer answered to each question of a questionnaire.
import type { Answer, AnswerKind, Question } from "@tingheng/domain";
import type { PreparedCall } from "../call/prepared-call.ts";
import { wordConfidence } from "../call/word-confidence.ts";
import { firstOf, type Hit } from "../detection.ts";
import type { Expression } from "../expression/expression.ts";
import type { Asked, Survey } from "./recognise.ts";

/** How answers of each kind are read: conditions whose hits carry a value. */
export type AnswerReaders = Readonly<Partial<Record<AnswerKind, Expression>>>;

export interface Answered {
  readonly question: Question;
  readonly value: number | string | boolean;
  /** The place of the answer; `sure` where speaker and words are. */
  readonly hit: Hit;
  readonly sure: boolean;
  /** To be followed up: 一般 or worse, or the bad one of yes and no. */
  readonly poor: boolean;
}

/** The answers in the order of the questions; a question without an answer that can be read is left out. */
export function answersOf(call: PreparedCall, survey: Survey, readers: AnswerReaders): readonly Answered[] {
  return survey.asked.flatMap((asked, position) => {
    const { question } = asked;
    if (question === undefined) return [];
    const next = survey.asked.slice(position + 1).find(({ turn }) => turn > asked.turn);
    const answer = answerTo(call, { ...asked, question }, next?.turn ?? call.turns.length, survey, readers);
    return answer === undefined ? [] : [answer];
  });
}

function answerTo(
  call: PreparedCall,
  asked: Asked & { readonly question: Question },
  end: number,
  survey: Survey,
  readers: AnswerReaders,
): Answered | undefined {
  const { question } = asked;
  const scope = {
    by: "customer" as const,
    firstTurn: asked.turn + 1,
    firstChar: 0,
    lastTurn: end - 1,
    lastChar: Number.POSITIVE_INFINITY,
  };
  if (scope.lastTurn < scope.firstTurn) return undefined;
  if (question.kind === "open") return openAnswer(call, asked, end);
  const found = readers[question.kind]?.detect(call, scope);
  const first = firstOf(found?.hits ?? []) ?? firstOf(found?.maybe ?? []);
  if (found === undefined || first?.value === undefined) return undefined;
  const sure = asked.sure && found.hits.includes(first) && !asksTwice(survey, asked);
  const sameTurn = [...found.hits, ...found.maybe].filter(({ turn }) => turn === first.turn);
  const limit = question.poor ?? survey.questionnaire?.poor[question.kind];
  const poor = sameTurn.some(({ value }) => isPoor(value, limit));
  return { question, value: first.value, hit: first, sure, poor };
}

/** Two questions of yes and no in one turn: a single answer can't be told to be that to either. */
function asksTwice(survey: Survey, asked: Asked & { readonly question: Question }): boolean {
  if (asked.question.kind !== "yesNo") return false;
  return survey.asked.filter(({ turn, question }) => turn === asked.turn && question?.kind === "yesNo").length > 1;
}

/** What the customer says next, as it is. */
function openAnswer(
  call: PreparedCall,
  asked: Asked & { readonly question: Question },
  end: number,
): Answered | undefined {
  const turn = call.turns.slice(asked.turn + 1, end).find(({ speaker }) => speaker === "customer");
  if (turn === undefined || turn.normal.length === 0) return undefined;
  const hit = { turn: turn.index, from: 0, to: turn.text.length };
  return { question: asked.question, value: turn.text, hit, sure: asked.sure, poor: false };
}

function isPoor(value: Hit["value"], limit: number | boolean | undefined): boolean {
  if (typeof value === "number" && typeof limit === "number") return value <= limit;
  return typeof value === "boolean" && value === limit;
}

/** The answers as a judgement holds them; `prefix` is the requirement they belong to (C1). */
export function asAnswers(call: PreparedCall, answered: readonly Answered[], prefix: string): Answer[] {
  return answered.map(({ question, value, hit }) => {
    const turn = hit.turn === undefined ? undefined : call.turns[hit.turn];
    const words = turn === undefined ? 1 : wordConfidence(turn.source, hit.from ?? 0, hit.to ?? turn.text.length);
    const speaker = turn === undefined || turn.speaker === "unknown" ? 0 : (turn.speakerConfidence ?? 1);
    return {
      question: `${prefix}.${question.id}`,
      value,
      ...(hit.turn === undefined ? {} : { turn: hit.turn }),
      ...(hit.from === undefined ? {} : { from: hit.from }),
      ...(hit.to === undefined ? {} : { to: hit.to }),
      confidence: Math.round(Math.min(words, speaker) * 100) / 100,
    };
  });
}
