// A language model's double: answers that were recorded for a call, given again when the same question is put.
import type { CallRecord } from "@tingheng/domain";
import type { ModelAnswer, ModelPort } from "./model-answers.ts";

/** The recording of one call, by its source and id. */
export interface Recording {
  readonly source: string;
  readonly id: string;
  readonly answers: readonly ModelAnswer[];
}

export function recordedModel(recordings: readonly Recording[]): ModelPort {
  const name = ({ source, id }: Pick<CallRecord, "source" | "id">) => JSON.stringify([source, id]);
  const byCall = new Map(recordings.map((recording) => [name(recording), recording.answers]));
  return {
    async ask(call, questions) {
      const known = byCall.get(name(call)) ?? [];
      return questions.flatMap(({ key }) => known.find((answer) => answer.key === key) ?? []);
    },
  };
}
