// A stage that the clock starts: one round at a time, about nothing in particular. A round that fails is tried again as a whole.
import type { QueueRules } from "@tingheng/store";
import type { Services } from "../services.ts";
import type { Stage } from "./stage.ts";

type ClockRules = Omit<QueueRules, "batch" | "atOnce" | "steadySeconds"> & Required<Pick<QueueRules, "cron">>;

export function clockStage(
  rules: ClockRules,
  round: (services: Services, stopping: AbortSignal) => Promise<unknown>,
): Stage {
  return {
    rules: { ...rules, batch: 1 },
    handler: (services) => async (_, stopping) => {
      await round(services, stopping);
      return new Map();
    },
  };
}
