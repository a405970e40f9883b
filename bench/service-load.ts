// What the benches of the service share: real dialogues as incoming calls, and processes of the service itself.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallRecord } from "../packages/domain/src/index.ts";
import { ownData } from "../packages/knowledge/src/index.ts";

/** The development calls, over and over, each time as another call of a later minute. */
export function* manyCalls(count: number, startMs = Date.parse("2026-03-02T01:00:00Z")): Generator<CallRecord> {
  const dialogues = developmentCalls();
  for (let index = 0; index < count; index += 1) {
    const dialogue = dialogues[index % dialogues.length];
    if (dialogue === undefined) throw new Error("there are no development calls");
    yield {
      ...dialogue,
      source: "bench",
      id: `bench-${index}`,
      startedAt: new Date(startMs + index * 1_000).toISOString(),
      agent: { ...dialogue.agent, id: `agent-${index % 97}`, team: `team-${index % 7}` },
    };
  }
}

export function developmentCalls(): CallRecord[] {
  const folder = join(ownData, "bench", "development");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { call?: CallRecord } & CallRecord)
    .map((line) => line.call ?? line);
}

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Undefined for a process that only works. */
  readonly url: string | undefined;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `tingheng serve` and waits until it says that it runs. */
export async function startProcess(settings: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const main = join(ownData, "packages", "cli", "src", "main.ts");
  const child = spawn(process.execPath, [main, "--lang", "en", "serve", "--port", "0"], {
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", TINGHENG_LOG_LEVEL: "info", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise<string | undefined>((resolve, reject) => {
    const listen = (bytes: Buffer) => {
      said += bytes.toString("utf8");
      const address = /is running: (\S+)\//.exec(said)?.[1];
      if (address !== undefined) resolve(address);
      else if (said.includes('"msg":"working"')) resolve(undefined);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}: ${said.slice(-2_000)}`)));
  });
  return {
    child,
    url,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}
