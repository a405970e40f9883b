// Events and what became of webhook deliveries are kept for some days; a night job lets go of what is older.
import { trimDeliveries, trimEvents } from "@tingheng/store";
import type { Stage } from "../stage.ts";

const dayMs = 86_400_000;

export const trimEventsStage: Stage = {
  rules: {
    name: "events.trim",
    retries: 3,
    retryDelaySeconds: 60,
    longestSeconds: 3_600,
    batch: 1,
    cron: "17 3 * * *",
  },
  handler:
    ({ database, config, now }) =>
    async () => {
      const before = (days: number) => new Date(now().getTime() - days * dayMs);
      await trimEvents(database.kysely, before(config.events_days));
      await trimDeliveries(database.kysely, before(config.webhook_log_days));
      return new Map();
    },
};
