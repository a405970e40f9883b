// A thread that judges. It keeps the judges it compiled last, one for each set of standards and questionnaires.
import { parentPort, workerData } from "node:worker_threads";
import { AppError, type CallRecord } from "@tingheng/domain";
import { createJudge, type Judge, ModelAnswer, type ModelAnswers } from "@tingheng/engine";
import { readQuestionnaire, signalParts } from "@tingheng/knowledge";
import { packJudgement, unpackJson } from "@tingheng/store/rows";
import type {
  CallJudged,
  CallToJudge,
  Failure,
  JudgeTask,
  JudgeTexts,
  JudgeThreadSettings,
  QuestionsTask,
  TaskAnswer,
  VersionText,
} from "./judge-messages.ts";

const port = parentPort;
if (port === null) throw new Error("judge-thread.ts runs as a thread only");

const shared = signalParts((workerData as JudgeThreadSettings).knowledge);
/** Sets of standards that are in force at the same time are few: one for each kind of desk. */
const mostJudges = 12;
const judges = new Map<string, Judge>();

port.on("message", (task: JudgeTask | QuestionsTask) => {
  port.postMessage(answer(task));
});

function answer(task: JudgeTask | QuestionsTask): TaskAnswer {
  try {
    const judge = judgeOf(task);
    if ("kind" in task) return { kind: "questions", questions: judge.questions };
    return { kind: "judged", calls: task.calls.map((call) => judged(judge, call)) };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
}

function judged(judge: Judge, { callId, record, answers }: CallToJudge): CallJudged {
  try {
    // Packed by the store from a record that was parsed when it came.
    const call = unpackJson(record) as CallRecord;
    const judgements = judge.judge(call, answers === undefined ? {} : { answers: answersOf(answers) });
    return { callId, judgements: judgements.map(packJudgement) };
  } catch (error) {
    return { callId, failure: failureOf(error) };
  }
}

function answersOf(stored: readonly unknown[]): ModelAnswers {
  return new Map(stored.map((one) => ModelAnswer.parse(one)).map((one) => [one.key, one]));
}

function judgeOf({ standards, questionnaires }: JudgeTexts): Judge {
  const key = [standards, questionnaires].map((some) => some.map(({ sha256 }) => sha256).join(" ")).join("; ");
  const known = judges.get(key);
  if (known !== undefined) {
    judges.delete(key);
    judges.set(key, known);
    return known;
  }
  const made = createJudge({
    ...shared,
    standards: standards.map(fileOf),
    questionnaires: questionnaires.map((one) => readQuestionnaire(fileOf(one))),
  });
  judges.set(key, made);
  const oldest = judges.keys().next().value;
  if (judges.size > mostJudges && oldest !== undefined) judges.delete(oldest);
  return made;
}

function fileOf({ id, version, text }: VersionText) {
  return { name: `${id}@${version}`, text };
}

function failureOf(error: unknown): Failure {
  return {
    code: error instanceof AppError ? error.code : undefined,
    details: error instanceof AppError ? error.details : {},
    message: error instanceof Error ? error.message : String(error),
  };
}
