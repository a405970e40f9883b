import { describe, expect, test } from "vitest";
import { openRecording } from "../decode/open-recording.ts";
import { interleaved } from "../decode/samples.fixture.ts";
import { bytesSource } from "../sound/byte-source.ts";

interface Spec {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly unit?: number;
  readonly riff?: string;
  readonly dataSize?: number;
  readonly before?: readonly (readonly [id: string, size: number, bytes: readonly number[]])[];
  readonly after?: readonly number[];
  readonly extra?: readonly number[];
  readonly data?: readonly number[];
}

const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
const u16 = (value: number) => [value & 255, (value >> 8) & 255];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(Math.floor(value / 65_536))];

function wave(spec: Spec = {}): Uint8Array {
  const { tag = 1, channels = 1, rate = 8_000, bits = 16, data = [1, 0, 2, 0, 3, 0], extra = [] } = spec;
  const unit = spec.unit ?? (channels * bits) / 8;
  const fmt = [...u16(tag), ...u16(channels), ...u32(rate), ...u32(rate * unit), ...u16(unit), ...u16(bits), ...extra];
  const chunks = (spec.before ?? []).flatMap(([id, size, bytes]) => [...text(id), ...u32(size), ...bytes]);
  const described = [...text("fmt "), ...u32(fmt.length), ...fmt];
  const body = [
    ...text("WAVE"),
    ...chunks,
    ...described,
    ...text("data"),
    ...u32(spec.dataSize ?? data.length),
    ...data,
  ];
  return Uint8Array.from([...text(spec.riff ?? "RIFF"), ...u32(body.length), ...body, ...(spec.after ?? [])]);
}

const decode = async (spec: Spec) => {
  const decoding = await openRecording(bytesSource("test.wav", wave(spec)));
  return { samples: [...(await interleaved(decoding))], notes: decoding.notes.join("; "), format: decoding.format };
};

describe("headers that tell the truth", () => {
  test("16 bits", async () => expect((await decode({})).samples).toEqual([1, 2, 3]));
  test("8 bits are unsigned", async () =>
    expect((await decode({ bits: 8, data: [128, 129, 0] })).samples).toEqual([0, 256, -32_768]));
  test("12 bits stand in the upper part of 16", async () => {
    const { samples, format } = await decode({ bits: 12, unit: 2, data: [0xf0, 0xff] });
    expect(samples).toEqual([-16]);
    expect(format.codec).toBe("pcm_s16le");
  });
  test("the extensible form names its codec at its end", async () => {
    const extra = [...u16(22), ...u16(8), ...u32(0), ...u16(6), 0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];
    const { format, samples } = await decode({ tag: 0xfffe, bits: 8, extra, data: [0xd5, 0x55] });
    expect(format.codec).toBe("pcm_alaw");
    expect(samples).toEqual([8, -8]);
  });
  test("a chunk of odd size is padded, or forgot to be", async () => {
    expect((await decode({ before: [["LIST", 3, [1, 2, 3, 0]]] })).samples).toEqual([1, 2, 3]);
    expect((await decode({ before: [["LIST", 3, [1, 2, 3]]] })).samples).toEqual([1, 2, 3]);
  });
  test("an empty recording says so", async () =>
    expect(decode({ data: [] })).rejects.toMatchObject({ code: "sound.broken" }));
});

describe("headers that lie", () => {
  test.each([0, 0xffffffff, 0x7fffffff])(
    "size %d: still being written, the sound goes to the end",
    async (dataSize) => {
      const { samples, notes } = await decode({ dataSize });
      expect(samples).toEqual([1, 2, 3]);
      expect(notes).toMatch(/still being written/);
    },
  );
  test("a promise that the file doesn't keep is noted with its extent", async () => {
    const { samples, notes } = await decode({ dataSize: 12 });
    expect(samples).toEqual([1, 2, 3]);
    expect(notes).toMatch(/promises 12 bytes of sound, 6 are there \(50 %\)/);
  });
  test("what follows the sound is not sound", async () =>
    expect((await decode({ after: [...text("LIST"), ...u32(2), 9, 9] })).samples).toEqual([1, 2, 3]));
  test("a block size that contradicts the width is not believed", async () =>
    expect((await decode({ unit: 7 })).samples).toEqual([1, 2, 3]));
  test.each([
    ["255 channels", { channels: 255 }],
    ["no channel", { channels: 0 }],
    ["rate 0", { rate: 0 }],
    ["rate 4,000,000,000", { rate: 4_000_000_000 }],
  ] as const)("%s is refused", async (_, spec) => expect(decode(spec)).rejects.toMatchObject({ code: "sound.limit" }));
  test.each([
    ["an unknown codec", { tag: 0x9999 }],
    ["ADPCM blocks of nothing", { tag: 0x11, unit: 0, bits: 4 }],
    ["GSM on two channels", { tag: 0x31, unit: 65, channels: 2, bits: 0 }],
    ["a width of nothing", { bits: 0, unit: 0 }],
  ] as const)("%s is refused", async (_, spec) => expect(decode(spec)).rejects.toMatchObject({ code: "sound.broken" }));
  test("no description, no sound", async () => {
    const bytes = Uint8Array.from([...text("RIFF"), ...u32(4), ...text("WAVE")]);
    await expect(openRecording(bytesSource("test.wav", bytes))).rejects.toMatchObject({ code: "sound.broken" });
  });
  test("a chunk size of nonsense in front of the rest is stepped over", async () => {
    const { samples } = await decode({ before: [["\u0001\u0002\u0003\u0004", 0xfffffff0, []]] });
    expect(samples).toEqual([1, 2, 3]);
  });
});
