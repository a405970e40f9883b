// Calls of which everything is known 合成通话: spoken by espeak-ng, laid on two sides by a plan drawn from a seed, sent through noise,
// codec and packet loss. What was said when is read from the clean voices, before any of that.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const callHz = 8000;

export interface CallPlan {
  readonly seed: number;
  readonly seconds: number;
  /** espeak-ng's names of the two voices. */
  readonly voices: readonly [string, string];
  readonly language: "zh" | "en";
  readonly noise: { readonly kind: "none" | "white" | "pink" | "brown"; readonly db: number };
  readonly codec: "pcm" | "a-law" | "mu-law" | "gsm" | "mp3" | "opus";
  /** Share of 20 ms packets that are lost (filled with zeros). */
  readonly loss: number;
}

export interface TrueSpan {
  readonly startMs: number;
  readonly endMs: number;
}

export interface SyntheticCall {
  readonly channels: readonly [Int16Array<ArrayBuffer>, Int16Array<ArrayBuffer>];
  readonly speech: readonly [readonly TrueSpan[], readonly TrueSpan[]];
  readonly backchannels: readonly TrueSpan[];
}

const sentences = {
  zh: [
    "nin2 hao3 hen3 gao1 xing4 wei4 nin2 fu2 wu4",
    "wo3 xiang3 cha2 yi2 xia4 wo3 de5 ding4 dan1",
    "qing3 wen4 nin2 de5 dian4 hua4 hao4 ma3 shi4 duo1 shao3",
    "zhe4 ge5 che1 de5 jia4 ge2 shi4 shi2 er4 wan4 ba1 qian1",
    "ma2 fan5 nin2 shao1 deng3 wo3 ma3 shang4 bang1 nin2 cha2",
    "na4 wo3 ming2 tian1 xia4 wu3 guo4 lai2 kan4 yi2 xia4",
    "hao3 de5 wo3 xian1 gei3 nin2 deng1 ji4",
    "bu2 yong4 le5 xie4 xie5",
    "ni3 men5 de5 tai4 du4 zen3 me5 zhe4 yang4",
    "wo3 men5 xian4 zai4 you3 yi2 ge4 you1 hui4 huo2 dong4",
  ],
  en: [
    "thank you for calling how can I help you",
    "I would like to know where my order is",
    "could you please give me your number",
    "the price of this car is twelve thousand",
    "one moment please I am looking it up",
    "then I will come by tomorrow afternoon",
    "all right let me write that down",
    "no thank you",
    "this is the third time I am calling you",
    "we have a special offer until Friday",
  ],
} as const;

const listening = { zh: ["en4", "hao3 de5", "dui4"], en: ["mm hm", "yes", "right"] } as const;

/** Needs espeak-ng, sox and, for MP3 and Opus, ffmpeg. */
export function synthesise(plan: CallPlan): SyntheticCall {
  const folder = mkdtempSync(join(tmpdir(), "synthetic-call-"));
  try {
    const random = seeded(plan.seed);
    const laid = layOut(plan, random, (text, voice, speed) => spoken(folder, text, voice, speed));
    const channels = laid.clean.map((clean, side) => onTheLine(folder, plan, clean, plan.seed * 2 + side));
    const [one, other] = [channels[0] ?? new Int16Array(0), channels[1] ?? new Int16Array(0)];
    return {
      channels: [one, other],
      speech: [truthOf(laid.parts[0]), truthOf(laid.parts[1])],
      backchannels: laid.backchannels,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Say = (text: string, voice: string, speed: number) => Int16Array<ArrayBuffer>;

interface Part {
  readonly from: number;
  readonly sound: Int16Array<ArrayBuffer>;
}

interface Laid {
  readonly clean: readonly [Int16Array<ArrayBuffer>, Int16Array<ArrayBuffer>];
  readonly parts: readonly [readonly Part[], readonly Part[]];
  readonly backchannels: readonly TrueSpan[];
}

/** Turns that follow at once, after a while or far too late, that break into one another, and listening sounds. */
function layOut({ seconds, voices, language }: CallPlan, random: () => number, say: Say): Laid {
  const clean = [new Int16Array(seconds * callHz), new Int16Array(seconds * callHz)] as const;
  const parts: [Part[], Part[]] = [[], []];
  const backchannels: TrueSpan[] = [];
  let at = 0.8 * callHz;
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const lay = (side: 0 | 1, sound: Int16Array<ArrayBuffer>, from: number) => {
    parts[side].push({ from, sound });
    for (let i = 0; i < sound.length; i++) clean[side][from + i] = sound[i] ?? 0;
  };
  for (let turn = 0; ; turn++) {
    const side = turn % 2 === 0 ? 0 : 1;
    const other = side === 0 ? 1 : 0;
    const gain = 0.7 + 0.6 * random();
    const sound = scaled(say(pick(sentences[language]), voices[side], 150 + Math.floor(50 * random())), gain);
    const from = Math.round(at);
    if (from + sound.length > (seconds - 0.5) * callHz) break;
    lay(side, sound, from);
    const lengthMs = (sound.length * 1000) / callHz;
    const quiet = parts[other].every((part) => part.from + part.sound.length < from + 0.2 * callHz);
    const draw = random();
    let gapMs = 150 + 900 * random();
    if (draw < 0.15) gapMs = 2000 + 4000 * random();
    else if (draw < 0.35 && lengthMs > 1500) gapMs = -(350 + 500 * random());
    else if (draw < 0.5 && lengthMs > 2200 && quiet) {
      const yes = scaled(say(pick(listening[language]), voices[other], 170), 0.5);
      const start = from + Math.round(sound.length * 0.4);
      lay(other, yes, start);
      backchannels.push({ startMs: ms(start), endMs: ms(start + yes.length) });
      gapMs = 300 + 500 * random();
    }
    at = from + sound.length + (gapMs * callHz) / 1000;
  }
  return { clean, parts, backchannels };
}

function ms(samples: number): number {
  return Math.round((samples * 1000) / callHz);
}

function scaled(sound: Int16Array<ArrayBuffer>, gain: number): Int16Array<ArrayBuffer> {
  return sound.map((sample) => Math.max(-32768, Math.min(32767, Math.round(sample * gain))));
}

const known = new Map<string, Int16Array<ArrayBuffer>>();

/** A sentence at telephone rate, without the silence around it. */
function spoken(folder: string, text: string, voice: string, speed: number): Int16Array<ArrayBuffer> {
  const key = `${voice} ${speed} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [wide, narrow] = [join(folder, "wide.wav"), join(folder, "narrow.raw")];
  execFileSync("espeak-ng", ["-v", voice, "-s", String(speed), "-w", wide, text]);
  const band = ["highpass", "200", "lowpass", "3400"];
  execFileSync("sox", [wide, ...rawArguments(callHz, 1), narrow, "gain", "-9", "rate", String(callHz), ...band]);
  const sound = trimmed(samplesOf(narrow));
  known.set(key, sound);
  return sound;
}

/** So much below the loudest 10 ms nothing counts as heard. */
const heardDb = 35;
const stepSamples = callHz / 100;

function trimmed(sound: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  const heard = heardSteps(sound);
  return sound.slice(heard.indexOf(true) * stepSamples, (heard.lastIndexOf(true) + 1) * stepSamples);
}

function heardSteps(sound: Int16Array): boolean[] {
  const powers: number[] = [];
  for (let from = 0; from < sound.length; from += stepSamples) {
    powers.push(sound.subarray(from, from + stepSamples).reduce((sum, sample) => sum + sample * sample, 0));
  }
  const least = Math.max(...powers) / 10 ** (heardDb / 10);
  return powers.map((power) => power >= least);
}

/** Pauses within words are no pauses: shorter ones than this are bridged. */
const bridgedMs = 200;

function truthOf(parts: readonly Part[]): TrueSpan[] {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const { from, sound } of [...parts].sort((a, b) => a.from - b.from)) {
    heardSteps(sound).forEach((heard, step) => {
      if (!heard) return;
      const startMs = ms(from + step * stepSamples);
      const endMs = startMs + ms(stepSamples);
      const last = spans.at(-1);
      if (last !== undefined && startMs - last.endMs <= bridgedMs) last.endMs = Math.max(last.endMs, endMs);
      else spans.push({ startMs, endMs });
    });
  }
  return spans;
}

function onTheLine(
  folder: string,
  plan: CallPlan,
  clean: Int16Array<ArrayBuffer>,
  seed: number,
): Int16Array<ArrayBuffer> {
  const random = seeded(seed + 1000);
  const noisy = withNoise(clean, plan.noise, random);
  const coded = throughCodec(folder, plan.codec, noisy);
  const packet = callHz / 50;
  for (let from = 0; from < coded.length; from += packet) {
    if (random() < plan.loss) coded.fill(0, from, from + packet);
  }
  return coded;
}

function withNoise(
  clean: Int16Array<ArrayBuffer>,
  { kind, db }: CallPlan["noise"],
  random: () => number,
): Int16Array<ArrayBuffer> {
  if (kind === "none") return clean;
  const noise = noiseOf(kind, clean.length, random);
  const gain = 32768 * 10 ** (db / 20);
  return clean.map((sample, at) => Math.max(-32768, Math.min(32767, Math.round(sample + gain * (noise[at] ?? 0)))));
}

/** Noise of root mean square 1. */
function noiseOf(kind: "white" | "pink" | "brown", length: number, random: () => number): Float64Array {
  const keep = { white: [0, 0], pink: [0.98, 0.7], brown: [0.99, 0.99] }[kind];
  let [slow, fast] = [0, 0];
  const noise = new Float64Array(length).map(() => {
    const white = random() + random() + random() - 1.5;
    slow = (keep[0] ?? 0) * slow + white;
    fast = (keep[1] ?? 0) * fast + white;
    return 0.1 * slow + fast;
  });
  const middle = noise.reduce((sum, value) => sum + value, 0) / length;
  const power = noise.reduce((sum, value) => sum + (value - middle) ** 2, 0) / length;
  return noise.map((value) => (value - middle) / Math.sqrt(power));
}

function throughCodec(
  folder: string,
  codec: CallPlan["codec"],
  sound: Int16Array<ArrayBuffer>,
): Int16Array<ArrayBuffer> {
  if (codec === "pcm") return sound.slice();
  const [from, to] = [join(folder, "before.raw"), join(folder, "after.raw")];
  writeFileSync(from, new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength));
  const raw = rawArguments(callHz, 1);
  const pcm = ["-f", "s16le", "-ar", String(callHz), "-ac", "1"];
  const quiet = ["-y", "-loglevel", "error"];
  if (codec === "mp3" || codec === "opus") {
    const coded = join(folder, `coded.${codec === "mp3" ? "mp3" : "ogg"}`);
    const settings = codec === "mp3" ? ["-b:a", "16k"] : ["-c:a", "libopus", "-b:a", "12k"];
    execFileSync("ffmpeg", [...quiet, ...pcm, "-i", from, ...settings, coded]);
    execFileSync("ffmpeg", [...quiet, "-i", coded, ...pcm, to]);
  } else {
    const coded = join(folder, codec === "gsm" ? "coded.gsm" : "coded.wav");
    const settings = codec === "gsm" ? [] : ["-e", codec];
    execFileSync("sox", [...raw, from, ...settings, coded]);
    execFileSync("sox", [coded, ...raw, to]);
  }
  // A codec that starts late or pads its end must not move the truth.
  const after = samplesOf(to);
  const same = new Int16Array(sound.length);
  same.set(after.subarray(0, sound.length));
  return same;
}

function rawArguments(rate: number, channels: number): string[] {
  return ["-t", "raw", "-r", String(rate), "-e", "signed", "-b", "16", "-c", String(channels)];
}

function samplesOf(path: string): Int16Array<ArrayBuffer> {
  const bytes = Uint8Array.from(readFileSync(path));
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}

/** Numbers from 0 to 1, the same for the same seed (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
