// The language model on this service's database: what it answered is kept, what it costs is counted, its switch is asked. There is
// none unless the settings name one.
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallRecord } from "@tingheng/domain";
import { ModelAnswer, type ModelPort, type ModelQuestion } from "@tingheng/engine";
import {
  addModelCost,
  type Database,
  findModelAnswer,
  keepModelAnswer,
  modelAnswersAbout,
  modelIsOff,
  modelSpent,
} from "@tingheng/store";
import type { Logger } from "pino";
import type { Traces } from "../traces/traces.ts";
import { answeringFrom, contentHashOf } from "./answering-from.ts";
import { type LanguageModelConfig, modelSettingsFrom } from "./model-config.ts";
import { openAiModel } from "./openai-model.ts";
import type { ModelSettings } from "./settings.ts";

export interface LanguageModel {
  readonly settings: ModelSettings;
  readonly port: ModelPort;
  /** What it has answered to these questions about each of these calls, in their order. */
  answersAbout(
    records: readonly CallRecord[],
    questions: readonly ModelQuestion[],
  ): Promise<readonly (readonly unknown[])[]>;
}

export function languageModelOf(
  config: LanguageModelConfig,
  { kysely }: Pick<Database, "kysely">,
  { now, log, traces }: { readonly now: () => Date; readonly log: Logger; readonly traces: Pick<Traces, "during"> },
): LanguageModel | undefined {
  const settings = modelSettingsFrom(config);
  if (settings === undefined) return undefined;
  const named = openAiModel(settings, {
    now: () => now().getTime(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    random: Math.random,
    traces,
    report: ({ code, details }) => log.warn({ code, details }, "the language model left questions open"),
    ledger: {
      spent: (day) => modelSpent(kysely, day),
      record: (usage) => addModelCost(kysely, usage.day, usage),
      switchedOff: () => modelIsOff(kysely),
    },
  });
  const port = answeringFrom(
    {
      find: async (identity) => {
        const answer = await findModelAnswer(kysely, identity);
        return answer === undefined ? undefined : ModelAnswer.parse(answer);
      },
      keep: (identity, answer) => keepModelAnswer(kysely, identity, answer),
    },
    named,
  );
  return {
    settings,
    port,
    async answersAbout(records, questions) {
      const hashes = records.map(contentHashOf);
      const found = await modelAnswersAbout(
        kysely,
        [...new Set(hashes)],
        named,
        questions.map(({ question }) => question),
      );
      return hashes.map((hash) =>
        questions.flatMap(({ key, question }) => {
          const answer = found.get(hash)?.get(question);
          return answer === undefined ? [] : [{ ...ModelAnswer.parse(answer), key }];
        }),
      );
    },
  };
}

/**
 * What a judgement is made with besides the standard and the call; without questionnaires and answers it is the judge's release
 * alone.
 */
export function basisOf(
  judgeRelease: string,
  {
    questionnaires,
    answers,
  }: { readonly questionnaires: readonly { readonly sha256: string }[]; readonly answers: readonly unknown[] },
): string {
  if (questionnaires.length === 0 && answers.length === 0) return judgeRelease;
  const used = [questionnaires.map(({ sha256 }) => sha256), answers];
  return `${judgeRelease}+${createHash("sha256").update(JSON.stringify(used)).digest("hex").slice(0, 16)}`;
}
