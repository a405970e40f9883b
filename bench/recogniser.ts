// What we spend around any recogniser: cutting, queueing and putting together, beside what engines themselves spend on the
// same sound in the same run. A recogniser that answers at once shows our share alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Chunk,
  commandRecogniser,
  cutChunks,
  type Decoding,
  hear,
  type PlannedChunk,
  planChunks,
  type Recogniser,
  type Span,
  sherpaRecogniser,
} from "../packages/speech/src/index.ts";
import { writeToyModels } from "../packages/speech/src/recognisers/sherpa-onnx/toy-models.fixture.ts";
import { floatsAt, modelHz } from "../packages/speech/src/recognisers/sound-at.ts";

const rateHz = 8000;
const minutes = 10;
const rounds = 3;
const promised = 0.05;

/** Turns of two speakers, four seconds each with a second between them; noise that is loud enough to be decoded. */
const turnMs = 4000;
const gapMs = 1000;

function speechOf(lengthMs: number): Span[][] {
  const sides: Span[][] = [[], []];
  for (let at = 0, turn = 0; at + turnMs <= lengthMs; at += turnMs + gapMs, turn++)
    sides[turn % 2]?.push({ startMs: at, endMs: at + turnMs });
  return sides;
}

function call(lengthMs: number): Decoding {
  const frames = rateHz;
  const noise = Int16Array.from({ length: frames }, (_, at) => 4000 * Math.sin(at * at * 0.001));
  async function* blocks() {
    for (let startFrame = 0; startFrame < (lengthMs * rateHz) / 1000; startFrame += frames)
      yield { startFrame, channels: [noise, noise] };
  }
  const format = { container: "wav", codec: "pcm_s16le", sampleRateHz: rateHz, channels: 2 };
  return { format, blocks: blocks(), notes: [], falseStereo: false };
}

/** @param prepare what is done to the sound before an engine gets it */
const answeringAtOnce = (prepare: (chunk: Chunk) => unknown = () => undefined): Recogniser => ({
  id: "at once",
  capabilities: {
    wordTimes: true,
    confidence: false,
    punctuation: false,
    streaming: false,
    hotWords: false,
    events: false,
    languages: "any",
  },
  atOnce: 1,
  recognise: async (chunk) => {
    prepare(chunk);
    const { startMs, samples, sampleRateHz } = chunk;
    return [{ startMs, endMs: startMs + Math.round((samples.length * 1000) / sampleRateHz), text: "好" }];
  },
  close: async () => {},
});

/** Processor milliseconds of this process with all its threads for a second of speech; the shortest of several rounds. */
async function costOf(recogniser: Recogniser, plan: readonly PlannedChunk[], lengthMs: number): Promise<number> {
  const speechSeconds = plan.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 1000, 0);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await hear(cutChunks(call(lengthMs), plan), recogniser, {});
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000 / speechSeconds);
  }
  return best;
}

export async function measureRecogniser(): Promise<void> {
  const lengthMs = minutes * 60_000;
  const plan = planChunks(speechOf(lengthMs), lengthMs);
  const around = await costOf(answeringAtOnce(), plan, lengthMs);
  console.log(`ours, around a recogniser that answers at once: ${show(around)}`);
  const ours = await costOf(
    answeringAtOnce((chunk) => floatsAt(modelHz, chunk)),
    plan,
    lengthMs,
  );
  console.log(`ours with the sound brought from 8 to 16 kHz: ${show(ours)}`);
  const root = mkdtempSync(join(tmpdir(), "tingheng-bench-"));
  try {
    const { senseVoice, zipformer } = writeToyModels(root);
    for (const [name, modelFolder] of Object.entries({ senseVoice, zipformer })) {
      const recogniser = sherpaRecogniser({ modelFolder });
      try {
        // The first stretch starts the thread and loads the model: neither ours nor the engine's daily work.
        await hear(cutChunks(call(lengthMs), plan.slice(0, 1)), recogniser, {});
        const engine = (await costOf(recogniser, plan, lengthMs)) - ours;
        console.log(`sherpa-onnx's features and decoding alone, with a toy of ${name} for a network: ${show(engine)}`);
      } finally {
        await recogniser.close();
      }
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  console.log(`so every in-process engine that spends at least ${(ours / promised).toFixed(1)} ms keeps the promise`);
  await measurePocketsphinx();
}

async function measurePocketsphinx(): Promise<void> {
  const program = "pocketsphinx_continuous";
  if (spawnSync(program, ["-h"]).error !== undefined) {
    console.log(`${program} isn't installed: no engine with a real model to compare with`);
    return;
  }
  const recogniser = commandRecogniser({
    command: `${program} -infile {wav16k} -logfn /dev/null`,
    readTurns: async () => [],
  });
  const lengthMs = 20_000;
  const plan = planChunks(speechOf(lengthMs), lengthMs);
  const seconds = plan.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 1000, 0);
  const before = process.resourceUsage();
  const others = childrenMs();
  await hear(cutChunks(call(lengthMs), plan), recogniser, {});
  const engine = (childrenMs() - others) / seconds;
  const after = process.resourceUsage();
  const own = (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1000 / seconds;
  console.log(`our side of the command engine (resampling, WAV, process): ${show(own)}`);
  share(`${program}, a small model, one process a stretch`, own, engine);
}

const tickMs = 10;

/** What finished children of this process have spent (Linux): their own and the system's time, in ticks. */
function childrenMs(): number {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /su, "")
    .split(" ");
  return tickMs * (Number(fields[13]) + Number(fields[14]));
}

function share(name: string, ours: number, engine: number): void {
  const part = ours / engine;
  console.log(
    `${name}: ${show(engine)}; ours is ${(100 * part).toFixed(2)} % of it, promised ${100 * promised} %: ${part <= promised ? "kept" : "NOT kept"}`,
  );
}

const show = (ms: number): string => `${ms.toFixed(3)} ms of processor for a second of speech`;

if (import.meta.main) await measureRecogniser();
