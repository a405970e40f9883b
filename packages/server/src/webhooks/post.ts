// One request to a receiver: its name is resolved once and every address checked, redirects are answers like others, and of what
// comes back only the beginning is read.
import { lookup } from "node:dns/promises";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import { AppError } from "@tingheng/domain";
import { parseAddress } from "../stages/recording/fetch/address-reach.ts";
import { hostOf, hostRules, portOf } from "../stages/recording/fetch/host-rules.ts";

export interface PostSettings {
  readonly allowedHosts: readonly string[];
  readonly patienceMs: number;
}

export interface PostAnswer {
  readonly status: number;
  /** How it begins. */
  readonly text: string;
}

const answerBytes = 2_000;

/** @throws AppError `fetch.url`, `fetch.internal`, `fetch.insecure`, `fetch.port`, `fetch.unreachable`, `fetch.too-slow`, `fetch.broken` */
export async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowedHosts, patienceMs }: PostSettings,
): Promise<PostAnswer> {
  const url = receiverUrl(address);
  const host = hostOf(url);
  const late = AbortSignal.timeout(patienceMs);
  const slow = new AppError("fetch.too-slow", { host, seconds: String(Math.round(patienceMs / 1_000)) });
  try {
    const found = await Promise.race([
      checkedAddress(url, allowedHosts),
      new Promise<never>((_, reject) => late.addEventListener("abort", () => reject(slow))),
    ]);
    return await send(url, found, body, headers, late);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (late.aborted) throw slow;
    throw new AppError("fetch.broken", { host, problem: error instanceof Error ? error.message : String(error) });
  }
}

/** @throws AppError `fetch.url` */
export function receiverUrl(text: string): URL {
  const url = text.length > 2_000 ? null : URL.parse(text);
  const plain = url !== null && ["https:", "http:"].includes(url.protocol) && `${url.username}${url.password}` === "";
  if (!plain || hostOf(url) === "")
    throw new AppError("fetch.url", { url: text.slice(0, 200).replace(/\/\/[^/]*@/, "//…@") });
  return url;
}

/** All addresses of the name have to pass, so that none can be slipped in between. */
async function checkedAddress(url: URL, allowedHosts: readonly string[]): Promise<string> {
  const host = hostOf(url);
  const rules = hostRules({ allowedHosts });
  const found = isIP(host) !== 0 ? [host] : await addressesOf(host);
  for (const text of found) {
    const address = parseAddress(text);
    const refusal =
      address === undefined ? "fetch.internal" : rules.refusal({ url, host, address, fromOutside: false });
    if (refusal !== undefined) throw new AppError(refusal, { host });
  }
  const [first] = found;
  if (first === undefined) throw new AppError("fetch.unreachable", { host, problem: "its name has no address" });
  return first;
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true, order: "ipv4first" })).map(({ address }) => address);
  } catch (error) {
    throw new AppError("fetch.unreachable", { host, problem: error instanceof Error ? error.message : String(error) });
  }
}

function send(
  url: URL,
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PostAnswer> {
  const host = hostOf(url);
  const secure = url.protocol === "https:";
  const bytes = Buffer.from(body, "utf8");
  return new Promise((resolve, reject) => {
    const request = (secure ? requestSecure : requestPlain)({
      method: "POST",
      host: address,
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host, "content-length": bytes.length },
      agent: false,
      maxHeaderSize: 16_384,
      signal,
      lookup: (name, _, done) => done(new Error(`${name} was to be resolved a second time`), "", 0),
      ...(secure ? { servername: isIP(host) === 0 ? host : "" } : {}),
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      const status = answer.statusCode ?? 0;
      const parts: Buffer[] = [];
      let count = 0;
      const done = () =>
        resolve({ status, text: Buffer.concat(parts).subarray(0, answerBytes).toString("utf8").replaceAll("\0", "") });
      answer.on("data", (part: Buffer) => {
        parts.push(part);
        count += part.length;
        if (count < answerBytes) return;
        done();
        request.destroy();
      });
      answer.on("end", done);
      answer.on("error", reject);
    });
    request.end(bytes);
  });
}
