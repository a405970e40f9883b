// Jobs that are done one after the other; what one of them throws is its own error and no other's.
import type { Job, JobHandler } from "@tingheng/store";

export function eachJob(work: (job: Job, stopping: AbortSignal) => Promise<void>): JobHandler {
  return async (jobs, stopping) => {
    const failed = new Map<string, Error>();
    for (const job of jobs) {
      try {
        await work(job, stopping);
      } catch (error) {
        failed.set(job.id, error instanceof Error ? error : new Error(String(error)));
      }
    }
    return failed;
  };
}
