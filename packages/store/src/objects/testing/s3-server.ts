// A real S3 server in a process of its own, for tests: it checks signatures and keeps its objects as files.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type S3Server = {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The file that holds an object. */
  fileOf(bucket: string, key: string): string;
  kill(): Promise<void>;
  /** Kills it if it lives, and removes what it kept. */
  remove(): Promise<void>;
};

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("s3rver/package.json")), "bin", "s3rver.js");
const listening = /listening on (127\.0\.0\.1:\d+)/;

export async function startS3Server(bucket: string): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "s3-server-"));
  const args = ["-d", folder, "-a", "127.0.0.1", "-p", "0", "-s", "--configure-bucket", bucket];
  const server = spawn(process.execPath, ["--no-deprecation", program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const address = await addressOf(server);
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const kill = () => {
    server.kill("SIGKILL");
    return gone;
  };
  return {
    endpoint: `http://${address}`,
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    fileOf: (name, key) => join(folder, name, `${key}._S3rver_object`),
    kill,
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (piece: Buffer) => {
      said += piece.toString();
      const address = listening.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("exit", () => reject(new Error(`the S3 server ended: ${said}`)));
  });
}
