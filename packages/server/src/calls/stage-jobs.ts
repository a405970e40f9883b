// The jobs that move a call on. Newer calls come first, so that a backlog never delays today's.
import type { CallRecord } from "@tingheng/domain";
import type { CallStage, JobToSend } from "@tingheng/store";
import { z } from "zod";

export const fetchQueue = "recording.fetch";
export const hearQueue = "call.hear";
export const askQueue = "call.ask";
export const judgeQueue = "call.judge";

/** `again`: for a call that was judged before. */
export const CallJob = z.object({ call: z.string(), again: z.boolean().optional() });

export function callOf(data: unknown): string | undefined {
  return CallJob.safeParse(data).data?.call;
}

const dayMs = 86_400_000;
/** Judging again waits behind everything that was never judged. */
const waitsBehind = -100_000;

export function fetchJob(callId: string, startedAt: string | undefined): JobToSend {
  return { queue: fetchQueue, data: { call: callId }, key: callId, priority: priorityOf(startedAt) };
}

export function hearJob(callId: string, startedAt: string | undefined): JobToSend {
  return { queue: hearQueue, data: { call: callId }, key: callId, priority: priorityOf(startedAt) };
}

export function judgeJob(callId: string, startedAt: string | undefined): JobToSend {
  return { queue: judgeQueue, data: { call: callId }, key: callId, priority: priorityOf(startedAt) };
}

/** What comes after hearing: questions where a language model is set up, else judging. */
export function afterHearingJob(
  { model }: { readonly model: unknown },
  callId: string,
  startedAt: string | undefined,
): JobToSend {
  const judge = judgeJob(callId, startedAt);
  return model === undefined ? judge : { ...judge, queue: askQueue };
}

/** What a call waits for in its stage; nothing where it waits for more to come or is done. */
export function stageJobs(
  services: { readonly model: unknown },
  {
    id,
    stage,
    record,
  }: { readonly id: string; readonly stage: CallStage; readonly record: Pick<CallRecord, "startedAt"> },
): JobToSend[] {
  if (stage === "hearing") return [hearJob(id, record.startedAt)];
  return stage === "judging" ? [afterHearingJob(services, id, record.startedAt)] : [];
}

/** Judging again asks a language model first what nobody has asked it yet. */
export function judgeAgainJob(
  services: { readonly model: unknown },
  callId: string,
  startedAt: string | undefined,
): JobToSend {
  return behind(afterHearingJob(services, callId, startedAt));
}

/** What comes after the questions. */
export function afterAskingJob({ call, again }: z.infer<typeof CallJob>, startedAt: string | undefined): JobToSend {
  const judge = judgeJob(call, startedAt);
  return again === true ? behind(judge) : judge;
}

function behind(job: JobToSend): JobToSend {
  return { ...job, data: { ...job.data, again: true }, priority: waitsBehind + (job.priority ?? 0) };
}

/** The day of the call; 0 where it is not known. */
function priorityOf(startedAt: string | undefined): number {
  return startedAt === undefined ? 0 : Math.floor(Date.parse(startedAt) / dayMs);
}
