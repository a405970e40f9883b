import { gzipSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import { type ByteSource, bytesSource } from "@tingheng/speech";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArchiveLimits } from "./archive-limits.ts";
import { startsLikeZip } from "./archive-marks.ts";
import { openArchive } from "./open-archive.ts";
import { directoryEnd, directoryHeader, type ZipEnd, type ZipSpec, zipOf } from "./zip.fixture.ts";

const sound = Buffer.from("RIFF and so on, again and again: ".repeat(20));

const open = (specs: readonly ZipSpec[], end?: ZipEnd, limits?: Partial<ArchiveLimits>) =>
  openArchive(bytesSource("calls.zip", zipOf(specs, end)), limits);

async function read(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What comes of an archive of which everything is read. */
async function outcome(specs: readonly ZipSpec[], end?: ZipEnd, limits?: Partial<ArchiveLimits>): Promise<string> {
  return outcomeOf(bytesSource("calls.zip", zipOf(specs, end)), limits);
}

async function outcomeOf(source: ByteSource, limits?: Partial<ArchiveLimits>): Promise<string> {
  try {
    for (const file of await openArchive(source, limits)) await read(file.bytes());
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
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
});

describe("what is no plain file", () => {
  test.each([
    ["a symbolic link", 0o120777],
    ["a device", 0o020666],
    ["a block device", 0o060666],
    ["a pipe", 0o010666],
    ["a socket", 0o140666],
  ])("%s", async (_, mode) => {
    expect(await outcome([{ name: "a.wav", data: Buffer.from("/etc/passwd"), mode }])).toBe("archive.entry");
  });

  test("a folder with contents", async () =>
    expect(await outcome([{ name: "a.wav/", data: sound }])).toBe("archive.entry"));

  test.each([1, 9, 12, 14, 93, 99])("packing method %d", async (method) =>
    expect(await outcome([{ name: "a.wav", data: sound, listed: { method } }])).toBe("archive.entry"),
  );

  test.each([0x1, 0x2000])("encrypted (%d)", async (flags) =>
    expect(await outcome([{ name: "a.wav", data: sound, listed: { flags } }])).toBe("archive.encrypted"),
  );

  test("encrypted, but only in front of the file", async () =>
    expect(await outcome([{ name: "a.wav", data: sound, local: { flags: 0x801 } }])).toBe("archive.broken"));

  test.each(["a.zip", "a.ZIP", "a.tar.gz", "a.7z", "a.rar", "a.docx", "deep/b.jar"])(
    "an archive inside: %s",
    async (name) => expect(await outcome([{ name, data: sound }])).toBe("archive.nested"),
  );

  test.each([
    ["zip", zipOf([{ name: "b.wav", data: sound }])],
    ["empty zip", zipOf([])],
    ["gzip", gzipSync(sound)],
    ["rar", Buffer.from("Rar!\x1a\x07\x01\x00", "latin1")],
    ["tar", Buffer.concat([Buffer.alloc(257), Buffer.from("ustar\x0000"), Buffer.alloc(248)])],
  ])("an archive inside under another name: %s", async (_, data) =>
    expect(await outcome([{ name: "a.wav", data }])).toBe("archive.nested"),
  );
});

describe("bombs", () => {
  /** Counts what is read of a source. */
  function watched(source: ByteSource): ByteSource & { readonly total: () => number } {
    let total = 0;
    return {
      ...source,
      total: () => total,
      async read(from, length) {
        const bytes = await source.read(from, length);
        total += bytes.length;
        return bytes;
      },
    };
  }

  /** A directory of any length that is only made where it is looked at. */
  function endlessDirectory(entries: number, told: { entries: number; zip64: boolean }): ByteSource {
    const header = directoryHeader(
      { flags: 0, method: 0, crc: 0, packed: 0, unpacked: 0, offset: 0, name: Buffer.from("a") },
      0,
      false,
    );
    const size = header.length * entries;
    const end = directoryEnd(told.entries, size, 0, told.zip64);
    return {
      name: "calls.zip",
      byteCount: size + end.length,
      async read(from, length) {
        const room = new Uint8Array(Math.max(0, Math.min(length, size + end.length - from)));
        for (let at = 0; at < room.length; at += 1) {
          const place = from + at;
          room[at] = (place < size ? header[place % header.length] : end[place - size]) ?? 0;
        }
        return room;
      },
      close: async () => {},
    };
  }

  test("a million files: refused by what the last bytes say", async () => {
    const source = watched(endlessDirectory(1_000_000, { entries: 1_000_000, zip64: true }));
    expect(await outcomeOf(source)).toBe("archive.limit");
    expect(source.total()).toBeLessThan(200_000);
  });

  test.each([5, 1_000_000 % 65_536])("a million files that say they are %d", async (entries) => {
    const source = watched(endlessDirectory(1_000_000, { entries, zip64: false }));
    expect(await outcomeOf(source)).toMatch(/archive\.(broken|limit)/);
    expect(source.total()).toBeLessThan(1_000_000);
  });

  test.each([2 ** 53, 2 ** 63])("a directory of %d entries", async (entries) => {
    const source = watched(endlessDirectory(3, { entries, zip64: true }));
    expect(await outcomeOf(source)).toBe("archive.limit");
  });

  test("a directory that says more than it holds", async () =>
    expect(await outcome([{ name: "a.wav", data: sound }], { entries: 2 })).toBe("archive.broken"));

  test("names that fill the memory", async () => {
    const specs = Array.from({ length: 40 }, () => ({ name: "n".repeat(60_000) }));
    expect(await outcome(specs, {}, { maxDirectoryBytes: 1_000_000 })).toBe("archive.limit");
  });

  const zeros = Buffer.alloc(20 * 1_024 ** 2);

  test("that say what they are", async () =>
    expect(await outcome([{ name: "a.wav", data: zeros }])).toBe("archive.limit"));

  test("that say they are small: nothing beyond what was said is handed over", async () => {
    const said = 100_000;
    const spec = { name: "a.wav", data: zeros, listed: { unpacked: said }, local: { unpacked: said } };
    const [file] = await open([spec]);
    let count = 0;
    const reading = async () => {
      for await (const piece of file!.bytes()) count += piece.length;
    };
    await expect(reading()).rejects.toMatchObject({ code: "archive.broken" });
    expect(count).toBeLessThanOrEqual(said);
  });

  test("of many files that are each small enough", async () => {
    const specs = Array.from({ length: 50 }, (_, index) => ({
      name: `${index}.wav`,
      data: zeros.subarray(0, 1_000_000),
    }));
    expect(await outcome(specs)).toBe("archive.limit");
    const honest = Array.from({ length: 5 }, (_, index) => ({ name: `${index}.wav`, data: sound }));
    expect(await outcome(honest, {}, { maxUnpackedBytes: 4 * sound.length })).toBe("archive.limit");
    expect(await outcome(honest, {}, { maxEntryBytes: sound.length - 1 })).toBe("archive.limit");
    expect(await outcome(honest, {}, { maxEntries: 4 })).toBe("archive.limit");
    expect(await outcome(honest, {}, { maxEntries: 5, maxUnpackedBytes: 5 * sound.length })).toBe("read");
  });

  test("whose files are all the same bytes", async () => {
    const one = { name: "0.wav", data: zeros.subarray(0, 500_000) };
    const same = Array.from({ length: 30 }, (_, index) => ({ name: `${index + 1}.wav`, data: one.data, shares: 0 }));
    expect(await outcome([one, ...same], {}, { maxRatio: 1e9 })).toBe("archive.broken");
  });

  test("whose files hold the headers of the next ones", async () => {
    const inner = zipOf([{ name: "b.wav", data: sound }]);
    const start = 30 + 5;
    const kernel = { name: "b.wav", data: sound, listed: { offset: start } };
    const specs = [
      { name: "a.wav", data: inner, stored: true },
      { ...kernel, shares: 0, listed: { offset: start, method: 8 } },
    ];
    expect(await outcome(specs)).toBe("archive.broken");
  });

  test("whose last file reaches into the directory", async () =>
    expect(await outcome([{ name: "a.wav", data: sound, listed: { packed: 500, unpacked: 20_000 } }])).toBe(
      "archive.broken",
    ));
});

describe("lies", () => {
  const spec = { name: "a.wav", data: sound };

  test.each([
    ["another size", { ...spec, listed: { unpacked: 10 } }],
    ["another size in both places", { ...spec, listed: { unpacked: 10 }, local: { unpacked: 10 } }],
    ["more than there is", { ...spec, listed: { unpacked: 9_999 }, local: { unpacked: 9_999 } }],
    ["another checksum", { ...spec, listed: { crc: 7 } }],
    ["another name in front of the file", { ...spec, local: { name: Buffer.from("b.exe") } }],
    ["another method in front of the file", { ...spec, local: { method: 0 } }],
    ["stored, but of two sizes", { ...spec, stored: true, listed: { unpacked: 5 } }],
    ["a place that is none", { ...spec, listed: { offset: 1 } }],
    ["a place beyond the end", { ...spec, listed: { offset: 1_000_000 } }],
    ["packed bytes that are none", { ...spec, data: sound, stored: true, listed: { method: 8 }, local: { method: 8 } }],
  ])("%s", async (_, lie) => expect(await outcome([lie])).toBe("archive.broken"));

  test("no zip file at all, and every piece of one", async () => {
    expect(await outcomeOf(bytesSource("calls.zip", sound))).toBe("archive.broken");
    expect(await outcomeOf(bytesSource("calls.zip", new Uint8Array()))).toBe("archive.broken");
    const whole = zipOf([spec, { name: "b.wav", data: sound, zip64: true }], { zip64: true });
    for (let length = 1; length < whole.length; length += 7) {
      expect(await outcomeOf(bytesSource("calls.zip", whole.subarray(0, length)))).toBe("archive.broken");
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
