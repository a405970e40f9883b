// How much, how long and how often: what a server elsewhere may cost.
import type { IncomingMessage } from "node:http";
import { AppError } from "@tingheng/domain";

export interface FetchLimits {
  readonly maxBytes: number;
  /** From the first look at the URL to the last byte. */
  readonly totalMs: number;
  /** Without an answer, and later without a byte. */
  readonly stallMs: number;
  readonly redirects: number;
}

export const usualFetchLimits: FetchLimits = {
  maxBytes: 2 * 1_024 ** 3,
  totalMs: 10 * 60_000,
  stallMs: 30_000,
  redirects: 3,
};

/** The bytes of an answer as they come. `ended` is the end of all patience.
 * @throws AppError `fetch.too-large`, `fetch.too-slow`, `fetch.broken` */
export async function* limitedBody(
  answer: IncomingMessage,
  host: string,
  limits: FetchLimits,
  ended: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  const pieces = answer[Symbol.asyncIterator]();
  const stalled = () => answer.destroy(tooSlow(host, limits.stallMs));
  try {
    for (;;) {
      const alarm = setTimeout(stalled, limits.stallMs);
      const next = await pieces.next().finally(() => clearTimeout(alarm));
      if (next.done === true) return;
      count += next.value.length;
      if (count > limits.maxBytes) throw tooLarge(host, limits);
      yield next.value;
    }
  } catch (error) {
    throw asFetchError(error, host, limits, ended);
  } finally {
    answer.destroy();
  }
}

export function asFetchError(error: unknown, host: string, limits: FetchLimits, ended: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (ended.aborted) return tooSlow(host, limits.totalMs);
  return new AppError("fetch.broken", { host, problem: error instanceof Error ? error.message : String(error) });
}

export function tooLarge(host: string, { maxBytes }: FetchLimits): AppError {
  return new AppError("fetch.too-large", { host, allowed: `${Math.round(maxBytes / 1_024 ** 2)} MB` });
}

function tooSlow(host: string, ms: number): AppError {
  return new AppError("fetch.too-slow", { host, seconds: `${Math.round(ms / 1_000)}` });
}
