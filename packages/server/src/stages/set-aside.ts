// A call that failed at its last try is set aside with its reason; a person may send it again.
import { type JobHandler, setStage } from "@tingheng/store";
import { CallJob } from "../calls/stage-jobs.ts";
import type { Services } from "../services.ts";

export function setAside({ database, now }: Services): JobHandler {
  return async (jobs) => {
    const ids = jobs.map(({ data }) => CallJob.parse(data).call);
    await setStage(database.kysely, ids, "setAside", now());
    return new Map();
  };
}
