// The pipeline: every queue with what is done with its jobs, one line each. Nothing else decides what runs.
import { deadLetterOf, type Jobs, type QueueRules } from "@tingheng/store";
import type { Services } from "./services.ts";
import { askStage } from "./stages/asking/ask-stage.ts";
import { auditHeadsStage } from "./stages/audit-heads/audit-heads-stage.ts";
import { auditRetentionStage } from "./stages/audit-heads/audit-retention-stage.ts";
import { hearAloneStage, hearStage } from "./stages/conversation/hear-stage.ts";
import { deliverStage } from "./stages/deliver/deliver-stage.ts";
import { trimEventsStage } from "./stages/events/trim-stage.ts";
import { leftoversStage } from "./stages/housekeeping/leftovers-stage.ts";
import { scanStage, sweepPartsStage } from "./stages/intake/scan-stage.ts";
import { judgeAloneStage, judgeStage } from "./stages/judgement/judge-stage.ts";
import { sweepLoginsStage } from "./stages/logins/sweep-logins-stage.ts";
import { fetchAloneStage, fetchStage } from "./stages/recording/fetch-stage.ts";
import { rejudgeStage } from "./stages/rejudge/rejudge-stage.ts";
import { assignStage, objectsStage, sweepStage } from "./stages/retention/retention-stages.ts";
import type { Stage } from "./stages/stage.ts";
import { straysStage } from "./stages/strays/strays-stage.ts";
import { whatIfStage } from "./stages/what-if/what-if-stage.ts";

/** One line each, in the order in which a call goes through them; then what keeps the house. */
const pipeline: readonly Stage[] = [
  scanStage,
  fetchStage,
  fetchAloneStage,
  hearStage,
  hearAloneStage,
  askStage,
  judgeStage,
  judgeAloneStage,
  straysStage,
  deliverStage,
  rejudgeStage,
  whatIfStage,
  auditHeadsStage,
  auditRetentionStage,
  sweepStage,
  objectsStage,
  assignStage,
  trimEventsStage,
  sweepLoginsStage,
  leftoversStage,
  sweepPartsStage,
];

export function queuesOf(stages: readonly Stage[] = pipeline): QueueRules[] {
  const names = stages.map(({ rules }) => rules.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the queue ${twice} has two handlers`);
  return stages.map(({ rules }) => rules);
}

/** Begins to work in this process. */
export async function startWork(services: Services, jobs: Jobs = services.jobs, stages = pipeline): Promise<void> {
  const { traces } = services;
  for (const stage of stages) {
    const { rules, handler, afterLastTry } = stage;
    await jobs.work(rules, traces.working(stage, rules.name, handler(services)));
    if (afterLastTry === undefined) continue;
    const dead = { ...rules, name: deadLetterOf(rules.name), batch: 10, atOnce: 1 };
    await jobs.work(dead, traces.working(stage, dead.name, afterLastTry(services)));
  }
}
