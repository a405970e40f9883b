// A recording by its URL: every name is resolved once and checked, every redirect anew, and no server is waited for without end.
import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { AppError } from "@tingheng/domain";
import { parseAddress, reachOf } from "./address-reach.ts";
import { ask } from "./ask.ts";
import { asFetchError, type FetchLimits, limitedBody, tooLarge, usualFetchLimits } from "./fetch-limits.ts";
import { type HostRules, type HostSettings, hostOf, hostRules, portOf } from "./host-rules.ts";
import { offeredName } from "./offered-name.ts";

export interface FetchSettings extends HostSettings {
  readonly limits?: Partial<FetchLimits>;
  /** Certificates (PEM) of an authority of the house. */
  readonly certificates?: readonly string[];
  /** All addresses of a name; the system's own resolver when not given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

export interface FetchedRecording {
  /** To be read once, to the end or until enough. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** As the server says, without what could harm. */
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly byteCount?: number;
}

interface Journey {
  readonly rules: HostRules;
  readonly limits: FetchLimits;
  readonly settings: FetchSettings;
  readonly ended: AbortSignal;
}

const longestUrl = 8_192;
const mostAddresses = 4;
const redirectCodes: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** @throws AppError `fetch.*`, also while the bytes are read; `usage` for settings that can't be read */
export async function fetchRecording(address: string, settings: FetchSettings = {}): Promise<FetchedRecording> {
  const limits = { ...usualFetchLimits, ...settings.limits };
  const journey = { rules: hostRules(settings), limits, settings, ended: AbortSignal.timeout(limits.totalMs) };
  let url = parseUrl(address);
  let fromOutside = false;
  for (let step = 0; step <= limits.redirects; step += 1) {
    const { answer, outside } = await askChecked(url, fromOutside, journey);
    const next = redirectCodes.has(answer.statusCode ?? 0) ? answer.headers.location : undefined;
    if (next === undefined) return received(answer, url, journey);
    answer.destroy();
    fromOutside ||= outside;
    url = parseUrl(next, url);
  }
  throw new AppError("fetch.redirects", { host: hostOf(url), allowed: `${limits.redirects}` });
}

/** @throws AppError `fetch.url` */
function parseUrl(text: string, base?: URL): URL {
  const url = text.length > longestUrl ? null : URL.parse(text, base?.href);
  const plain = url !== null && ["https:", "http:"].includes(url.protocol) && `${url.username}${url.password}` === "";
  const host = url === null ? "" : hostOf(url);
  if (!plain || host === "" || host.length > 253 || portOf(url) === 0) {
    throw new AppError("fetch.url", { url: shown(text) });
  }
  return url;
}

/** Without what might be a password. */
function shown(text: string): string {
  return text.slice(0, 200).replace(/\/\/[^/]*@/, "//…@");
}

/** Every address of the name has to pass; then they are tried in their order. */
async function askChecked(
  url: URL,
  fromOutside: boolean,
  { rules, limits, settings, ended }: Journey,
): Promise<{ readonly answer: IncomingMessage; readonly outside: boolean }> {
  const host = hostOf(url);
  const found = (await resolved(host, settings, limits)).map((text) => ({ text, address: parseAddress(text) }));
  for (const { address } of found) {
    const refusal = address === undefined ? "fetch.internal" : rules.refusal({ url, host, address, fromOutside });
    if (refusal !== undefined) throw new AppError(refusal, { host });
  }
  const outside = found.some(({ address }) => address !== undefined && reachOf(address) === "public");
  const asking = { url, certificates: settings.certificates ?? [], patienceMs: limits.stallMs, signal: ended };
  let problem = "its name has no address";
  for (const { text } of found.slice(0, mostAddresses)) {
    try {
      return { answer: await ask({ ...asking, address: text }), outside };
    } catch (error) {
      if (ended.aborted) throw asFetchError(error, host, limits, ended);
      problem = problemOf(error);
    }
  }
  throw new AppError("fetch.unreachable", { host, problem });
}

async function resolved(host: string, { resolve = systemResolver }: FetchSettings, { stallMs }: FetchLimits) {
  if (isIP(host) !== 0) return [host];
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new Error("its name was not resolved in time")), stallMs);
  });
  return Promise.race([resolve(host), late])
    .catch((error: unknown) => {
      throw new AppError("fetch.unreachable", { host, problem: problemOf(error) });
    })
    .finally(() => clearTimeout(alarm));
}

async function systemResolver(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, order: "verbatim" })).map(({ address }) => address);
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws AppError when the answer is no recording that is wanted; then nothing of it is read */
function received(answer: IncomingMessage, url: URL, { limits, ended }: Journey): FetchedRecording {
  const host = hostOf(url);
  const { headers, statusCode } = answer;
  const byteCount = headers["content-length"] === undefined ? undefined : Number(headers["content-length"]);
  const packed = (headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const refusal =
    statusCode !== 200
      ? new AppError("fetch.answer", { host, answer: `HTTP ${statusCode}` })
      : packed !== "identity" && packed !== ""
        ? new AppError("fetch.answer", { host, answer: `Content-Encoding: ${packed.slice(0, 40)}` })
        : (byteCount ?? 0) > limits.maxBytes
          ? tooLarge(host, limits)
          : undefined;
  if (refusal !== undefined) {
    answer.destroy();
    throw refusal;
  }
  const fileName = offeredName(headers["content-disposition"], url);
  const mediaType = /^[\w.+-]+\/[\w.+-]+/.exec(headers["content-type"] ?? "")?.[0].toLowerCase();
  return {
    bytes: limitedBody(answer, host, limits, ended),
    ...(fileName === undefined ? {} : { fileName }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(byteCount === undefined ? {} : { byteCount }),
  };
}
