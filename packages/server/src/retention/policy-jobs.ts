// After the policy has changed every call gets its date anew: at once, and again when no process works by the old policy any more.
import type { Runner } from "@tingheng/store";
import type { Services } from "../services.ts";
import { policyKnownMs } from "./keeping.ts";

export const assignQueue = "retention.assign";

export async function sendAssignment({ jobs, now }: Services, within: Runner): Promise<void> {
  const later = new Date(now().getTime() + policyKnownMs);
  await jobs.send(
    [
      { queue: assignQueue, data: {}, key: "now" },
      { queue: assignQueue, data: {}, key: "again", startAfter: later },
    ],
    within,
  );
}
