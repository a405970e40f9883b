// A call that failed at its last try is set aside with its reason; a person may send it again.
import { callsOf, type JobHandler, setStage, setStageReason } from "@tingheng/store";
import { CallJob } from "../calls/stage-jobs.ts";
import { announce } from "../events/announce.ts";
import type { Services } from "../services.ts";
import { neverDone } from "./reason-of.ts";

export function setAside(services: Services): JobHandler {
  return async (jobs) => {
    const lost = jobs.filter(({ ownError }) => ownError === undefined).map(({ data }) => CallJob.parse(data).call);
    const ids = jobs.map(({ data }) => CallJob.parse(data).call);
    await services.database.transaction(async (transaction) => {
      const calls = await callsOf(transaction, ids);
      await setStage(transaction, ids, "setAside", services.now());
      // Its stage noted the reason of an error; where the process ended there was nobody to note one.
      for (const id of lost) await setStageReason(transaction, id, neverDone);
      const kind = "call.set-aside";
      await announce(
        services,
        transaction,
        calls.map(({ id, record }) => ({ kind, subject: id, record })),
      );
    });
    return new Map();
  };
}
