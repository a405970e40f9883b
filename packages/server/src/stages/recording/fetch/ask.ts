// One request to one address that was checked: nothing is resolved again, nothing is sent along but what a stranger may know.
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { hostOf, portOf } from "./host-rules.ts";

export interface Question {
  readonly url: URL;
  /** What the name was resolved to. */
  readonly address: string;
  /** Certificates (PEM) that count beside the well-known ones. */
  readonly certificates: readonly string[];
  /** For the head of the answer. */
  readonly patienceMs: number;
  /** Ends the request, and the answer while it is read. */
  readonly signal: AbortSignal;
}

const headers = {
  accept: "audio/*, application/octet-stream;q=0.9, */*;q=0.5",
  "accept-encoding": "identity",
  "user-agent": "Tingheng",
} as const;

/** The answer with its body still to be read. Errors are Node's own. */
export function ask({ url, address, certificates, patienceMs, signal }: Question): Promise<IncomingMessage> {
  const host = hostOf(url);
  const secure = url.protocol === "https:";
  const request = (secure ? requestSecure : requestPlain)({
    method: "GET",
    host: address,
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host },
    agent: false,
    maxHeaderSize: 16_384,
    signal,
    lookup: (name, _, done) => done(new Error(`${name} was to be resolved a second time`), "", 0),
    ...(secure ? { servername: isIP(host) === 0 ? host : "", ca: [...rootCertificates, ...certificates] } : {}),
  });
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => request.destroy(new Error("no answer")), patienceMs);
    request.on("close", () => {
      clearTimeout(alarm);
      reject(new Error("closed without an answer"));
    });
    request.on("response", (answer) => {
      clearTimeout(alarm);
      // Whoever reads the body hears of its errors; until then they are nobody's.
      answer.on("error", () => {});
      resolve(answer);
    });
    request.on("error", reject);
    request.end();
  });
}
