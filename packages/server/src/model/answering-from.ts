// Answers that were given before are not asked for again: the same model, the same instructions, the same question, the same words
// said. Anything of these that changes asks anew.
import { createHash } from "node:crypto";
import type { CallRecord } from "@tingheng/domain";
import type { ModelAnswer, ModelPort } from "@tingheng/engine";
import type { NamedModel } from "./openai-model.ts";

/** What an answer is an answer to, and whose. */
export interface AnswerIdentity {
  readonly model: string;
  readonly promptVersion: string;
  /** In full: a question that is worded anew is another one. */
  readonly question: string;
  /** SHA-256 in hex of who said what, in order. */
  readonly contentHash: string;
}

export interface StoredAnswers {
  find(identity: AnswerIdentity): Promise<ModelAnswer | undefined>;
  /** Keeping the same answer again changes nothing. */
  keep(identity: AnswerIdentity, answer: ModelAnswer, call: Pick<CallRecord, "source" | "id">): Promise<void>;
}

export function answeringFrom(stored: StoredAnswers, port: NamedModel): ModelPort {
  const { model, promptVersion } = port;
  return {
    async ask(call, questions) {
      const contentHash = contentHashOf(call);
      const identityOf = (question: string) => ({ model, promptVersion, question, contentHash });
      const known = new Map<string, ModelAnswer>();
      for (const { key, question } of questions) {
        const answer = await stored.find(identityOf(question));
        if (answer !== undefined) known.set(key, { ...answer, key });
      }
      const open = questions.filter(({ key }) => !known.has(key));
      for (const answer of open.length === 0 ? [] : await port.ask(call, open)) {
        const put = open.find(({ key }) => key === answer.key);
        if (put === undefined) continue;
        await stored.keep(identityOf(put.question), answer, call);
        known.set(answer.key, answer);
      }
      return [...known.values()];
    },
  };
}

export function contentHashOf({ turns = [] }: CallRecord): string {
  const said = turns.map(({ speaker, text }) => [speaker, text]);
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}
