// Calls of one channel of which it is known who speaks when: two-channel calls mixed down (truth: the speech of each side by
// itself), a recording marked by hand, synthetic calls; and recordings of one voice alone.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureSound, type Span } from "../packages/speech/src/index.ts";
import { type CallPlan, callHz, synthesise } from "../scripts/synthetic-calls.ts";
import { type WholeSound, wholeSoundOf } from "./whole-sound.ts";

const data = fileURLToPath(new URL("../../shared/data", import.meta.url));

export interface KnownCall {
  readonly name: string;
  /** Looked at while the method was made; the others were kept for the report. */
  readonly lookedAt: boolean;
  readonly rateHz: number;
  readonly samples: Int16Array<ArrayBuffer>;
  /** By voice. */
  readonly truth: readonly (readonly Span[])[];
}

/** Real calls, each also as the two voices it consists of. */
export async function realCalls(): Promise<KnownCall[]> {
  const folder = join(data, "call-audio-en");
  if (!existsSync(folder)) {
    console.log(`no recordings in ${folder}: synthetic calls alone`);
    return [];
  }
  const repairs = await Promise.all(
    ["agent", "caller"].map((side) => wholeSoundOf(join(folder, `Auto_Repairs_40_UTC_${side}.wav`))),
  );
  const rateHz = repairs[0]?.rateHz ?? callHz;
  const marked = await wholeSoundOf(join(folder, "sample.wav"));
  return [
    ...(await mixedDown("car repair", true, { rateHz, sides: repairs.flatMap(({ sides }) => sides) })),
    ...(await mixedDown(
      "transcript connector",
      false,
      await wholeSoundOf(join(folder, "test-transcript-connector.wav")),
    )),
    {
      name: "sample (marked by hand)",
      lookedAt: false,
      rateHz: marked.rateHz,
      samples: marked.sides[0] ?? new Int16Array(0),
      truth: markedVoices(readFileSync(join(folder, "sample.rttm"), "utf8")),
    },
  ];
}

/** The call as one channel, and each of its sides as a recording of one voice. */
async function mixedDown(name: string, lookedAt: boolean, { rateHz, sides }: WholeSound): Promise<KnownCall[]> {
  const truth = await Promise.all(sides.map((side) => speechIn(side, rateHz)));
  const whole = { name, lookedAt, rateHz, samples: sum(sides), truth };
  const alone = sides.map((samples, side) => ({
    name: `${name}, side ${side + 1} alone`,
    lookedAt,
    rateHz,
    samples,
    truth: [truth[side] ?? []],
  }));
  return [whole, ...alone];
}

async function speechIn(samples: Int16Array<ArrayBuffer>, sampleRateHz: number): Promise<readonly Span[]> {
  const format = { container: "raw", codec: "pcm_s16le", sampleRateHz, channels: 1 };
  const { channels } = await measureSound({ format, blocks: [{ startFrame: 0, channels: [samples] }] });
  return channels[0]?.speech ?? [];
}

const sum = ([one, other]: readonly Int16Array<ArrayBuffer>[]): Int16Array<ArrayBuffer> =>
  Int16Array.from({ length: Math.max(one?.length ?? 0, other?.length ?? 0) }, (_, at) =>
    Math.max(-32768, Math.min(32767, (one?.[at] ?? 0) + (other?.[at] ?? 0))),
  );

/** Lines of RTTM: `SPEAKER file channel start length … name`. */
function markedVoices(rttm: string): Span[][] {
  const voices = new Map<string, Span[]>();
  for (const line of rttm.trim().split("\n")) {
    const [, , , start, length, , , name = ""] = line.split(/\s+/);
    const startMs = Math.round(Number(start) * 1000);
    const spans = voices.get(name) ?? [];
    spans.push({ startMs, endMs: startMs + Math.round(Number(length) * 1000) });
    voices.set(name, spans);
  }
  return [...voices.values()];
}

const pairs = [
  ["en-us+f3", "en-us+m7", "en"],
  ["cmn-latn-pinyin+f2", "cmn-latn-pinyin+m3", "zh"],
  ["en-us+m4", "en-us+m6", "en"],
  ["cmn-latn-pinyin+f1", "cmn-latn-pinyin+f3", "zh"],
  ["en-gb+f5", "en-gb+f2", "en"],
  ["cmn-latn-pinyin+m1", "cmn-latn-pinyin+m8", "zh"],
  ["en-gb-scotland+m2", "en-us+m1", "en"],
  ["cmn-latn-pinyin+m5", "cmn-latn-pinyin+f4", "zh"],
] as const;
const codecs = ["a-law", "gsm", "mp3", "opus"] as const;
const noises = [
  { kind: "none", db: 0 },
  { kind: "pink", db: -50 },
  { kind: "white", db: -45 },
] as const;

function planOf(number: number): CallPlan {
  const [one, other, language] = pairs[Math.floor(number / 2) % pairs.length] ?? pairs[0];
  return {
    seed: 700 + number,
    seconds: 60 + 30 * (number % 4),
    voices: [one, other],
    language,
    noise: noises[number % noises.length] ?? noises[0],
    codec: codecs[Math.floor(number / 3) % codecs.length] ?? "a-law",
    loss: 0,
  };
}

/** Odd ones were looked at; each pair of voices comes with an odd and an even number. */
export function syntheticCall(number: number): KnownCall[] {
  const plan = planOf(number);
  const { channels, speech } = synthesise(plan);
  const lookedAt = number % 2 === 1;
  const name = `synthetic ${number}: ${plan.voices.join(" and ")}, ${plan.codec}`;
  const whole = { name, lookedAt, rateHz: callHz, samples: sum(channels), truth: speech };
  const [one] = channels;
  return [whole, { name: `${name}, first alone`, lookedAt, rateHz: callHz, samples: one, truth: [speech[0]] }];
}

export const syntheticCount = 2 * pairs.length;
