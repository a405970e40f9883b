// All measures of a recording together, without a recogniser: speed on one core, and memory for three hours.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { measureSound, type SoundBlock, soundOf } from "../packages/speech/src/index.ts";
import { seeded } from "../scripts/synthetic-calls.ts";
import { wholeSoundOf } from "./whole-sound.ts";

const sample = fileURLToPath(new URL("../packages/speech/samples/calls/quiet-line-zh.wav", import.meta.url));
const rateHz = 8000;
const halfAnHour = 1800;
const threeHours = 3 * 3600;
const bareSeconds = 60;

export async function measureMeasures(): Promise<void> {
  for (const [title, seconds] of [
    ["half an hour", halfAnHour],
    ["three hours", threeHours],
  ] as const) {
    const { cpuSeconds, peakMb, startSeconds } = await inChild(seconds);
    const speed = Math.round(seconds / cpuSeconds);
    console.log(
      `${title}, two channels: ${speed} × real time (${cpuSeconds.toFixed(1)} s of processor time, of which ${startSeconds.toFixed(1)} s to start), peak ${peakMb} MB`,
    );
  }
  // Loaded here, so that the child doesn't carry a second runtime for models.
  const { bareModel } = await import("./voice-activity.ts");
  const bare = await bareModel();
  const sound = new Float32Array(bareSeconds * rateHz);
  const channel = (await wholeSoundOf(sample)).sides[0] ?? new Int16Array(0);
  for (let at = 0; at < sound.length; at++) sound[at] = (channel[at % channel.length] ?? 0) / 32768;
  await bare(sound.subarray(0, rateHz), rateHz);
  const before = process.cpuUsage();
  await bare(sound, rateHz);
  const { user, system } = process.cpuUsage(before);
  const both = bareSeconds / ((2 * (user + system)) / 1e6);
  console.log(
    `beside it the bare voice-activity model alone, by onnxruntime-web, both channels: ${Math.round(both)} × real time`,
  );
}

interface Figures {
  readonly cpuSeconds: number;
  readonly startSeconds: number;
  readonly peakMb: number;
}

/** A process of its own, so that its memory is that of the measures alone. */
async function inChild(seconds: number): Promise<Figures> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "--child", String(seconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const parts: string[] = [];
  for await (const part of child.stdout) parts.push(String(part));
  return JSON.parse(parts.join("")) as Figures;
}

async function child(seconds: number): Promise<void> {
  const started = process.cpuUsage();
  const blocks = callOf(seconds, (await wholeSoundOf(sample)).sides);
  const format = { container: "raw", codec: "pcm_s16le", sampleRateHz: rateHz, channels: 2 };
  const measures = await measureSound({ format, blocks });
  soundOf(measures, { by: "channel", speakers: ["agent", "customer"] });
  const { user, system } = process.cpuUsage();
  const status = readFileSync("/proc/self/status", "utf8");
  const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
  const figures: Figures = {
    cpuSeconds: (user + system) / 1e6,
    startSeconds: (started.user + started.system) / 1e6,
    peakMb: Math.round(peak / 1024),
  };
  console.log(JSON.stringify(figures));
}

/** The sample again and again, each time at another level, as blocks of a second in the same memory, as decoding gives them. */
function* callOf(seconds: number, sides: readonly Int16Array[]): Generator<SoundBlock> {
  const random = seeded(1);
  const length = sides[0]?.length ?? 0;
  const whole = length - (length % rateHz);
  const channels = sides.map(() => new Int16Array(rateHz));
  let gain = 1;
  for (let second = 0; second < seconds; second++) {
    const from = (second * rateHz) % whole;
    if (from === 0) gain = 0.5 + random();
    for (const [index, channel] of channels.entries())
      for (let at = 0; at < rateHz; at++)
        channel[at] = Math.max(-32768, Math.min(32767, (sides[index]?.[from + at] ?? 0) * gain));
    yield { startFrame: second * rateHz, channels };
  }
}

if (import.meta.main) {
  const at = process.argv.indexOf("--child");
  await (at < 0 ? measureMeasures() : child(Number(process.argv[at + 1])));
}
