// A real S3 server in a process of its own, for tests; it keeps its objects as files. It checks neither signatures of
// version 4 nor If-Match, so that is done by the door in front of it.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { refusalOf } from "./aws-signature.ts";

export type S3Server = {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** As somebody else's program puts it there. */
  put(bucket: string, key: string, bytes: Uint8Array): Promise<void>;
  /** The file that holds an object. */
  fileOf(bucket: string, key: string): string;
  kill(): Promise<void>;
  /** Kills it if it lives, and removes what it kept. */
  remove(): Promise<void>;
};

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("s3rver/package.json")), "bin", "s3rver.js");
/** The server makes its tokens for the next page by DES. */
const nodeOptions = ["--no-deprecation", "--openssl-legacy-provider"];
const listening = /listening on 127\.0\.0\.1:(\d+)/;
const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

export async function startS3Server(bucket: string): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "s3-server-"));
  const args = ["-d", folder, "-a", "127.0.0.1", "-p", "0", "-s", "--configure-bucket", bucket];
  const server = spawn(process.execPath, [...nodeOptions, program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const port = await portOf(server);
  const door = createServer((request, response) => void passOn(port, request, response));
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const kill = () => {
    server.kill("SIGKILL");
    return gone;
  };
  return {
    endpoint: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    credentials,
    async put(name, key, bytes) {
      const response = await fetch(`http://127.0.0.1:${port}/${name}/${encodeURI(key)}`, {
        method: "PUT",
        body: bytes,
      });
      if (!response.ok) throw new Error(`${key} was not put: ${await response.text()}`);
    },
    fileOf: (name, key) => join(folder, name, `${key}._S3rver_object`),
    kill,
    remove: async () => {
      await kill();
      door.closeAllConnections();
      await new Promise<void>((resolve) => door.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function passOn(port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "", headers } = request;
  const body = await buffer(request);
  const refusal = refusalOf({ method, url, headers, body }, credentials.accessKeyId, credentials.secretAccessKey);
  if (refusal !== undefined) return refuse(response, 403, refusal);
  const passed = ask({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    const wanted = headers["if-match"];
    if (wanted !== undefined && wanted !== answer.headers.etag) {
      answer.resume();
      return refuse(response, 412, "PreconditionFailed");
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    return answer.pipe(response);
  });
  passed.on("error", () => response.destroy());
  response.on("close", () => passed.destroy());
  passed.end(body);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(`<Error><Code>${code}</Code></Error>`);
}

function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (piece: Buffer) => {
      said += piece.toString();
      const port = listening.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("exit", () => reject(new Error(`the S3 server ended: ${said}`)));
  });
}
