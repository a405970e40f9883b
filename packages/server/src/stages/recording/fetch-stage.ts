// A recording that a call record names by its address: fetched, checked and kept like one that was sent. Only hosts that the
// administrator listed are asked.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileSource } from "@tingheng/speech";
import { findCall, setStageReason } from "@tingheng/store";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { CallJob, callOf, fetchQueue } from "../../calls/stage-jobs.ts";
import { withRecording } from "../../intake/take-file.ts";
import type { Services } from "../../services.ts";
import { reasonOf } from "../reason-of.ts";
import { withTrialAlone } from "../trial-alone.ts";
import { acceptSound } from "./accept-sound.ts";
import { type FetchSettings, fetchRecording } from "./fetch/fetch-recording.ts";

export const [fetchStage, fetchAloneStage] = withTrialAlone({
  rules: { name: fetchQueue, retries: 8, retryDelaySeconds: 30, longestSeconds: 1_800, batch: 1, atOnce: 2 },
  about: callOf,
  handler: (services) => async (jobs) => {
    const failed = new Map<string, Error>();
    for (const job of jobs) {
      const { call } = CallJob.parse(job.data);
      try {
        await fetchFor(services, call);
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        failed.set(job.id, reason);
        await setStageReason(services.database.kysely, call, reasonOf(reason));
      }
    }
    return failed;
  },
});

async function fetchFor(services: Services, id: string): Promise<void> {
  const call = await findCall(services.database.kysely, id);
  const uri = call?.record.recording?.uri;
  if (call === undefined || uri === undefined || call.recordingKey !== undefined) return;
  const folder = await mkdtemp(join(tmpdir(), "tingheng-fetch-"));
  const path = join(folder, "recording");
  try {
    await services.traces.during({ name: "fetch recording", kind: "client" }, async () => {
      const { bytes } = await fetchRecording(uri, hostsOf(services.config.fetch_hosts));
      await pipeline(Readable.from(bytes), createWriteStream(path));
    });
    const source = await fileSource(path);
    try {
      await acceptSound(source);
    } finally {
      await source.close();
    }
    const { source: from, id: externalId } = call.record;
    const record = { version: 1, source: from, id: externalId } as const;
    await withRecording(services, path, (recording) => acceptCalls(services, [{ record, recording }]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names outside have to be listed too, so that a record can't send the service anywhere. */
function hostsOf(listed: readonly string[]): FetchSettings {
  return {
    allowedHosts: listed.filter((host) => !host.includes("*")),
    onlyHosts: listed.filter((host) => /^[^/:]+$/u.test(host)),
  };
}
