// The retention policy in force, at hand without a question to the database; read anew now and then, because others may change it.
import { type CallRecord, keepingOf } from "@tingheng/domain";
import { type Database, readPolicy } from "@tingheng/store";
import type { Keeping } from "../services.ts";

const refreshMs = 60_000;

/** How long after a change every process works by it. */
export const policyKnownMs = 2 * refreshMs;

export interface KeepingRules {
  readonly keepFor: (record: CallRecord, receivedAt: Date) => Keeping;
  close(): void;
}

export async function keepingIn({ kysely }: Database, onError: (error: unknown) => void): Promise<KeepingRules> {
  let policy = await readPolicy(kysely);
  const refresh = setInterval(() => {
    readPolicy(kysely).then((newer) => {
      policy = newer;
    }, onError);
  }, refreshMs);
  refresh.unref();
  return {
    keepFor: (record, receivedAt) => keepingOf(policy, record, receivedAt),
    close: () => clearInterval(refresh),
  };
}
