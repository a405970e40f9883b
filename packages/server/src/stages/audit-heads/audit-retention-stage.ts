// The log is kept as long as the settings say, for good where they do not. Its beginning goes behind a signed head, once a day.
import { systemActor } from "@tingheng/domain";
import { cutLog, headKeyFrom } from "@tingheng/store";
import { headPurpose } from "../../audit-heads.ts";
import type { Services } from "../../services.ts";
import { clockStage } from "../clock-stage.ts";

const dayMs = 86_400_000;

export const auditRetentionStage = clockStage(
  { name: "audit.retention", retries: 2, retryDelaySeconds: 60, longestSeconds: 3_600, cron: "37 3 * * *" },
  cutWhereDue,
);

async function cutWhereDue({ config, database, keyFor, now, audit }: Services): Promise<void> {
  if (config.audit_days === undefined) return;
  const until = new Date(now().getTime() - config.audit_days * dayMs);
  const cut = await cutLog(database, headKeyFrom(keyFor(headPurpose)), until, now());
  if (cut === undefined) return;
  await audit(database.kysely, systemActor, "audit.cut", { kind: "audit", id: "log" }, { size: cut.size });
}
