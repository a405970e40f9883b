// One file from a server: goes on where it was interrupted, and is what it should be or isn't there at all.
import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@tingheng/domain";
import { type CheckedBy, sha256Of } from "./manifest.ts";

export interface Wanted {
  readonly url: string;
  /** Where it goes; meanwhile it is `<path>.part`. */
  readonly path: string;
  readonly sha256?: string | undefined;
  readonly bytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
  readonly checkedBy: CheckedBy;
}

/** In a row, without a byte more. */
const attempts = 5;
const redirects = 5;
const stalledMs = 60_000;
const betweenMs = 500;

/** @throws AppError `model.download-failed`, `model.checksum`, `model.disk-full` */
export async function downloadFile(wanted: Wanted): Promise<Downloaded> {
  const part = `${wanted.path}.part`;
  const told = await tryAgain(wanted, part);
  const { size: bytes } = await stat(part);
  const sha256 = await sha256Of(part);
  const expected = wanted.sha256 ?? told;
  if (expected !== undefined && expected !== sha256) {
    await forget(part);
    throw new AppError("model.checksum", { path: wanted.url, expected, found: sha256 });
  }
  await rename(part, wanted.path);
  await forget(part);
  const checkedBy = wanted.sha256 !== undefined ? "catalogue" : told === undefined ? "nothing" : "server";
  return { bytes, sha256, checkedBy };
}

/** The sum that the server tells, where it does. What was loaded before a break stays and is gone on from. */
async function tryAgain(wanted: Wanted, part: string): Promise<string | undefined> {
  let before = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await load(wanted, part);
    } catch (error) {
      const here = await sizeOf(part);
      if (here > before) attempt = 1;
      before = here;
      if (error instanceof AppError) throw error;
      const problem = error as NodeJS.ErrnoException;
      if (problem.code === "ENOSPC") throw new AppError("model.disk-full", { path: part, needed: "?", free: "0 MB" });
      const why = wanted.signal?.aborted === true ? "stopped" : sentenceOf(problem);
      if (wanted.signal?.aborted === true || attempt >= attempts)
        throw new AppError("model.download-failed", { path: wanted.url, problem: why });
      await new Promise((resolve) => setTimeout(resolve, betweenMs * attempt));
    }
  }
}

function sentenceOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const tagFile = (part: string): string => `${part}.etag`;
const forget = (part: string): Promise<unknown> =>
  Promise.all([rm(part, { force: true }), rm(tagFile(part), { force: true })]);

async function load({ url, bytes, signal, progress }: Wanted, part: string): Promise<string | undefined> {
  const have = await sizeOf(part);
  const tag = have === 0 ? "" : await readFile(tagFile(part), "utf8").catch(() => "");
  if (tag === "") await forget(part);
  const from = tag === "" ? 0 : have;
  const quiet = new AbortController();
  const abort = AbortSignal.any([quiet.signal, ...(signal === undefined ? [] : [signal])]);
  const alarm = setTimeout(() => quiet.abort(new Error(`nothing came for ${stalledMs / 1000} s`)), stalledMs);
  try {
    const { response, sum } = await follow(url, from === 0 ? {} : { range: `bytes=${from}-`, "if-range": tag }, abort);
    const whole = Number(/\/(\d+)$/u.exec(response.headers.get("content-range") ?? "")?.[1]);
    if (response.status === 416) {
      await response.body?.cancel();
      if (whole === from) return sum;
      await forget(part);
      throw new Error("the file on the server has changed");
    }
    if (!response.ok) await refuse(url, response);
    const goesOn = response.status === 206 && from > 0;
    const length = Number(response.headers.get("content-length")) || undefined;
    const total = goesOn ? whole : (length ?? bytes);
    await writeFile(tagFile(part), strongTag(response));
    let done = goesOn ? from : 0;
    const counting = new Transform({
      transform(piece: Uint8Array, _, next) {
        done += piece.length;
        alarm.refresh();
        progress?.(done, total);
        next(null, piece);
      },
    });
    if (response.body === null) throw new Error("an empty answer");
    const out = createWriteStream(part, { flags: goesOn ? "a" : "w" });
    await pipeline(Readable.fromWeb(response.body), counting, out, { signal: abort });
    if (total !== undefined && done < total) throw new Error(`${done} of ${total} bytes came`);
    return sum;
  } finally {
    clearTimeout(alarm);
  }
}

/** A weak tag can't promise that the rest belongs to what is here. */
function strongTag({ headers }: Response): string {
  const tag = headers.get("etag") ?? "";
  return tag.startsWith("W/") ? "" : tag;
}

/** What won't be better at the next attempt isn't tried again. */
async function refuse(url: string, response: Response): Promise<never> {
  await response.body?.cancel();
  const problem = `HTTP ${response.status}`;
  if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Error(problem);
  throw new AppError("model.download-failed", { path: url, problem });
}

/** Step by step: the server that sends elsewhere is the one that knows the sum of a large file (`x-linked-etag`). */
async function follow(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ response: Response; sum: string | undefined }> {
  let address = url;
  let sum: string | undefined;
  for (let step = 0; step <= redirects; step++) {
    const response = await fetch(address, {
      headers: { ...headers, "accept-encoding": "identity" },
      redirect: "manual",
      signal,
    });
    sum ??= /^"?([0-9a-f]{64})"?$/u.exec(response.headers.get("x-linked-etag") ?? "")?.[1];
    const next = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (next === null) return { response, sum };
    await response.body?.cancel();
    address = new URL(next, address).href;
  }
  throw new Error(`more than ${redirects} redirections`);
}
