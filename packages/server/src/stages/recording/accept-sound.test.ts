import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import type { AppError } from "@tingheng/domain";
import { type ByteSource, bytesSource } from "@tingheng/speech";
import { describe, expect, test } from "vitest";
import { longRecording } from "../../../../speech/src/decode/long-recording.contract.ts";
import { acceptSound } from "./accept-sound.ts";
import { disguiseVectors, sample, sampleFolder, soundOutcome, tryDisguise } from "./disguise-vectors.fixture.ts";
import { durationBombs, tryDuration } from "./duration-bombs.fixture.ts";

describe("what is no recording, or more than one", () => {
  test("there are many, each only once", () => {
    expect(disguiseVectors.length).toBeGreaterThanOrEqual(300);
    expect(new Set(disguiseVectors.map(({ name }) => name)).size).toBe(disguiseVectors.length);
  });

  test("none is taken", async () => {
    const taken: string[] = [];
    for (const vector of disguiseVectors) {
      const found = await tryDisguise(vector);
      if (found !== undefined) taken.push(`${vector.name}: ${found}`);
    }
    expect(taken).toEqual([]);
  });

  test.each(["alaw", "ulaw", "sln", "gsm", "vox"])("chance under the name .%s", async (ending) => {
    expect(await soundOutcome(bytesSource(`call.${ending}`, randomBytes(200_000)))).toBe("sound.unknown");
  });

  test("the sentence says what it is", async () => {
    const error = await acceptSound(bytesSource("a.wav", Buffer.from("#EXTM3U\n"))).catch(
      (problem: unknown) => problem,
    );
    expect((error as AppError).say("en")).toBe("a.wav is a playlist, or holds one; it is not taken as a recording");
    expect((error as AppError).say("zh")).toBe("a.wav 是播放列表,或其中含有播放列表;不作为录音接收");
  });
});

describe("recordings", () => {
  const files = readdirSync(sampleFolder).filter((file) => !/^aac|\.json$/.test(file));

  test.each(files)("%s is taken", async (file) => {
    const raw = { raw: { encoding: "pcm_mulaw", sampleRateHz: 8_000, channels: 1 } } as const;
    const format = await acceptSound(bytesSource(file, sample(file)), file.endsWith(".raw") ? raw : {});
    expect(format.channels).toBeGreaterThanOrEqual(1);
    expect(format.sampleRateHz).toBeGreaterThanOrEqual(8_000);
    if (format.durationMs !== undefined) expect(format.durationMs).toBeGreaterThan(0);
  });

  test.each([
    ["quiet A-law", "call.alaw", Buffer.alloc(80_000, "UTWUVQU")],
    [
      "A-law with a little noise",
      "call.al",
      Buffer.alloc(80_000, Uint8Array.from([0xd5, 0x55, 0xd4, 0x57, 0xd5, 0x54, 0x51])),
    ],
    ["silent µ-law", "call.ulaw", Buffer.alloc(80_000, 0xff)],
    ["silence", "call.sln", Buffer.alloc(80_000)],
  ])("%s is taken", async (_, name, bytes) => expect(await soundOutcome(bytesSource(name, bytes))).toBe("accepted"));

  test("a recorder's own notes in XML are no reason to refuse", async () => {
    const wave = sample("alaw.wav");
    const notes = Buffer.from('<?xml version="1.0"?><BWFXML><PROJECT>回访</PROJECT></BWFXML> ');
    const size = Buffer.alloc(4);
    size.writeUInt32LE(notes.length + (notes.length % 2));
    const bytes = Buffer.concat([
      wave.subarray(0, 12),
      Buffer.from("iXML"),
      size,
      notes,
      Buffer.alloc(notes.length % 2),
      wave.subarray(12),
    ]);
    expect(await soundOutcome(bytesSource("a.wav", bytes))).toBe("accepted");
  });

  test("chance makes no disguise out of real sound", async () => {
    const wave = sample("pcm-s16be.au").subarray(0, 28);
    for (let round = 0; round < 10; round += 1) {
      const noise = Buffer.concat([wave, randomBytes(500_000)]);
      expect(await soundOutcome(bytesSource("a.au", noise))).toBe("accepted");
    }
  });
});

describe("limits", () => {
  test.each(durationBombs)("$name", async (bomb) => expect(await tryDuration(bomb)).toBeUndefined());

  test("a recording as long as they are is taken", async () =>
    expect(await soundOutcome(longRecording(60))).toBe("accepted"));

  test("only the beginning is decoded", async () => {
    let farthest = 0;
    const source = longRecording(3_600 * 3);
    const watched: ByteSource = {
      ...source,
      read: (from, length) => {
        if (from + length < source.byteCount - 200_000) farthest = Math.max(farthest, from + length);
        return source.read(from, length);
      },
    };
    expect(await soundOutcome(watched)).toBe("accepted");
    expect(farthest).toBeLessThan(4_000_000);
  });

  test.each([
    ["no sound in it", sample("alaw.wav").subarray(0, 58)],
    ["half a head", sample("alaw.wav").subarray(0, 30)],
    ["nothing at all", new Uint8Array()],
  ])("%s", async (_, bytes) =>
    expect(await soundOutcome(bytesSource("a.wav", bytes))).toMatch(/^sound\.(broken|unknown)$/),
  );
});
