// Jobs that know where they were sent from: the place in its trace travels in a job's data, so that one call's way is one trace.
import type { Jobs, JobToSend } from "@tingheng/store";
import { callOf } from "../calls/stage-jobs.ts";
import { type Traces, untraced } from "./traces.ts";

export function tracedJobs(jobs: Jobs, traces: Traces): Jobs {
  if (traces === untraced) return jobs;
  const placed = (job: JobToSend): JobToSend => {
    const traceparent = traces.here(job.about ?? callOf(job.data));
    return traceparent === undefined ? job : { ...job, data: { ...job.data, traceparent } };
  };
  return { ...jobs, send: (toSend, within) => jobs.send(toSend.map(placed), within) };
}
