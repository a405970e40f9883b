// What the second thread of an MP3 runs: stretches in, samples out.
import { parentPort } from "node:worker_threads";
import { copied } from "../sound/sample-rooms.ts";
import { mpegSamples } from "./mp3.ts";
import type { MpegAnswer, MpegTask } from "./mpeg-thread.ts";
import { type Mpg123, openMpg123 } from "./mpg123.ts";

interface Decoder {
  readonly mpg123: Mpg123;
  readonly decode: ReturnType<typeof mpegSamples>;
}

let decoder: Decoder | undefined;
let last: Promise<unknown> = Promise.resolve();

parentPort?.on("message", (task: MpegTask) => {
  last = last.then(() => answer(task));
});
say("ready");

async function answer(task: MpegTask): Promise<void> {
  const { bytes, room, skip } = task;
  try {
    if (task.fresh) {
      decoder?.mpg123.close();
      decoder = undefined;
    }
    decoder ??= await open(task);
    const samples = copied(decoder.decode(bytes), skip, room);
    say(
      { samples, bytes },
      [bytes, ...samples].map(({ buffer }) => buffer),
    );
  } catch (error) {
    decoder = undefined;
    say(
      error instanceof Error ? { problem: error.message, name: error.name } : { problem: String(error), name: "Error" },
    );
  }
}

async function open({ channels, sampleRateHz }: MpegTask): Promise<Decoder> {
  const mpg123 = await openMpg123({ gapless: false });
  return { mpg123, decode: mpegSamples(mpg123, channels, sampleRateHz) };
}

function say(message: MpegAnswer, handed: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...handed]);
}
