// Questions to a language model 语义问题, between hearing and judging, only where one is set up. It never holds a call up for good:
// what stays unanswered is judged without.
import { findCall, type KeptCall } from "@tingheng/store";
import { askQueue, CallJob, callOf, judgeJob } from "../../calls/stage-jobs.ts";
import type { Services } from "../../services.ts";
import type { Stage } from "../stage.ts";

export const askStage: Stage = {
  rules: { name: askQueue, retries: 2, retryDelaySeconds: 10, longestSeconds: 1_800, batch: 1, atOnce: 2 },
  about: callOf,
  handler: (services) => async (jobs) => {
    const failed = new Map<string, Error>();
    for (const job of jobs) {
      try {
        await askAbout(services, CallJob.parse(job.data).call);
      } catch (error) {
        failed.set(job.id, error instanceof Error ? error : new Error(String(error)));
      }
    }
    return failed;
  },
  afterLastTry: (services) => async (jobs) => {
    for (const { data } of jobs) {
      const call = await findCall(services.database.kysely, CallJob.parse(data).call);
      if (call !== undefined) await sendToJudge(services, call);
    }
    return new Map();
  },
};

async function askAbout(services: Services, id: string): Promise<void> {
  const call = await findCall(services.database.kysely, id);
  if (call === undefined || call.stage !== "judging") return;
  const { model, standards, judges } = services;
  if (model !== undefined && (call.record.turns?.length ?? 0) > 0) {
    const versions = await standards.forCall(call.record);
    const texts = await Promise.all(
      versions.map(async (version) => ({ ...version, text: await standards.text(version.sha256) })),
    );
    const questions = texts.length === 0 ? [] : await judges.questions(texts);
    const work = { name: "ask", facts: { "tingheng.questions": questions.length } };
    if (questions.length > 0) await services.traces.during(work, () => model.port.ask(call.record, questions));
  }
  await sendToJudge(services, call);
}

async function sendToJudge({ jobs, database }: Services, { id, record }: KeptCall): Promise<void> {
  await jobs.send([judgeJob(id, record.startedAt)], database.kysely);
}
