import { describe, expect, it } from "vitest";
import { allOf, asData } from "./format.contract.ts";
import type { Input } from "./format.ts";
import { readCalls } from "./read-calls.ts";
import { renderCalls } from "./render-calls.ts";

const record = (id: string, rest: object = {}) => JSON.stringify({ version: 1, id, source: "t", ...rest });
const utf8 = (text: string) => new TextEncoder().encode(text);

async function read(input: Input, options: Parameters<typeof readCalls>[1] = {}) {
  return asData(await allOf(readCalls(input, options))) as {
    where: string;
    call?: { id: string };
    error?: Record<string, string>;
  }[];
}

async function* inPieces(bytes: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe("NDJSON", () => {
  const lines = `${record("一")}\r\n\n${record("二", { queue: "售后" })}\n${record("三")}`;

  it.each([1, 7, 64, 100_000])("is read the same in pieces of %d bytes", async (length) => {
    const items = await read({ name: "calls.ndjson", bytes: inPieces(utf8(lines), length) });
    expect(items.map((item) => [item.where, item.call?.id])).toEqual([
      ["calls.ndjson:1", "一"],
      ["calls.ndjson:3", "二"],
      ["calls.ndjson:4", "三"],
    ]);
  });

  it("is known by its lines, not by its name, even where the first line is broken or very long", async () => {
    const long = record("long", { extra: { padding: "x".repeat(200_000) } });
    for (const first of ['{"version":1,"id":"cut off', long]) {
      const items = await read({ name: "stdin", bytes: utf8(`${first}\n${record("b")}\n`) });
      expect(items.map((item) => item.where)).toEqual(["stdin:1", "stdin:2"]);
      expect(items[1]?.call?.id).toBe("b");
    }
  });

  it("reads all it can around bytes that are no text, and a line in another charset", async () => {
    const gbk = new Uint8Array([...utf8('{"version":1,"id":"'), 0xc4, 0xfa, 0xba, 0xc3, ...utf8('","source":"t"}\n')]);
    const broken = new Uint8Array([...utf8('{"version":1,"id":"'), 0xff, 0xff, ...utf8('","source":"t"}\n')]);
    const bytes = new Uint8Array([...utf8(`${record("a")}\n`), ...gbk, ...broken, ...utf8(record("d"))]);
    const items = await read({ name: "mixed.ndjson", bytes });
    expect(items.map((item) => item.call?.id ?? item.error?.found)).toEqual([
      "a",
      "您好",
      "bytes that are none of them",
      "d",
    ]);
  });

  it("gives every line's error where no line is JSON", async () => {
    const items = await read({ name: "a.ndjson", bytes: utf8("nonsense\n{]\n") });
    expect(items.map((item) => item.error?.where)).toEqual(["a.ndjson:1:1", "a.ndjson:2:2"]);
  });

  it("counts the lines that came before a part of a file", async () => {
    const items = await read({ name: "stdin", bytes: utf8(`${record("x")}\n`), linesBefore: 41 });
    expect(items.map((item) => item.where)).toEqual(["stdin:42"]);
  });

  it("does not take a document with a call a line for NDJSON", async () => {
    const text = `{"tickets":[\n{"tid":"a","dialogue":[]},\n{"tid":"b","dialogue":[]}\n]}`;
    expect((await read({ name: "up", bytes: utf8(text) })).map((item) => item.call?.id)).toEqual(["a", "b"]);
  });
});

describe("any input", () => {
  it.each([
    ["an empty file", "", { where: "x", expected: "calls", found: "an empty file" }],
    [
      "broken JSON",
      '{\n  "version": 1,\n  "id": oops\n}',
      { where: "x:3:9", expected: "a JSON value", found: '"oops"' },
    ],
    ["text of no format", "once upon a time", { code: "input.format-unknown", path: "x" }],
    ["JSON of no format", '{"a":1}', { code: "input.format-unknown" }],
  ])("%s is an error that says so", async (_name, text, error) => {
    expect(await read({ name: "x", bytes: utf8(text) })).toMatchObject([{ where: "x", error }]);
  });

  it("refuses binary data, also where a format is named", async () => {
    const bytes = new Uint8Array([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 1, 2, 3]);
    expect(await read({ name: "a.wav", bytes })).toMatchObject([{ error: { code: "input.format-unknown" } }]);
    expect(await read({ name: "a.wav", bytes }, { format: "call-record" })).toMatchObject([
      { error: { code: "input.unreadable" } },
    ]);
    expect(await read({ name: "a.wav", bytes }, { format: "plain-text" })).toMatchObject([
      { error: { code: "input.unreadable" } },
    ]);
  });

  it("is read as the format that was named", async () => {
    const bytes = utf8('{"id":"1","turns":[]}');
    expect(await read({ name: "x", bytes }, { format: "dialogue-json" })).toMatchObject([
      { call: { id: "1", turns: [] } },
    ]);
    expect(await read({ name: "x", bytes }, { format: "nonesuch" })).toMatchObject([
      { error: { code: "input.format-unknown" } },
    ]);
  });

  it("puts given roles in for labels, and for roles by their name", async () => {
    const bytes = utf8("A: Hello\nB: Hi\n客服: 您好\n");
    const roles = { A: "agent", B: "customer", agent: "ivr" } as const;
    const [item] = await read({ name: "x.txt", bytes }, { roles });
    expect(item?.call).toMatchObject({
      turns: [{ speaker: "agent", speakerLabel: "A" }, { speaker: "customer", speakerLabel: "B" }, { speaker: "ivr" }],
    });
  });

  it.each([
    ["utf-8 with BOM", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("坐席:您好\n客户:喂\n")])],
    [
      "utf-16 little",
      new Uint8Array([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from("坐席:您好\n客户:喂\n", (char) => char.charCodeAt(0)).buffer),
      ]),
    ],
    [
      "gb18030",
      new Uint8Array([
        0xd7, 0xf8, 0xcf, 0xaf, 0x3a, 0xc4, 0xfa, 0xba, 0xc3, 0x0a, 0xbf, 0xcd, 0xbb, 0xa7, 0x3a, 0xce, 0xb9, 0x0a,
      ]),
    ],
  ])("in %s is the same text", async (_name, bytes) => {
    expect(await read({ name: "x.txt", bytes })).toMatchObject([
      {
        call: {
          turns: [
            { speaker: "agent", text: "您好" },
            { speaker: "customer", text: "喂" },
          ],
        },
      },
    ]);
  });
});

describe("writing", () => {
  it("refuses a format that can only be read", () => {
    expect(() => renderCalls([], "whisper")).toThrow(
      "whisper can't be written; these can: call-record, vcon, sca-upload, sca-result",
    );
  });
});

it("keeps what a row of a table has beyond its columns", async () => {
  const items = await read({ name: "t.csv", bytes: utf8("角色,内容\n客服,您好,多余,更多\n客户,你好\n") });
  expect(items[0]?.call).toMatchObject({
    turns: [{ text: "您好", extra: { "column 3": "多余", "column 4": "更多" } }, { text: "你好" }],
  });
});
