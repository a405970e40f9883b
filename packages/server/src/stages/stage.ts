// A stage of the pipeline: a queue and what is done with its jobs.
import type { JobHandler, QueueRules } from "@tingheng/store";
import type { Services } from "../services.ts";

export interface Stage {
  readonly rules: QueueRules;
  /** What a job is about, where it is one call's or one delivery's: what such a job sends goes on in the same trace. */
  readonly about?: (data: unknown) => string | undefined;
  readonly handler: (services: Services) => JobHandler;
  /** What becomes of jobs that failed for good. */
  readonly afterLastTry?: (services: Services) => JobHandler;
}
