// What a process that died left half written among the recordings is removed every night.
import { clockStage } from "../clock-stage.ts";

/** Longer than the longest upload. */
const olderThanMs = 86_400_000;

export const leftoversStage = clockStage(
  { name: "storage.leftovers", retries: 3, retryDelaySeconds: 60, longestSeconds: 3_600, cron: "43 3 * * *" },
  async ({ objects, log }) => {
    const removed = await objects.removeLeftovers(olderThanMs);
    if (removed > 0) log.info({ removed }, "half-written files removed");
  },
);
