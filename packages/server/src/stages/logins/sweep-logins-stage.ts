// Sweeps away what logging in leaves behind: sessions that have ended, tries of long ago, single sign-ons never finished.
import { sweepLogins } from "@tingheng/store";
import type { Stage } from "../stage.ts";

export const sweepLoginsStage: Stage = {
  rules: {
    name: "sweep-logins",
    retries: 2,
    retryDelaySeconds: 60,
    longestSeconds: 300,
    batch: 1,
    cron: "17 * * * *",
  },
  handler:
    ({ database, now, config }) =>
    async () => {
      const idleBefore = new Date(now().getTime() - config.session_idle_minutes * 60_000);
      await sweepLogins(database.kysely, now(), idleBefore);
      return new Map();
    },
};
