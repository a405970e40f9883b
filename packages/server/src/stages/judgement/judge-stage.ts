// Findings and judgement 评判: calls are judged under the standards that apply to them, and what comes out is kept once.
import { AppError } from "@tingheng/domain";
import { callsOf, type Job, type JudgedCall, type KeptCall, keepJudgements, setStageReason } from "@tingheng/store";
import { packJson } from "@tingheng/store/rows";
import { CallJob, callOf, judgeQueue, stageJobs } from "../../calls/stage-jobs.ts";
import { type Announcement, announce } from "../../events/announce.ts";
import type { CallJudged, StandardVersion } from "../../judging/judge-messages.ts";
import { errorOf } from "../../judging/judge-pool.ts";
import { judgeTexts, keyOfVersions } from "../../judging/judge-texts.ts";
import { storedAnswers } from "../../judging/stored-answers.ts";
import { basisOf } from "../../model/model-wiring.ts";
import type { Services } from "../../services.ts";
import { reasonOf } from "../reason-of.ts";
import { withTrialAlone } from "../trial-alone.ts";

export const [judgeStage, judgeAloneStage] = withTrialAlone({
  rules: { name: judgeQueue, retries: 2, retryDelaySeconds: 2, longestSeconds: 300, batch: 32, atOnce: 2 },
  about: callOf,
  handler: (services) => (jobs) => judgeAll(services, jobs),
});

async function judgeAll(services: Services, jobs: readonly Job[]): Promise<ReadonlyMap<string, Error>> {
  const failed = new Map<string, Error>();
  const jobOf = new Map(jobs.map((job) => [CallJob.parse(job.data).call, job]));
  const calls = await callsOf(services.database.kysely, [...jobOf.keys()]);
  const judged: JudgedCall[] = [];
  for (const group of await byStandards(services, calls)) {
    for (const one of await judgeGroup(services, group)) {
      const call = group.calls.find(({ id }) => id === one.callId);
      if (call === undefined) continue;
      if ("failure" in one) failed.set(jobOf.get(call.id)?.id ?? "", errorOf(one.failure));
      else judged.push(judgedCall(services, call, one.judgements, one.basisFor));
    }
  }
  let kept = 0;
  await services.database.transaction(async (transaction) => {
    const held = await callsOf(
      transaction,
      judged.map(({ callId }) => callId),
      true,
    );
    const revisionOf = new Map(judged.map(({ callId, revision }) => [callId, revision]));
    const revisions = new Map(held.map(({ id, revision }) => [id, revision]));
    // What changed meanwhile is judged anew: the change found this job still waiting and sent no other.
    const changed = held.filter(({ id, revision }) => revision !== revisionOf.get(id));
    await services.jobs.send(
      changed.flatMap((call) => stageJobs(services, call)),
      transaction,
    );
    const current = judged.filter(({ callId, revision }) => revisions.get(callId) === revision);
    await keepJudgements(transaction, current, services.now());
    kept = current.length;
    const recordOf = new Map(held.map(({ id, record }) => [id, record]));
    await announce(
      services,
      transaction,
      current.map((call) => ({ ...judgedNews(call), record: recordOf.get(call.callId) })),
    );
  });
  services.metrics.judged(kept);
  for (const [callId, job] of jobOf) {
    const error = failed.get(job.id);
    if (error !== undefined) await setStageReason(services.database.kysely, callId, reasonOf(error));
  }
  return failed;
}

interface Group {
  readonly standards: readonly StandardVersion[];
  readonly calls: KeptCall[];
}

async function byStandards({ standards }: Services, calls: readonly KeptCall[]): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const call of calls) {
    const versions = await standards.forCall(call.record);
    const key = keyOfVersions(versions);
    const group = groups.get(key) ?? { standards: versions, calls: [] };
    group.calls.push(call);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** `basisFor`: what the judgement under a standard was made with besides it and the call. */
type JudgedOnBasis = CallJudged & { readonly basisFor: (standardId: string) => string };

async function judgeGroup(services: Services, { standards, calls }: Group): Promise<readonly JudgedOnBasis[]> {
  const basisWith = (answers: readonly unknown[]) => (standardId: string) => {
    const { questionnaires = [] } = standards.find(({ id }) => id === standardId) ?? {};
    return basisOf(services.judgeRelease, { questionnaires, answers });
  };
  const basisFor = basisWith([]);
  if (standards.length === 0) return calls.map(({ id }) => ({ callId: id, judgements: [], basisFor }));
  const texts = await judgeTexts(services.standards, standards);
  const answers = await storedAnswers(services, texts, calls);
  const toJudge = calls.map(({ id, record }) => ({ callId: id, record: packJson(record), ...answers.get(id) }));
  try {
    const judged = await services.traces.during(
      {
        name: "judge",
        facts: { "tingheng.standards": standards.map(namedVersion).join(" "), "tingheng.calls": calls.length },
      },
      () => services.judges.judge({ ...texts, calls: toJudge }),
      calls.map(({ id }) => id),
    );
    return judged.map((one) => ({ ...one, basisFor: basisWith(answers.get(one.callId)?.answers ?? []) }));
  } catch (error) {
    // One call may have killed the thread: each is tried alone, so that it takes no other with it.
    if (error instanceof AppError || calls.length === 1) {
      const failure = { code: undefined, details: {}, message: error instanceof Error ? error.message : String(error) };
      const coded = error instanceof AppError ? { ...failure, code: error.code, details: error.details } : failure;
      return calls.map(({ id }) => ({ callId: id, failure: coded, basisFor }));
    }
    const alone = await Promise.all(calls.map((call) => judgeGroup(services, { standards, calls: [call] })));
    return alone.flat();
  }
}

function namedVersion({ id, version }: StandardVersion): string {
  return `${id}@${version}`;
}

function judgedCall(
  services: Services,
  { id, revision, record, receivedAt }: KeptCall,
  judgements: Extract<CallJudged, { judgements: unknown }>["judgements"],
  basisFor: JudgedOnBasis["basisFor"],
): JudgedCall {
  const sortAt = record.startedAt === undefined ? receivedAt : new Date(record.startedAt);
  return {
    callId: id,
    revision,
    sortAt,
    judgements: judgements.map((judgement) => ({
      id: services.newId("jdg"),
      basis: basisFor(judgement.standardId),
      // Bytes that came from a thread are no Buffer any more.
      judgement: { ...judgement, body: Buffer.from(judgement.body) },
    })),
  };
}

function judgedNews({ callId, judgements }: JudgedCall): Announcement {
  const results = judgements.flatMap(({ judgement }) => {
    const { standardId, standardVersion, applies, score, maxScore, fatal, provisional, violated } = judgement;
    const result = { standard: standardId, version: standardVersion, score, maxScore, fatal, provisional };
    return applies ? [{ ...result, violated: violated.length }] : [];
  });
  return { kind: "call.judged", subject: callId, data: { results } };
}
