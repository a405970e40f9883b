// Who sees some calls only can send in no others, and neither change others nor learn that they are there.
import { AppError, inScope, type Scope, withNewer } from "@tingheng/domain";
import { findCallNamed } from "@tingheng/store";
import type { Services } from "../services.ts";
import type { IncomingCall } from "./accept-calls.ts";

/** @throws AppError `access.forbidden` where a call lies outside the scope, is kept outside it, or would come to lie there */
export async function refuseForeign(
  { database }: Pick<Services, "database">,
  scope: Scope,
  calls: readonly IncomingCall[],
): Promise<void> {
  if (scope.kind === "all") return;
  for (const { record } of calls) {
    const kept = await findCallNamed(database.kysely, record.source, record.id);
    const records = kept === undefined ? [record] : [kept.record, withNewer(kept.record, record)];
    if (records.some(({ agent }) => !inScope(scope, { agentId: agent?.id, team: agent?.team })))
      throw new AppError("access.forbidden", { permission: "calls.write" });
  }
}
