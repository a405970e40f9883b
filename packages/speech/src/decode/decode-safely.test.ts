import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ByteSource, bytesSource, fileSource } from "../sound/byte-source.ts";
import { decodeSafely } from "./decode-safely.ts";
import { openRecording } from "./open-recording.ts";
import { interleaved, ownFiles, sampleBytes, sampleFolder } from "./samples.fixture.ts";

const raw = { raw: { encoding: "pcm_mulaw", sampleRateHz: 8_000, channels: 1 } } as const;

describe("in a thread, the same as in this process", () => {
  test.each(ownFiles)("%s", async (file) => {
    const path = join(sampleFolder, file);
    const options = file === "mulaw.raw" ? raw : {};
    const here = await openRecording(await fileSource(path), options);
    const there = await decodeSafely(path, options);
    expect(there.format).toEqual(here.format);
    expect(await interleaved(there)).toEqual(await interleaved(here));
    expect(there.notes).toEqual(here.notes);
  });

  test("bytes that are no file are handed over piece by piece", async () => {
    const decoding = await decodeSafely(bytesSource("alaw", sampleBytes("alaw.wav")));
    expect((await interleaved(decoding)).length).toBe(32_000);
  });

  test("a file that isn't there, or is no recording", async () => {
    await expect(decodeSafely("/nowhere/call.wav")).rejects.toMatchObject({ code: "input.not-found" });
    const playlist = new TextEncoder().encode("#EXTM3U\nfile:///etc/passwd\n");
    await expect(decodeSafely(bytesSource("call.mp3", playlist))).rejects.toMatchObject({ code: "sound.unknown" });
    const list = new TextEncoder().encode("ffconcat version 1.0\nfile /etc/passwd\n");
    await expect(decodeSafely(bytesSource("call.wav", list))).rejects.toMatchObject({ code: "sound.unknown" });
  });

  test("who stops in the middle can decode the next one", async () => {
    for (let round = 0; round < 5; round += 1) {
      for await (const _ of (await decodeSafely(join(sampleFolder, "alaw.wav"), { blockFrames: 100 })).blocks) break;
    }
    expect((await interleaved(await decodeSafely(join(sampleFolder, "alaw.wav")))).length).toBe(32_000);
  });

  test("a small recording costs a few milliseconds once a thread is there", async () => {
    const path = join(sampleFolder, "gsm.wav");
    await interleaved(await decodeSafely(path));
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const since = performance.now();
      await interleaved(await decodeSafely(path));
      times.push(performance.now() - since);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

/** A WAV file that goes on for ever: its source makes silence as it is read. */
function endless(byteCount: number): ByteSource {
  const head = sampleBytes("alaw.wav").slice(0, 58);
  new DataView(head.buffer).setUint32(54, 0xffffffff, true);
  return {
    name: "endless.wav",
    byteCount,
    async read(from, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, byteCount - from))).fill(0xd5);
      if (from < head.length) bytes.set(head.subarray(from, from + bytes.length));
      return bytes;
    },
    close: async () => {},
  };
}

describe("what a hostile recording costs", () => {
  test("the thread is never far ahead of who reads", async () => {
    let farthest = 0;
    const source = endless(1 << 30);
    const watched: ByteSource = {
      ...source,
      read: (from, length) => {
        farthest = Math.max(farthest, from + length);
        return source.read(from, length);
      },
    };
    let blocks = 0;
    for await (const _ of (await decodeSafely(watched)).blocks) {
      blocks += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (blocks === 20) break;
    }
    expect(farthest).toBeLessThan(4_000_000);
  });

  test("a call that is too long ends in a typed error", async () => {
    const decoding = await decodeSafely(endless(1 << 26), { limits: { maxDurationMs: 60_000 } });
    await expect(interleaved(decoding)).rejects.toMatchObject({ code: "sound.limit" });
  });

  test("hours of silence in a few bytes end in a typed error", async () => {
    const silent = new Uint8Array(900_000).fill(0x7c);
    const head = new TextEncoder().encode("#!AMR\n");
    const bomb = new Uint8Array([...head, ...silent]);
    const decoding = await decodeSafely(bytesSource("bomb.amr", bomb), { limits: { minBytesPerSecond: 60 } });
    await expect(interleaved(decoding)).rejects.toMatchObject({ code: "sound.limit" });
  });

  test.each([
    ["spins", "sound.stalled", 1_000],
    ["fills its memory", "sound.limit", 30_000],
    ["stops", "sound.broken", 5_000],
  ])("a decoder that %s is given up, and the next recording decodes", async (how, code, stallMs) => {
    const source = bytesSource(how, sampleBytes("alaw.wav"));
    const script = new URL("./misbehaving.fixture.ts", import.meta.url);
    await expect(decodeSafely(source, { script, stallMs })).rejects.toMatchObject({ code });
    expect((await interleaved(await decodeSafely(join(sampleFolder, "alaw.wav")))).length).toBe(32_000);
  });
});
