// What the language model has cost, and whether it may cost more: by day over all processes, and by call. The ledger is kept by
// whoever runs the server; here stands what is asked of it.
import { AppError } from "@tingheng/domain";
import type { Limits, ModelSettings } from "./settings.ts";

/** What requests have used. Tokens of questions and answers together; cost in the currency of the prices. */
export interface Spent {
  readonly requests: number;
  readonly tokens: number;
  readonly cost: number;
}

/** One request, also one that failed: it may have been charged. */
export interface ModelUsage extends Spent {
  /** The day in UTC, `2026-03-02`. */
  readonly day: string;
  readonly model: string;
  readonly promptVersion: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The server didn't say how many tokens it was: they were counted from the text, rather too many than too few. */
  readonly estimated: boolean;
}

export interface ModelLedger {
  spent(day: string): Promise<Spent>;
  record(usage: ModelUsage): Promise<void>;
  /** The kill switch, asked before every single request. */
  switchedOff(): Promise<boolean>;
}

/** The purse of one call. */
export interface Purse {
  /** @throws AppError `language-model.off`, `language-model.budget` */
  mayAsk(inputTokens: number): Promise<void>;
  asked(tokens: { readonly input: number; readonly output: number; readonly estimated: boolean }): Promise<void>;
}

export function purseFor(
  settings: ModelSettings,
  promptVersion: string,
  { ledger, now }: { readonly ledger: ModelLedger; readonly now: () => number },
): Purse {
  const { model, perDay, perCall, pricePerMillion: price } = settings;
  const costOf = (input: number, output: number) => (input * price.input + output * price.output) / 1e6;
  const today = () => new Date(now()).toISOString().slice(0, 10);
  let call: Spent = { requests: 0, tokens: 0, cost: 0 };
  return {
    async mayAsk(input) {
      if (await ledger.switchedOff()) throw new AppError("language-model.off");
      const next = {
        requests: 1,
        tokens: input + settings.answerTokens,
        cost: costOf(input, settings.answerTokens),
      };
      refuseAbove("perCall", perCall, call, next);
      refuseAbove("perDay", perDay, await ledger.spent(today()), next);
    },
    async asked({ input, output, estimated }) {
      const used = { requests: 1, tokens: input + output, cost: costOf(input, output) };
      call = sum(call, used);
      const tokens = { inputTokens: input, outputTokens: output, estimated };
      await ledger.record({ day: today(), model, promptVersion, ...used, ...tokens });
    },
  };
}

const kinds = ["requests", "tokens", "cost"] as const;

function refuseAbove(name: string, limits: Limits, spent: Spent, next: Spent): void {
  for (const kind of kinds) {
    const allowed = limits[kind];
    if (allowed === undefined || spent[kind] + next[kind] <= allowed) continue;
    const details = { limit: `${name}.${kind}`, allowed: String(allowed), spent: String(spent[kind]) };
    throw new AppError("language-model.budget", details);
  }
}

export const sum = (a: Spent, b: Spent): Spent => ({
  requests: a.requests + b.requests,
  tokens: a.tokens + b.tokens,
  cost: a.cost + b.cost,
});

/** Rather too many: one for a Chinese character, one for three others. */
export function estimatedTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + Math.ceil((text.length - han) / 3);
}
