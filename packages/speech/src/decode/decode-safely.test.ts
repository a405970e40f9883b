import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ByteSource, bytesSource, fileSource } from "../sound/byte-source.ts";
import { leaveUnread } from "../sound/sound-block.ts";
import { decodeSafely, type SafeDecodeOptions } from "./decode-safely.ts";
import { hostileRecordings, tryRecording } from "./hostile-recordings.fixture.ts";
import { endless } from "./long-recording.contract.ts";
import { openRecording } from "./open-recording.ts";
import { interleaved, ownFiles, sampleBytes, sampleFolder } from "./samples.fixture.ts";
import { blocksAhead } from "./worker-messages.ts";

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

  test("who wants nothing of it after all lets its thread go, and can decode the next one", async () => {
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = threads();
    const opened = await Promise.all([1, 2, 3, 4].map(() => decodeSafely(endless(1 << 30))));
    expect(threads()).toBeGreaterThan(before);
    for (const decoding of opened) await leaveUnread(decoding);
    for (const decoding of opened) for await (const _ of decoding.blocks) expect.unreachable();
    await expect.poll(threads, { timeout: 20_000 }).toBeLessThanOrEqual(before);
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

describe("a long recording takes no more memory for its samples than a short one", () => {
  const script = new URL("./counting.fixture.ts", import.meta.url);
  const made = async (source: ByteSource, options: SafeDecodeOptions = {}) => {
    const { blocks, notes } = await decodeSafely(source, { script, ...options });
    for await (const _ of blocks);
    return Number(notes.at(-1));
  };
  /** Blocks on their way, in the hands of who reads, and being filled. */
  const most = blocksAhead + 1;

  test("whatever its length", async () => {
    const options = { blockFrames: 1_000 };
    const counts = await Promise.all([17, 20, 22].map((power) => made(endless(1 << power), options)));
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
  });

  test("nor an MP3 that two threads decode", async () => {
    const body = sampleBytes("mp3-one.mp3");
    const long = (times: number) => bytesSource("call.mp3", Buffer.concat(new Array<Uint8Array>(times).fill(body)));
    const counts = await Promise.all([200, 800].map((times) => made(long(times), { secondThread: true })));
    // Stretches at the other thread, and held until it is their turn.
    expect(Math.max(...counts)).toBeLessThanOrEqual(most + 8);
  });

  test("who hands a block on, or keeps it as a copy, has all of it", async () => {
    const { blocks } = await decodeSafely(join(sampleFolder, "alaw.wav"), { blockFrames: 1_000 });
    const [kept, handed]: [Int16Array[], Int16Array[]] = [[], []];
    for await (const { channels } of blocks) {
      kept.push(channels[0]?.slice() ?? new Int16Array());
      const [one] = channels;
      if (one !== undefined) handed.push(structuredClone(one, { transfer: [one.buffer] }));
    }
    expect(handed).toEqual(kept);
    expect(kept.reduce((sum, { length }) => sum + length, 0)).toBe(16_000);
  });
});

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

  test.each(hostileRecordings)("$name ends in a typed error, and the next recording decodes", async (recording) => {
    expect(await tryRecording(recording)).toBeUndefined();
    expect((await interleaved(await decodeSafely(join(sampleFolder, "alaw.wav")))).length).toBe(32_000);
  });
});
