import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dialogicDecoder } from "./dialogic-adpcm.ts";
import { g711Decoder } from "./g711.ts";
import { gsmDecoder } from "./gsm.ts";
import { imaDecoder } from "./ima-adpcm.ts";
import { msAdpcmDecoder } from "./ms-adpcm.ts";
import { opusTicks, parseOpusHead } from "./opus.ts";
import { pcmDecoder } from "./pcm.ts";
import type { SampleDecoder, Samples } from "./sample-decoder.ts";

const own: readonly (readonly [name: string, unitBytes: number, channels: number, open: () => SampleDecoder])[] = [
  ["pcm 24", 6, 2, () => pcmDecoder({ channels: 2, bytesPerSample: 3, kind: "signed" })],
  ["float 64", 8, 1, () => pcmDecoder({ channels: 1, bytesPerSample: 8, kind: "float" })],
  ["A-law", 2, 2, () => g711Decoder("alaw", 2)],
  ["mu-law", 3, 3, () => g711Decoder("mulaw", 3)],
  ["GSM", 33, 1, () => gsmDecoder("plain")],
  ["GSM in WAV", 65, 1, () => gsmDecoder("microsoft")],
  ["IMA ADPCM", 256, 2, () => imaDecoder(2, 256)],
  ["MS ADPCM", 256, 2, () => msAdpcmDecoder(2, 256, new Uint8Array())],
  ["Dialogic ADPCM", 1, 1, () => dialogicDecoder()],
];

const flat = (samples: Samples) => samples.map((channel) => [...channel]);

describe.each(own)("%s", (_, unitBytes, channels, open) => {
  test("any bytes decode, to the same whatever portions they come in", () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: unitBytes * 6 }), fc.nat({ max: 6 }), (bytes, units) => {
        const cut = Math.min(units * unitBytes, Math.floor(bytes.length / unitBytes) * unitBytes);
        const whole = flat(open().decode(bytes) as Samples);
        const decoder = open();
        const first = flat(decoder.decode(bytes.subarray(0, cut)) as Samples);
        const second = flat(decoder.decode(bytes.subarray(cut)) as Samples);
        expect(first.map((samples, index) => [...samples, ...(second[index] ?? [])])).toEqual(whole);
        expect(whole.length).toBe(channels);
      }),
      { numRuns: 40 },
    ));
});

test("A-law and mu-law reach the ends of their scales (ITU-T G.711)", () => {
  expect(flat(g711Decoder("alaw", 1).decode(Uint8Array.of(0xaa, 0x2a, 0xd5, 0x55)) as Samples)).toEqual([
    [32_256, -32_256, 8, -8],
  ]);
  expect(flat(g711Decoder("mulaw", 1).decode(Uint8Array.of(0x80, 0x00, 0xff, 0x7f)) as Samples)).toEqual([
    [32_124, -32_124, 0, 0],
  ]);
});

test("floating samples beyond the scale are clipped, and what is no number is silent", () => {
  const bytes = new Uint8Array(Float32Array.of(1.5, -3, Number.NaN, 0.5, Number.NEGATIVE_INFINITY).buffer);
  const decoder = pcmDecoder({ channels: 1, bytesPerSample: 4, kind: "float" });
  expect(flat(decoder.decode(bytes) as Samples)).toEqual([[32_767, -32_768, 0, 16_384, -32_768]]);
});

test("the length of an Opus packet stands in its first bytes (RFC 6716, 3.1)", () => {
  const ms = (toc: number, second = 0) => opusTicks(Uint8Array.of(toc, second)) / 48;
  expect([ms(0 << 3), ms(3 << 3), ms((12 << 3) | 1), ms(16 << 3), ms(19 << 3), ms((1 << 3) | 3, 5)]).toEqual([
    10, 60, 20, 2.5, 20, 100,
  ]);
  expect(ms((3 << 3) | 3, 63)).toBe(0);
});

test("an Opus header that is cut off or names no channel is refused", () => {
  const head = (channels: number) =>
    Uint8Array.from([..."OpusHead"].map((one) => one.charCodeAt(0)).concat(1, channels, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  expect(parseOpusHead(head(2)).sampleRateHz).toBe(48_000);
  expect(() => parseOpusHead(head(0))).toThrow();
  expect(() => parseOpusHead(head(2).subarray(0, 12))).toThrow();
});
