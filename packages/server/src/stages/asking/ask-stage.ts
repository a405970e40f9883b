// Questions to a language model 语义问题, between hearing and judging, only where one is set up. It never holds a call up for good:
// what stays unanswered is judged without.
import { findCall, type KeptCall, noteAsked } from "@tingheng/store";
import type { z } from "zod";
import { afterAskingJob, askQueue, CallJob, callOf } from "../../calls/stage-jobs.ts";
import { judgeTexts } from "../../judging/judge-texts.ts";
import { contentHashOf } from "../../model/answering-from.ts";
import type { Services } from "../../services.ts";
import type { Stage } from "../stage.ts";

export const askStage: Stage = {
  rules: { name: askQueue, retries: 2, retryDelaySeconds: 10, longestSeconds: 1_800, batch: 1, atOnce: 2 },
  about: callOf,
  handler: (services) => async (jobs) => {
    const failed = new Map<string, Error>();
    for (const job of jobs) {
      try {
        await askAbout(services, CallJob.parse(job.data));
      } catch (error) {
        failed.set(job.id, error instanceof Error ? error : new Error(String(error)));
      }
    }
    return failed;
  },
  afterLastTry: (services) => async (jobs) => {
    for (const { data } of jobs) {
      const asked = CallJob.parse(data);
      const call = await findCall(services.database.kysely, asked.call);
      if (call !== undefined) await sendToJudge(services, asked, call);
    }
    return new Map();
  },
};

type Asked = z.infer<typeof CallJob>;

async function askAbout(services: Services, asked: Asked): Promise<void> {
  const call = await findCall(services.database.kysely, asked.call);
  const isDue = call?.stage === "judging" || (asked.again === true && call?.stage === "judged");
  if (call === undefined || !isDue) return;
  const { model, standards, judges } = services;
  if (model !== undefined && (call.record.turns?.length ?? 0) > 0) {
    const versions = await standards.forCall(call.record);
    const questions = versions.length === 0 ? [] : await judges.questions(await judgeTexts(standards, versions));
    const work = { name: "ask", facts: { "tingheng.questions": questions.length } };
    if (questions.length > 0) {
      await noteAsked(services.database.kysely, call.id, contentHashOf(call.record));
      await services.traces.during(work, () => model.port.ask(call.record, questions));
    }
  }
  await sendToJudge(services, asked, call);
}

async function sendToJudge({ jobs, database }: Services, asked: Asked, { record }: KeptCall): Promise<void> {
  await jobs.send([afterAskingJob(asked, record.startedAt)], database.kysely);
}
