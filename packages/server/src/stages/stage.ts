// A stage of the pipeline: a queue and what is done with its jobs.
import type { JobHandler, QueueRules } from "@tingheng/store";
import type { Services } from "../services.ts";

export interface Stage {
  readonly rules: QueueRules;
  readonly handler: (services: Services) => JobHandler;
  /** What becomes of jobs that failed for good. */
  readonly afterLastTry?: (services: Services) => JobHandler;
}
