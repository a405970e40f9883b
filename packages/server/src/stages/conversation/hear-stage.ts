// Recording → conversation: what is stored of a call's sound is measured and heard; a copy for playing and the waveform are kept.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CallRecord } from "@tingheng/domain";
import { type HeardRecording, hearRecording, waveformOf } from "@tingheng/listening";
import { playbackCopy } from "@tingheng/speech";
import {
  callsOf,
  findCall,
  type KeptCall,
  lockObjects,
  type ObjectKind,
  type StoredObject,
  setCopies,
  setStageReason,
  updateCall,
} from "@tingheng/store";
import { searchedWords } from "../../calls/accept-calls.ts";
import { afterHearingJob, CallJob, callOf, hearQueue, stageJobs } from "../../calls/stage-jobs.ts";
import { announce } from "../../events/announce.ts";
import { objectJobs, withObjects } from "../../retention/shared-objects.ts";
import type { Services } from "../../services.ts";
import { reasonOf } from "../reason-of.ts";
import { withTrialAlone } from "../trial-alone.ts";

/** Twelve hours of two sides. */
const longestCopyBytes = 700_000_000;

export const [hearStage, hearAloneStage] = withTrialAlone({
  rules: { name: hearQueue, retries: 3, retryDelaySeconds: 10, longestSeconds: 6 * 3_600, batch: 1 },
  about: callOf,
  handler: (services) => async (jobs) => {
    const failed = new Map<string, Error>();
    for (const job of jobs) {
      const { call: id } = CallJob.parse(job.data);
      try {
        await hear(services, id);
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        failed.set(job.id, reason);
        await setStageReason(services.database.kysely, id, reasonOf(reason));
      }
    }
    return failed;
  },
});

async function hear(services: Services, id: string): Promise<void> {
  const call = await findCall(services.database.kysely, id);
  if (call?.recordingKey === undefined || call.stage !== "hearing") return;
  const folder = await mkdtemp(join(tmpdir(), "tingheng-hear-"));
  try {
    const path = join(folder, "recording");
    await pipeline(Readable.from(services.objects.read(call.recordingKey)), createWriteStream(path));
    const besidePath = join(folder, "recording.json");
    await writeFile(besidePath, JSON.stringify(call.record));
    const { hearing, recogniser, knowledge } = services.ears;
    const heard = await services.traces.during({ name: "listen" }, async (tell) => {
      const found = await hearRecording({ path, besidePath }, hearing, recogniser, knowledge);
      tell({ "tingheng.sound_ms": found.call.sound?.durationMs ?? 0, "tingheng.turns": found.call.turns?.length ?? 0 });
      return found;
    });
    await keep(services, call, heard);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keep(services: Services, call: KeptCall, heard: HeardRecording): Promise<void> {
  const copy = await playbackCopy(await heard.open(), longestCopyBytes);
  const waveform = Buffer.from(JSON.stringify(waveformForKeeping(heard)));
  const puts = [
    ...(copy === undefined ? [] : [() => put(services, "playback", copy.bytes)]),
    () => put(services, "peaks", waveform),
  ];
  await withObjects(services, puts, (stored) => {
    const keys = stored.map(({ key }) => key);
    const [peaks, playback] = keys.toReversed();
    return keepHeard(services, call, heard, { peaks, playback });
  });
}

interface Copies {
  readonly peaks: string | undefined;
  readonly playback: string | undefined;
}

async function keepHeard(
  services: Services,
  call: KeptCall,
  heard: HeardRecording,
  { peaks, playback }: Copies,
): Promise<void> {
  const { database, now } = services;
  const record = heardRecord(call.record, heard.call);
  await database.transaction(async (transaction) => {
    await lockObjects(
      transaction,
      [peaks, playback].filter((key) => key !== undefined),
    );
    const [current] = await callsOf(transaction, [call.id], true);
    if (current === undefined) return;
    if (current.revision !== call.revision) {
      // What changed meanwhile is heard anew: the change found this job still waiting and sent no other.
      await services.jobs.send(stageJobs(services, current), transaction);
      return;
    }
    await updateCall(
      transaction,
      {
        ...call,
        record,
        stage: "judging",
        heard: call.record.turns === undefined,
        customerKey: services.customerKey(record),
        ...services.keepFor(record, call.receivedAt),
        folded: searchedWords(record),
      },
      now(),
    );
    const former = await setCopies(transaction, call.id, { playback, peaks });
    const next = afterHearingJob(services, call.id, record.startedAt);
    await services.jobs.send([next, ...objectJobs(former)], transaction);
    await announce(services, transaction, [{ kind: "call.heard", subject: call.id, record }]);
  });
}

/** What was heard, under the name that the source gave to the recording. */
function heardRecord(given: CallRecord, heard: CallRecord): CallRecord {
  const { uri: _, ...recording } = heard.recording ?? {};
  const uri = given.recording?.uri;
  return { ...heard, recording: { ...recording, ...(uri === undefined ? {} : { uri }) } };
}

/** An exhibit without its sound; points as base64, which JSON can carry. */
function waveformForKeeping(heard: HeardRecording): unknown {
  const { lanes, durationMs } = waveformOf(heard);
  return {
    durationMs,
    lanes: lanes.map((lane) => ({ ...lane, points: Buffer.from(lane.points.buffer).toString("base64") })),
  };
}

async function put({ objects }: Services, kind: ObjectKind, bytes: Uint8Array): Promise<StoredObject> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return objects.put(once(), { kind, limitBytes: longestCopyBytes });
}
