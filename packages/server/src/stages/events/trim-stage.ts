// Events and what became of webhook deliveries are kept for some days; a night job lets go of what is older.
import { trimEvents } from "@tingheng/store";
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
      await trimEvents(database.kysely, new Date(now().getTime() - config.events_days * dayMs));
      return new Map();
    },
};
