// Alibaba SCA results (GetResult, GetResultToReview): recognised calls with what was found in them, both ways.
import { type CallRecord, Judgement, malformed, parseCallRecord, problemsOf } from "@tingheng/domain";
import { z } from "zod";
import { carriedBy, withCarried } from "../../carried.ts";
import type { JudgedCall } from "../../format.ts";
import { type CallDraft, jsonFormat, type Piece } from "../../json-format.ts";
import { firstOf, hasFields, isObject } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { callTypeOf, directionOf, ScaSentence, sentenceOfTurn, turnOfSentence } from "../../sca-dialogue.ts";
import { beijingOffset, fromSeconds, instantOf } from "../../time-in-call.ts";
import { HitResult, hitsOf, judgementOf } from "./judged.ts";

const text = z.string().nullish();

const Task = z.looseObject({
  taskId: text,
  score: z.number().nullish(),
  agent: z.looseObject({ id: text, name: text, skillGroup: text }).nullish(),
  recording: z
    .looseObject({
      id: text,
      callId: text,
      callTime: text,
      callType: z.int().nullish(),
      caller: text,
      callee: text,
      duration: z.number().nonnegative().nullish(),
      url: text,
    })
    .nullish(),
  asrResult: z.array(ScaSentence).nullish(),
  hitResult: z.array(HitResult).nullish(),
  tingheng: z.unknown().optional(),
});
type Task = z.infer<typeof Task>;

type Judged = { readonly call: CallRecord; readonly judgements: readonly Judgement[] };

export const scaResult = jsonFormat({
  id: "sca-result",
  title: { zh: "阿里云智能对话分析 结果", en: "Alibaba SCA result" },
  extensions: [".json"],
  schema: Task,
  detectValue: (value) => {
    const task = firstOf(value, "data") ?? value;
    return hasFields(task, "asrResult") || hasFields(task, "hitResult", "recording") ? 1 : 0;
  },
  split: (value) => (Array.isArray(value) ? value.flatMap((one, index) => tasks(one, [index])) : tasks(value, [])),
  toCall: ({ tingheng, ...task }, { utcOffset, where, fallbackId }) => {
    const said = saidBy(task, utcOffset ?? beijingOffset, where, fallbackId);
    const { call, judgements } = withCarried(said, tingheng, where);
    return judgements.length > 0 ? { call, judgements: judgements.map((one) => checked(one, where)) } : call;
  },
  async *render(calls: AsyncIterable<JudgedCall>) {
    let before = '{"success":true,"code":"200","data":[\n';
    for await (const judged of calls) {
      yield before + JSON.stringify(taskOf({ call: judged.call, judgements: judged.judgements ?? [] }));
      before = ",\n";
    }
    yield before === ",\n" ? "\n]}\n" : '{"success":true,"code":"200","data":[]}\n';
  },
});

/** @throws AppError where hits or what is carried make no judgement */
function checked(input: unknown, where: string): Judgement {
  const result = Judgement.safeParse(input);
  if (result.success) return result.data;
  throw malformed("input.malformed", `${where} (hitResult → judgement)`, problemsOf(result.error, input));
}

function tasks(value: unknown, at: readonly PropertyKey[]): Piece[] {
  if (!isObject(value) || !Array.isArray(value.data)) return [{ value, at }];
  return value.data.map((task, index) => ({ value: task, at: [...at, "data", index] }));
}

function saidBy(task: Task, offset: string, where: string, fallbackId: string): Judged {
  const draft = draftOf(task, offset);
  const call = parseCallRecord(
    { version: 1, source: "sca-result", ...known({ ...draft, id: draft.id ?? fallbackId }) },
    where,
  );
  const { score, hitResult } = task;
  return { call, judgements: typeof score === "number" ? [judgementOf(call, score, hitResult ?? [])] : [] };
}

function draftOf(task: Task, offset: string): CallDraft {
  const { agent, recording, asrResult, hitResult: _hits, ...rest } = task;
  const { callId, callTime, callType, caller, callee, duration, url, ...more } = recording ?? {};
  return {
    id: callId ?? recording?.id ?? task.taskId ?? undefined,
    direction: directionOf(callType),
    startedAt: callTime ? instantOf(callTime, offset) : undefined,
    callerNumber: caller || undefined,
    calledNumber: callee || undefined,
    queue: agent?.skillGroup || undefined,
    agent: knownOrNothing({ id: agent?.id ?? undefined, name: agent?.name ?? undefined }),
    recording: knownOrNothing({ uri: url ?? undefined }),
    sound: knownOrNothing({ durationMs: fromSeconds(duration) }),
    turns: asrResult?.map(turnOfSentence),
    extra: knownOrNothing({ ...rest, recording: knownOrNothing({ ...more, callTime }) }),
  };
}

/** What SCA's fields can't say of call and judgements is carried in the task's field `tingheng`. */
function taskOf(judged: Judged): Task {
  const generous = Task.safeParse(plainTask(judged, true));
  const plain = generous.success ? generous.data : plainTask(judged, false);
  return {
    ...plain,
    ...knownOrNothing({ tingheng: carriedBy(saidBy(plain, beijingOffset, judged.call.id, judged.call.id), judged) }),
  };
}

function plainTask({ call, judgements: [judgement] }: Judged, extras: boolean): Task {
  const { recording: more, ...rest } = (extras ? call.extra : undefined) ?? {};
  const durationMs = call.sound?.durationMs;
  return known({
    ...rest,
    score: judgement?.score,
    agent: knownOrNothing({ id: call.agent?.id, name: call.agent?.name, skillGroup: call.queue }),
    recording: known({
      ...(isObject(more) ? more : {}),
      callId: call.id,
      callType: callTypeOf(call.direction),
      caller: call.callerNumber,
      callee: call.calledNumber,
      duration: durationMs === undefined ? undefined : durationMs / 1000,
      url: call.recording?.uri,
    }),
    asrResult: call.turns?.map((turn) => sentenceOfTurn(turn, extras)),
    hitResult: judgement ? hitsOf(judgement, call) : undefined,
  }) as Task;
}
