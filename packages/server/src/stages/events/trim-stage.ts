// Events and what became of webhook deliveries are kept for some days; a night job lets go of what is older.
import { trimDeliveries, trimEvents } from "@tingheng/store";
import { clockStage } from "../clock-stage.ts";

const dayMs = 86_400_000;

export const trimEventsStage = clockStage(
  { name: "events.trim", retries: 3, retryDelaySeconds: 60, longestSeconds: 3_600, cron: "17 3 * * *" },
  async ({ database, config, now }) => {
    const before = (days: number) => new Date(now().getTime() - days * dayMs);
    await trimEvents(database.kysely, before(config.events_days));
    await trimDeliveries(database.kysely, before(config.webhook_log_days));
  },
);
