// Inputs of `inspect` and `convert` → tasks small enough to be spread over workers: a file, or a piece of a file of lines.
import { type Dirent, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { AppError, type ErrorCode } from "@tingheng/domain";
import type { Input } from "@tingheng/formats";
import { fileBytes, unreadable } from "@tingheng/knowledge/files";
import { isRecording, type RecordingFiles, recordingAt, recordingsAmong } from "@tingheng/listening/files";

/** An expected failure as data, so that it can pass between threads. */
export interface Failure {
  readonly where: string;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
}

export function failureAt(where: string, { code, details }: AppError): Failure {
  return { where, code, details };
}

/** What a worker reads and judges in one go. Files are opened by the worker itself. */
export type Task =
  | { readonly kind: "unreadable"; readonly failure: Failure }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "recording"; readonly files: RecordingFiles }
  | { readonly kind: "lines"; readonly name: string; readonly linesBefore: number; readonly bytes: Uint8Array }
  | { readonly kind: "bytes"; readonly name: string; readonly bytes: Uint8Array };

/** What calls are read from. */
export function inputOf(task: Exclude<Task, { kind: "unreadable" | "recording" }>): Input {
  if (task.kind === "file") return { name: task.path, bytes: fileBytes(task.path) };
  if (task.kind === "lines") return { name: lineName(task.name), bytes: task.bytes, linesBefore: task.linesBefore };
  return { name: task.name, bytes: task.bytes };
}

/** Lines from a pipe have no name that tells what they are. */
function lineName(name: string): string {
  return name === "-" ? "stdin.ndjson" : name;
}

const readable = new Set([
  ".json",
  ".ndjson",
  ".jsonl",
  ".vcon",
  ".csv",
  ".tsv",
  ".xlsx",
  ".xls",
  ".txt",
  ".srt",
  ".vtt",
]);
const pieceBytes = 256 * 1024;
const newline = 10;

/**
 * The tasks of all inputs in order; `-` is standard input. Folders are walked; files in them that can't hold calls
 * are reported to `passedOver`, never left out in silence.
 */
export async function* tasksOf(
  inputs: readonly string[],
  stdin: AsyncIterable<Uint8Array>,
  passedOver: (path: string) => void,
): AsyncGenerator<Task> {
  for (const input of inputs) {
    if (input === "-") yield* pieces("-", stdin);
    else yield* tasksOfPath(input, passedOver);
  }
}

async function* tasksOfPath(path: string, passedOver: (path: string) => void): AsyncGenerator<Task> {
  let entries: Dirent[];
  try {
    if (!statSync(path).isDirectory()) {
      yield* tasksOfFile(path);
      return;
    }
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    yield { kind: "unreadable", failure: failureAt(path, unreadable(path, error)) };
    return;
  }
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => join(path, name));
  const { recordings, others } = recordingsAmong(files);
  const byPath = new Map(recordings.map((one) => [one.path, one]));
  const besides = new Set(files.filter((file) => !byPath.has(file) && !others.includes(file)));
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    const recording = byPath.get(inner);
    if (entry.isDirectory()) yield* tasksOfPath(inner, passedOver);
    else if (recording !== undefined) yield { kind: "recording", files: recording };
    else if (besides.has(inner)) continue;
    else if (readable.has(extname(entry.name).toLowerCase())) yield* tasksOfFile(inner);
    else passedOver(inner);
  }
}

async function* tasksOfFile(path: string): AsyncGenerator<Task> {
  if (isRecording(path)) yield { kind: "recording", files: recordingAt(path) };
  else if (/\.(ndjson|jsonl)$/i.test(path)) yield* pieces(path, fileBytes(path, pieceBytes));
  else yield { kind: "file", path };
}

/**
 * Cuts a stream of lines at line ends. A stream that is not made of JSON lines comes out whole. Where reading fails,
 * the lines before are kept and the failure comes after them.
 */
async function* pieces(name: string, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Task> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let linesBefore = 0;
  let lined: boolean | undefined = /\.(ndjson|jsonl)$/i.test(name) ? true : undefined;
  let problem: AppError | undefined;
  const chunks = failing(stream, (error) => {
    problem = error;
  });
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < pieceBytes) continue;
    lined ??= isLined(joined(held));
    if (!lined) continue;
    const all = joined(held);
    const end = all.lastIndexOf(newline) + 1;
    if (end === 0) continue;
    const piece = all.slice(0, end);
    yield { kind: "lines", name, linesBefore, bytes: piece };
    linesBefore += count(piece);
    held = end === all.length ? [] : [all.slice(end)];
    heldBytes = all.length - end;
  }
  if (heldBytes > 0 || (linesBefore === 0 && problem === undefined)) {
    const rest = joined(held);
    yield lined === true ? { kind: "lines", name, linesBefore, bytes: rest } : { kind: "bytes", name, bytes: rest };
  }
  if (problem !== undefined) yield { kind: "unreadable", failure: failureAt(name, problem) };
}

/** Ends where reading fails, and says so. */
async function* failing(
  stream: AsyncIterable<Uint8Array>,
  failed: (error: AppError) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failed(error);
  }
}

/** Whether the first line is a JSON object that ends where the line ends. */
function isLined(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(newline);
  if (end < 0) return false;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
