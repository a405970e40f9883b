import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesSource } from "../sound/byte-source.ts";
import { bestSnrDb } from "../sound/snr.ts";
import { findFfmpeg } from "./ffmpeg.ts";
import type { DecodeOptions } from "./limits.ts";
import { openRecording } from "./open-recording.ts";
import { expected, interleaved, ownFiles, sampleBytes } from "./samples.fixture.ts";

const rawMulaw: DecodeOptions = { raw: { encoding: "pcm_mulaw", sampleRateHz: 8_000, channels: 1 } };
const optionsFor = (file: string): DecodeOptions => (file === "mulaw.raw" ? rawMulaw : {});
const open = (file: string, options: DecodeOptions = {}) =>
  openRecording(bytesSource(file, sampleBytes(file)), { ...optionsFor(file), ...options });
const samplesOf = async (file: string, options?: DecodeOptions) => interleaved(await open(file, options));

describe("every codec gives back the sound that went in", () => {
  test.each(ownFiles)("%s", async (file) => {
    const wanted = expected[file]!;
    const decoding = await open(file);
    const samples = await interleaved(decoding);
    const channels = wanted.of === "one" || wanted.of === "wide" ? 1 : 2;
    expect(decoding.format).toMatchObject({ sampleRateHz: wanted.of === "wide" ? 16_000 : 8_000, channels });
    expect(decoding.falseStereo).toBe(false);
    if (wanted.digest === undefined) {
      const source = await samplesOf(`source-${wanted.of}.wav`);
      expect(bestSnrDb(source, samples, channels)).toBeGreaterThan((wanted.snrDb ?? 0) - 0.5);
      // How much of the padding at the end is shown differs between decoders by less than a packet.
      expect(Math.abs(samples.length / channels - wanted.frames)).toBeLessThan(1_200);
    } else expect(createHash("sha256").update(new Uint8Array(samples.buffer)).digest("hex")).toBe(wanted.digest);
  });

  test("what a file is, its bytes say: names don't matter", async () => {
    const { format } = await openRecording(bytesSource("call.wav", sampleBytes("mp3.mp3")));
    expect(format).toMatchObject({ container: "mp3", codec: "mp3", channels: 2 });
  });

  test("MP3 inside WAV, and GSM without a header, are seen", async () => {
    expect((await open("mp3.wav")).format).toMatchObject({ container: "wav", codec: "mp3" });
    expect((await open("gsm.gsm")).format).toMatchObject({ container: "raw", codec: "gsm" });
  });

  test("a name is believed only where the bytes say nothing, and that is noted", async () => {
    const decoding = await open("alaw.alaw");
    await interleaved(decoding);
    expect(decoding.notes.join()).toMatch(/because of its name/);
    await expect(openRecording(bytesSource("call.bin", sampleBytes("alaw.alaw")))).rejects.toThrow(/sound\.unknown/);
  });

  test("AAC without ffmpeg is refused with the reason", async () => {
    const decoding = await open("aac.m4a");
    expect(decoding.format).toMatchObject({ container: "mp4", codec: "aac", sampleRateHz: 8_000, channels: 2 });
    await expect(interleaved(decoding)).rejects.toThrow(/sound\.needs-ffmpeg/);
  });

  test.each(["aac.m4a", "aac.aac"])("%s through an ffmpeg that is found", async (file) => {
    const ffmpegPath = process.env.PATH ?? "";
    if ((await findFfmpeg(ffmpegPath)) === undefined) return;
    const samples = await samplesOf(file, { ffmpegPath });
    const source = await samplesOf("source-two.wav");
    // An ADTS file can't say how long the encoder's run-up is.
    const runUp = file === "aac.aac" ? 1_024 * 2 : 0;
    expect(bestSnrDb(source, samples.subarray(runUp), 2)).toBeGreaterThan(expected["aac.m4a"]!.snrDb! - 0.5);
  });
});

describe("laws", () => {
  test.each(ownFiles)("the size of blocks changes no sample: %s", async (file) => {
    const whole = await samplesOf(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9_000 }), async (blockFrames) => {
        const other = await samplesOf(file, { blockFrames: blockFrames + 40 });
        expect(Buffer.compare(new Uint8Array(whole.buffer), new Uint8Array(other.buffer))).toBe(0);
      }),
      { numRuns: 4 },
    );
  });

  test("blocks follow one another without a gap", async () => {
    let next = 0;
    for await (const block of (await open("opus.opus", { blockFrames: 777 })).blocks) {
      expect(block.startFrame).toBe(next);
      expect(block.channels.every(({ length }) => length === block.channels[0]!.length)).toBe(true);
      next += block.channels[0]!.length;
    }
  });

  test.each(ownFiles)("cut off anywhere, it ends in sound or in a typed error: %s", async (file) => {
    const bytes = sampleBytes(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (end) => {
        const outcome = await openRecording(bytesSource(file, bytes.subarray(0, end)), optionsFor(file))
          .then(interleaved)
          .catch((error: { code?: string }) => error.code ?? `untyped: ${error}`);
        if (typeof outcome === "string") expect(outcome).toMatch(/^sound\./);
      }),
      { numRuns: 12 },
    );
  });
});

test("AMR wide band: every kind of frame, whatever is in it, becomes 20 ms", async () => {
  const sizes = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1];
  const frames = sizes.flatMap((size, at) => {
    const type = at === 10 ? 15 : at;
    return [(type << 3) | 4, ...Array.from({ length: size - 1 }, (_, index) => (index * 37 + at * 11) & 255)];
  });
  const bytes = Uint8Array.from([...new TextEncoder().encode("#!AMR-WB\n"), ...frames]);
  const decoding = await openRecording(bytesSource("wide.amr", bytes));
  expect(decoding.format).toMatchObject({ codec: "amr_wb", sampleRateHz: 16_000, channels: 1 });
  expect((await interleaved(decoding)).length).toBe(sizes.length * 320);
});
