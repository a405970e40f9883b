// Two-sided sample calls mixed down: the voices come apart again, however loud and whenever they are, and one voice stays unsure.
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { openRecording } from "../decode/open-recording.ts";
import { measureSound } from "../measure/measure-sound.ts";
import { type Span, sharedMs } from "../measure/sound-measures.ts";
import { fileSource } from "../sound/byte-source.ts";
import type { Decoding } from "../sound/sound-block.ts";
import { partByVoice } from "./part-voices.ts";
import type { Voices } from "./voices.ts";

type Samples = Int16Array<ArrayBuffer>;

const rateHz = 8000;
const sample = fileURLToPath(new URL("../../../../samples/air-conditioning.wav", import.meta.url));
let sides: readonly Samples[] = [];
let mixed: Samples = new Int16Array(0);

beforeAll(async () => {
  const source = await fileSource(sample);
  const parts: Samples[][] = [[], []];
  for await (const { channels } of (await openRecording(source)).blocks)
    for (const [index, channel] of channels.entries()) parts[index]?.push(channel.slice());
  await source.close();
  sides = parts.map((all) => Int16Array.from(all.flatMap((part) => [...part])));
  mixed = Int16Array.from(sides[0] ?? [], (value, at) => value + (sides[1]?.[at] ?? 0));
});

const format = { container: "raw", codec: "pcm_s16le", sampleRateHz: rateHz, channels: 1 };

function decoding(samples: Samples): Decoding {
  async function* blocks() {
    for (let from = 0; from < samples.length; from += rateHz)
      yield { startFrame: from, channels: [samples.slice(from, from + rateHz)] };
  }
  return { format, blocks: blocks(), notes: [], falseStereo: false };
}

const part = async (samples: Samples): Promise<Voices> =>
  partByVoice(async () => decoding(samples), await measureSound(decoding(samples)));

const speechOf = async (samples: Samples): Promise<readonly Span[]> =>
  (await measureSound(decoding(samples))).channels[0]?.speech ?? [];

/** Share of the time in which one side alone speaks that has that side's voice, under the better naming. */
async function rightShare({ segments }: Voices, shiftMs = 0): Promise<number> {
  const speech = await Promise.all(sides.map(speechOf));
  const shared = (voice: string, side: number) =>
    segments
      .filter((one) => one.voice === voice)
      .map(({ startMs, endMs }) => ({ startMs: startMs - shiftMs, endMs: endMs - shiftMs }))
      .reduce((sum, span) => sum + sharedMs(speech[side] ?? [], span), 0);
  const straight = shared("voice-1", 0) + shared("voice-2", 1);
  const crossed = shared("voice-1", 1) + shared("voice-2", 0);
  return Math.max(straight, crossed) / (straight + crossed);
}

describe("voices in one channel", () => {
  it("come apart, and it is sure that they do", async () => {
    const voices = await part(mixed);
    expect(voices.labels).toEqual(["voice-1", "voice-2"]);
    expect(await rightShare(voices)).toBeGreaterThan(0.95);
    expect(voices.confidence).toBeGreaterThan(0.8);
  });

  it("are the same at another level", async () => {
    const [loud, quiet] = [await part(mixed), await part(mixed.map((value) => Math.round(value / 4)))];
    expect(await rightShare(quiet)).toBeCloseTo(await rightShare(loud), 1);
    expect(Math.abs(quiet.confidence - loud.confidence)).toBeLessThan(0.2);
  });

  it("are the same when everything comes later", async () => {
    const later = new Int16Array(mixed.length + 3.37 * rateHz);
    later.set(mixed, 3.37 * rateHz);
    const voices = await part(later);
    expect(await rightShare(voices, 3370)).toBeGreaterThan(0.95);
    expect(voices.confidence).toBeGreaterThan(0.8);
  });

  it("stay within speech, in order and never on top of one another", async () => {
    const { segments } = await part(mixed);
    const speech = await speechOf(mixed);
    for (const [index, span] of segments.entries()) {
      expect(sharedMs(speech, span)).toBe(span.endMs - span.startMs);
      expect(span.startMs).toBeGreaterThanOrEqual(segments[index - 1]?.endMs ?? 0);
    }
  });

  it.each([0, 1])("are never surely two where side %s speaks alone", async (side) => {
    const { confidence, labels } = await part(sides[side] ?? new Int16Array(0));
    if (labels.length > 1) expect(confidence).toBeLessThan(0.5);
  });

  it("are none in silence, and unsure where hardly a word is said", async () => {
    expect((await part(new Int16Array(5 * rateHz))).segments).toEqual([]);
    const short = await part(mixed.slice(0, 2 * rateHz));
    expect(short.confidence).toBeLessThan(0.5);
  });
});
