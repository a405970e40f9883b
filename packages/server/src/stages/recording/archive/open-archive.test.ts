import { gzipSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import { bytesSource } from "@tingheng/speech";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileKeys } from "../../../../../store/src/objects/testing/hostile-keys.contract.ts";
import { startsLikeZip } from "./archive-marks.ts";
import { archiveOutcome, hostileArchives, sound, tryArchive, tryEntryName } from "./hostile-archives.fixture.ts";
import { openArchive } from "./open-archive.ts";
import { type ZipEnd, type ZipSpec, zipOf } from "./zip.fixture.ts";

const open = (specs: readonly ZipSpec[], end?: ZipEnd) => openArchive(bytesSource("calls.zip", zipOf(specs, end)));

async function read(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("an honest archive", () => {
  test("gives its files, in any order and more than once", async () => {
    const specs = [
      { name: "2026-11/", mode: 0o040755 },
      { name: "2026-11/a.wav", data: sound, mode: 0o100644 },
      { name: "2026-11/b.csv", data: Buffer.from("id,agent\n"), stored: true },
      { name: "empty.txt", data: new Uint8Array() },
      { name: "__MACOSX/2026-11/._a.wav", data: Buffer.from("x") },
    ];
    const files = await open(specs);
    expect(files.map(({ label, byteCount }) => [label, byteCount])).toEqual([
      ["2026-11/a.wav", sound.length],
      ["2026-11/b.csv", 9],
      ["empty.txt", 0],
    ]);
    for (const file of files.toReversed()) await read(file.bytes());
    const [again, other] = await Promise.all([read(files[0]!.bytes()), read(files[1]!.bytes())]);
    expect(again).toEqual(sound);
    expect(other.toString()).toBe("id,agent\n");
  });

  test("is told from its first bytes", () => {
    expect(startsLikeZip(zipOf([{ name: "a.wav", data: sound }]))).toBe(true);
    expect(startsLikeZip(zipOf([]))).toBe(true);
    expect(startsLikeZip(gzipSync(sound))).toBe(false);
    expect(startsLikeZip(sound)).toBe(false);
  });

  test("with long sizes (zip64)", async () => {
    const files = await open([{ name: "a.wav", data: sound, zip64: true }], { zip64: true });
    expect(await read(files[0]!.bytes())).toEqual(sound);
  });

  test("whose names were written by a Chinese Windows", async () => {
    const name = Uint8Array.from([0xc2, 0xbc, 0xd2, 0xf4, 0x31, 0x2e, 0x77, 0x61, 0x76]);
    const files = await open([{ name, data: sound, listed: { flags: 0 }, local: { flags: 0 } }]);
    expect(files[0]?.label).toBe("录音1.wav");
  });

  test("any files come out as they went in", async () => {
    const file = fc.record({ data: fc.uint8Array({ maxLength: 2_000 }), stored: fc.boolean(), zip64: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 8 }), fc.boolean(), async (contents, zip64) => {
        const files = await open(
          contents.map((content, index) => ({ ...content, name: `${index}.wav` })),
          { zip64 },
        );
        expect(files.length).toBe(contents.length);
        for (const [index, content] of contents.entries()) {
          expect(await read(files[index]!.bytes())).toEqual(Buffer.from(content.data));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("of as many and as large files as there may be", async () => {
    const honest = Array.from({ length: 5 }, (_, index) => ({ name: `${index}.wav`, data: sound }));
    const limits = { maxEntries: 5, maxUnpackedBytes: 5 * sound.length };
    expect(await archiveOutcome(bytesSource("calls.zip", zipOf(honest)), limits)).toBe("read");
  });

  test("who stops in the middle can read the next one", async () => {
    const files = await open([
      { name: "a.wav", data: Buffer.alloc(1_000_000, "abcdefg") },
      { name: "b.wav", data: sound },
    ]);
    for await (const _ of files[0]!.bytes()) break;
    expect(await read(files[1]!.bytes())).toEqual(sound);
  });

  test("from a place that fails tells that place's own error", async () => {
    const whole = bytesSource("calls.zip", zipOf([{ name: "a.wav", data: sound }]));
    const broken = { ...whole, read: () => Promise.reject(new RangeError("the store is away")) };
    await expect(openArchive(broken)).rejects.toThrow("the store is away");
  });
});

describe("names", () => {
  test.each([
    ["../../etc/passwd", "etc/passwd"],
    ["/etc/passwd", "etc/passwd"],
    ["C:\\Windows\\win.ini", "Windows/win.ini"],
    ["\\\\server\\share\\a.wav", "server/share/a.wav"],
    ["a/./b/../c.wav", "a/b/c.wav"],
    ["..\\..\\a.wav", "a.wav"],
    ["....//....//a.wav", "a.wav"],
    ["a\0.wav", "a.wav"],
    ["\u202evaw.a", "vaw.a"],
    ["a\r\nb\u001b[31m.wav", "ab[31m.wav"],
    ["a:b|c?.wav", "a_b_c_.wav"],
    ["a.wav. . .", "a.wav"],
    ["..%2f..%2fa.wav", "..%2f..%2fa.wav"],
    ["..", "1"],
    ["x".repeat(5_000), "x".repeat(200)],
    [`${"d/".repeat(40)}a.wav`, `${"d/".repeat(11)}a.wav`],
  ])("%s is only a label: %s", async (name, label) => {
    expect((await open([{ name, data: sound }]))[0]?.label).toBe(label);
  });

  test("none leads anywhere", async () => {
    for (const key of hostileKeys) expect(await tryEntryName(key), JSON.stringify(key.slice(0, 80))).toBeUndefined();
  });
});

describe.each(Object.entries(hostileArchives))("%s", (_, archives) => {
  test.each(archives)("$name", async (archive) => expect(await tryArchive(archive)).toBeUndefined());
});

describe("what is not quite an archive", () => {
  const spec = { name: "a.wav", data: sound };

  test("no zip file at all, and every piece of one", async () => {
    expect(await archiveOutcome(bytesSource("calls.zip", sound))).toBe("archive.broken");
    expect(await archiveOutcome(bytesSource("calls.zip", new Uint8Array()))).toBe("archive.broken");
    const whole = zipOf([spec, { name: "b.wav", data: sound, zip64: true }], { zip64: true });
    for (let length = 1; length < whole.length; length += 7) {
      expect(await archiveOutcome(bytesSource("calls.zip", whole.subarray(0, length)))).toBe("archive.broken");
    }
  });

  test("any byte changed is read as it was or refused, never as something else", async () => {
    const whole = zipOf([spec, { name: "b.wav", data: Buffer.from("other"), stored: true }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ change;
        try {
          for (const file of await openArchive(bytesSource("calls.zip", changed))) {
            expect([sound.toString(), "other"]).toContain((await read(file.bytes())).toString());
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
