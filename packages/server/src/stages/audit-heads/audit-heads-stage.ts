// The log is signed every ten minutes in which something happened, and sooner where much happens.
import { auditState, headKeyFrom, writeHead } from "@tingheng/store";
import { headPurpose, keepHead } from "../../audit-heads.ts";
import type { Services } from "../../services.ts";
import { clockStage } from "../clock-stage.ts";

const everyMs = 10 * 60_000;
const everyEntries = 1_000;

export const auditHeadsStage = clockStage(
  { name: "audit.heads", retries: 2, retryDelaySeconds: 30, longestSeconds: 600, cron: "* * * * *" },
  signWhereDue,
);

async function signWhereDue({ config, database, keyFor, now }: Services): Promise<void> {
  const { seq, lastHead } = await auditState(database.kysely);
  const since = now().getTime() - (lastHead?.at.getTime() ?? 0);
  const coming = seq - (lastHead?.size ?? 0);
  if (coming < everyEntries && (coming === 0 || since < everyMs)) return;
  const head = await writeHead(database, headKeyFrom(keyFor(headPurpose)), now());
  if (head !== undefined) keepHead(config.folder, head);
}
