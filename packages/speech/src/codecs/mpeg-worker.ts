// What the second thread of an MP3 runs: stretches in, samples out.
import { parentPort } from "node:worker_threads";
import { mpegSamples } from "./mp3.ts";
import type { MpegAnswer, MpegTask } from "./mpeg-thread.ts";
import { type Mpg123, openMpg123 } from "./mpg123.ts";

let mpg123: Promise<Mpg123> | undefined;
let last: Promise<unknown> = Promise.resolve();

parentPort?.on("message", (task: MpegTask) => {
  last = last.then(() => answer(task));
});
say("ready");

async function answer(task: MpegTask): Promise<void> {
  const { channels, sampleRateHz, bytes, skip } = task;
  try {
    if (task.fresh) {
      (await mpg123)?.close();
      mpg123 = openMpg123({ gapless: false });
    }
    const decoder = await (mpg123 ?? openMpg123({ gapless: false }));
    const samples = mpegSamples(decoder, channels, sampleRateHz)(bytes).map((all) => all.slice(skip));
    say({ samples }, samples);
  } catch (error) {
    mpg123 = undefined;
    say(
      error instanceof Error ? { problem: error.message, name: error.name } : { problem: String(error), name: "Error" },
    );
  }
}

function say(message: MpegAnswer, samples: readonly Int16Array<ArrayBuffer>[] = []): void {
  parentPort?.postMessage(
    message,
    samples.map(({ buffer }) => buffer),
  );
}
