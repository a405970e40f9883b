// A ledger and a store of answers in memory: what tests put in the place of the database.
import type { ModelAnswer } from "@tingheng/engine";
import type { AnswerIdentity, StoredAnswers } from "./answering-from.ts";
import { type ModelLedger, type ModelUsage, type Spent, sum } from "./model-ledger.ts";

export interface MemoryLedger extends ModelLedger {
  readonly usages: readonly ModelUsage[];
  off: boolean;
}

export function memoryLedger(): MemoryLedger {
  const usages: ModelUsage[] = [];
  const nothing: Spent = { requests: 0, tokens: 0, cost: 0 };
  const self: MemoryLedger = {
    usages,
    off: false,
    spent: async (day) => usages.filter((usage) => usage.day === day).reduce(sum, nothing),
    record: async (usage) => {
      usages.push(usage);
    },
    switchedOff: async () => self.off,
  };
  return self;
}

export function memoryAnswers(): StoredAnswers & { readonly size: () => number } {
  const answers = new Map<string, ModelAnswer>();
  const name = ({ model, promptVersion, question, contentHash }: AnswerIdentity) =>
    JSON.stringify([model, promptVersion, question, contentHash]);
  return {
    find: async (identity) => answers.get(name(identity)),
    keep: async (identity, answer) => {
      answers.set(name(identity), answer);
    },
    size: () => answers.size,
  };
}
