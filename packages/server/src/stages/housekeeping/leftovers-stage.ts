// What a process that died left half written among the recordings is removed every night.
import type { Stage } from "../stage.ts";

/** Longer than the longest upload. */
const olderThanMs = 86_400_000;

export const leftoversStage: Stage = {
  rules: {
    name: "storage.leftovers",
    retries: 3,
    retryDelaySeconds: 60,
    longestSeconds: 3_600,
    batch: 1,
    cron: "43 3 * * *",
  },
  handler:
    ({ objects, log }) =>
    async () => {
      const removed = await objects.removeLeftovers(olderThanMs);
      if (removed > 0) log.info({ removed }, "half-written files removed");
      return new Map();
    },
};
