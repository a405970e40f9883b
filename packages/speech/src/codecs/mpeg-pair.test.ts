import { describe, expect, test } from "vitest";
import { decodeSafely } from "../decode/decode-safely.ts";
import { openRecording } from "../decode/open-recording.ts";
import { interleaved, sampleBytes } from "../decode/samples.fixture.ts";
import { bytesSource } from "../sound/byte-source.ts";
import { mpegDecoder, parseMpegFrame } from "./mp3.ts";

/** The frames of a sample again and again, behind its tag, until a second thread is worth its start. */
function long(file: string): Uint8Array {
  const bytes = sampleBytes(file);
  const bytesOf = (at: number) => parseMpegFrame(bytes, at)?.bytes ?? 0;
  let start = 0;
  while (bytesOf(start) === 0 || bytesOf(start + bytesOf(start)) === 0) start += 1;
  const tag = start + bytesOf(start);
  const body = bytes.subarray(tag);
  const times = Math.ceil(1_300_000 / body.length);
  return new Uint8Array(Buffer.concat([bytes.subarray(start, tag), ...new Array<Uint8Array>(times).fill(body)]));
}

/** What one decoder gives, interleaved, up to where it breaks off. */
async function byOne(bytes: Uint8Array): Promise<Int16Array> {
  const channels = parseMpegFrame(bytes, 0)?.channels ?? 1;
  const decoder = await mpegDecoder(channels, 8_000);
  const parts: number[][] = [];
  try {
    for (let at = 0; at < bytes.length; at += 8_192) {
      const samples = await decoder.decode(bytes.subarray(at, at + 8_192));
      parts.push(Array.from(samples[0] ?? []).flatMap((_, frame) => samples.map((all) => all[frame] ?? 0)));
    }
  } catch {}
  decoder.close?.();
  return Int16Array.from(parts.flat());
}

const byTwo = async (bytes: Uint8Array) => {
  const decoding = await openRecording(bytesSource("call.mp3", bytes), { secondThread: true });
  return { samples: await interleaved(decoding), notes: decoding.notes };
};

const same = (one: Int16Array, other: Int16Array) => Buffer.from(one.buffer).equals(Buffer.from(other.buffer));

describe("two threads give what one gives, sample for sample", () => {
  test.each(["mp3.mp3", "mp3-one.mp3"])("a long %s", async (file) => {
    const bytes = long(file);
    const { samples, notes } = await byTwo(bytes);
    expect(notes).toEqual([]);
    expect(same(samples, await byOne(bytes))).toBe(true);
  });

  test("a file that ends in the middle of a frame, or in something else", async () => {
    const bytes = long("mp3.mp3");
    const cut = bytes.subarray(0, bytes.length - 100);
    expect(same((await byTwo(cut)).samples, await byOne(cut))).toBe(true);
    const tagged = new Uint8Array(Buffer.concat([bytes, Buffer.from(`TAG${" ".repeat(125)}`)]));
    expect(same((await byTwo(tagged)).samples, await byOne(tagged))).toBe(true);
  });

  test("a recording of a stranger, in the guarded thread", async () => {
    const bytes = long("mp3.mp3");
    const decoding = await decodeSafely(bytesSource("call.mp3", bytes), { secondThread: true });
    expect(same(await interleaved(decoding), await byOne(bytes))).toBe(true);
  });
});

test("what comes before a break is kept, and the break is noted", async () => {
  const bytes = long("mp3.mp3").fill(0x55, 700_000, 710_000);
  const { samples, notes } = await byTwo(bytes);
  const one = await byOne(bytes);
  expect(notes.join()).toMatch(/breaks off/);
  expect(samples.length).toBeGreaterThanOrEqual(one.length);
  expect(same(samples.slice(0, one.length), one)).toBe(true);
});
