// Sweeps away what logging in leaves behind: sessions that have ended, tries of long ago, single sign-ons never finished.
import { sweepLogins } from "@tingheng/store";
import { clockStage } from "../clock-stage.ts";

export const sweepLoginsStage = clockStage(
  { name: "sweep-logins", retries: 2, retryDelaySeconds: 60, longestSeconds: 300, cron: "17 * * * *" },
  async ({ database, now, config }) => {
    const idleBefore = new Date(now().getTime() - config.session_idle_minutes * 60_000);
    await sweepLogins(database.kysely, now(), idleBefore);
  },
);
