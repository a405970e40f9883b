// Opens an input: tells JSON document, NDJSON, other text and binary apart by the bytes themselves, and
// reads NDJSON line by line so that memory does not grow with the number of calls.
import { AppError, refuseDepth } from "@tingheng/domain";
import { ByteReader } from "./byte-reader.ts";
import { type Charset, decode, decodeHead, detectCharset } from "./charset.ts";
import type { Input, JsonItem, Sample, Source } from "./format.ts";
import { findJsonProblem } from "./json-problem.ts";

const headLength = 64 * 1024;
const sampleValues = 8;

/** @throws AppError `input.unreadable` where a document is larger than a text can be */
export async function openSource({ name, bytes, linesBefore = 0 }: Input): Promise<Source> {
  const reader = new ByteReader(bytes);
  const { head, complete } = await reader.peek(headLength);
  if (isBinary(head)) return binarySource(name, reader, head);
  const charset = detectCharset(head);
  const text = decodeHead(head, charset);
  if (linesBefore === 0 && !looksLikeJson(text, name)) return textSource(name, reader, charset, text);
  const knownLines = linesBefore > 0 || /\.(ndjson|jsonl)$/i.test(name);
  const layout = await layoutOf(knownLines, reader, charset, complete);
  if (layout.kind === "lines") return linesSource(name, reader, charset, layout.values, linesBefore);
  return documentSource(name, reader, charset);
}

const signatures = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

function isBinary(head: Uint8Array): boolean {
  if (signatures.some((signature) => signature.every((byte, at) => head[at] === byte))) return true;
  return head.includes(0) && !detectCharset(head).startsWith("utf-16");
}

/** `[00:12] 坐席:…` also begins with a bracket, so what follows it decides. */
function looksLikeJson(text: string, name: string): boolean {
  return /\.(json|ndjson|jsonl|vcon)$/i.test(name) || /^\s*(\{|\[\s*([{["\]]|$))/.test(text.replace(/^\uFEFF/, ""));
}

type Layout = { readonly kind: "document" } | { readonly kind: "lines"; readonly values: readonly unknown[] };

async function layoutOf(knownLines: boolean, reader: ByteReader, charset: Charset, ended: boolean): Promise<Layout> {
  if (charset.startsWith("utf-16")) return { kind: "document" };
  let { head, complete } = await reader.peek(headLength);
  while (!complete && !head.includes(10)) ({ head, complete } = await reader.peek(head.length * 2));
  const lines = decodeHead(head, charset).split("\n");
  if (!complete && !ended) lines.pop();
  const filled = lines.filter((line) => line.trim() !== "");
  if (!knownLines && !filled[0]?.trimStart().startsWith("{")) return { kind: "document" };
  if (!knownLines && findJsonProblem(filled[0] ?? "")?.unfinished) return { kind: "document" };
  const values = filled.slice(0, sampleValues * 4).flatMap((line) => (line.startsWith("{") ? tryParse(line) : []));
  const several = filled.length > 1 || !complete;
  if (knownLines || (values.length > 0 && several)) return { kind: "lines", values: values.slice(0, sampleValues) };
  return { kind: "document" };
}

function tryParse(text: string): unknown[] {
  try {
    return [parsed(text, "")];
  } catch {
    return [];
  }
}

function binarySource(name: string, reader: ByteReader, head: Uint8Array): Source {
  const refuse = () => unreadable(name, "binary data, not text");
  return {
    name,
    sample: { kind: "binary", name, bytes: head },
    bytes: () => reader.all(),
    text: async () => {
      throw refuse();
    },
    async *values() {
      yield { ok: false, error: refuse(), where: name };
    },
  };
}

function textSource(name: string, reader: ByteReader, charset: Charset, head: string): Source {
  return {
    name,
    sample: { kind: "text", name, text: head.replace(/^\uFEFF/, "") },
    bytes: () => reader.all(),
    text: () => wholeText(name, reader, charset),
    async *values() {
      yield documentItem(name, await wholeText(name, reader, charset));
    },
  };
}

async function documentSource(name: string, reader: ByteReader, charset: Charset): Promise<Source> {
  const text = await wholeText(name, reader, charset);
  const item = documentItem(name, text);
  const sample: Sample = item.ok
    ? { kind: "json", name, values: Array.isArray(item.value) ? item.value.slice(0, sampleValues) : [item.value] }
    : { kind: "text", name, text };
  return {
    name,
    sample,
    ...(item.ok ? {} : { jsonError: item.error }),
    bytes: () => reader.all(),
    text: async () => text,
    async *values() {
      yield item;
    },
  };
}

function linesSource(
  name: string,
  reader: ByteReader,
  charset: Charset,
  values: readonly unknown[],
  linesBefore: number,
): Source {
  return {
    name,
    sample: { kind: "json", name, values },
    bytes: () => reader.all(),
    text: () => wholeText(name, reader, charset),
    async *values() {
      let line = linesBefore;
      for await (const bytes of reader.lines()) {
        line += 1;
        const text = decode(bytes, charset);
        if (text === undefined) yield { ok: false, error: undecodable(`${name}:${line}`), where: `${name}:${line}` };
        else if (text.trim() !== "") yield lineItem(name, line, text);
      }
    },
  };
}

function lineItem(name: string, line: number, text: string): JsonItem {
  const where = `${name}:${line}`;
  try {
    return { ok: true, value: parsed(text, where), where, line };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error, where };
    return { ok: false, error: notJson(text, (problem) => `${where}:${problem.column}`), where };
  }
}

function documentItem(name: string, text: string): JsonItem {
  try {
    return { ok: true, value: parsed(text, name), where: name };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error, where: name };
    return { ok: false, error: notJson(text, ({ line, column }) => `${name}:${line}:${column}`), where: name };
  }
}

/** @throws SyntaxError, AppError `input.malformed` */
function parsed(text: string, where: string): unknown {
  const value: unknown = JSON.parse(text);
  refuseDepth(value, where);
  return value;
}

function notJson(text: string, where: (problem: { line: number; column: number }) => string): AppError {
  const problem = findJsonProblem(text) ?? { line: 1, column: 1, expected: "JSON", found: "something else" };
  return new AppError("input.malformed", { where: where(problem), expected: problem.expected, found: problem.found });
}

async function wholeText(name: string, reader: ByteReader, charset: Charset): Promise<string> {
  const bytes = await reader.all();
  const text = decodeWhole(name, bytes, charset);
  if (text === undefined) throw undecodable(name);
  return text;
}

function decodeWhole(name: string, bytes: Uint8Array, charset: Charset): string | undefined {
  try {
    return decode(bytes, charset);
  } catch (error) {
    throw unreadable(
      name,
      `${bytes.length} bytes are too many for one document; write one call a line (NDJSON): ${error}`,
    );
  }
}

const undecodable = (where: string): AppError =>
  new AppError("input.malformed", {
    where,
    expected: "text in UTF-8, UTF-16 or GB18030",
    found: "bytes that are none of them",
  });

const unreadable = (path: string, problem: string): AppError => new AppError("input.unreadable", { path, problem });
