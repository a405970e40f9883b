// What the benches of the service share: real dialogues as incoming calls, and processes of the service itself.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallRecord, Permission } from "../packages/domain/src/index.ts";
import { ownData } from "../packages/knowledge/src/index.ts";
import { makeKey, type RunningService, readConfig, startService } from "../packages/server/src/index.ts";

/** The development calls, over and over, each time as another call of a later second. */
export function* manyCalls(count: number, startMs = Date.parse("2026-03-02T01:00:00Z")): Generator<CallRecord> {
  for (let index = 0; index < count; index += 1) yield callNumber(index, startMs);
}

let dialogues: readonly CallRecord[] | undefined;

export function callNumber(index: number, startMs = Date.parse("2026-03-02T01:00:00Z")): CallRecord {
  dialogues ??= developmentCalls();
  const dialogue = dialogues[index % dialogues.length];
  if (dialogue === undefined) throw new Error("there are no development calls");
  return {
    ...dialogue,
    source: "bench",
    id: `bench-${index}`,
    startedAt: new Date(startMs + index * 1_000).toISOString(),
    agent: { ...dialogue.agent, id: `agent-${index % 97}`, team: `team-${index % 7}` },
  };
}

function developmentCalls(): CallRecord[] {
  const folder = join(ownData, "bench", "development");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly call: CallRecord }).call);
}

export type ServiceSettings = Readonly<Record<string, string>>;

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Undefined for a process that only works. */
  readonly url: string | undefined;
  /** The last of what it told. */
  said(): string;
  /** Ends it and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `tingheng serve`, or another command that serves, and waits until it says that it runs. */
export async function startProcess(
  settings: ServiceSettings,
  command: readonly string[] = ["serve"],
  cwd?: string,
): Promise<ServiceProcess> {
  const main = join(ownData, "packages", "cli", "src", "main.ts");
  const child = spawn(process.execPath, [main, "--lang", "en", ...command], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", TINGHENG_PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise<string | undefined>((resolve, reject) => {
    const listen = (bytes: Buffer) => {
      said = `${said}${bytes.toString("utf8")}`.slice(-20_000);
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
    said: () => said,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}

/** The service in this process, answering only: to send calls past HTTP, to ask its database, to make a key. */
export function startAnswering(settings: ServiceSettings): Promise<RunningService> {
  return startService(
    readConfig({ TINGHENG_PORT: "0", TINGHENG_LOG_LEVEL: "silent", ...settings, TINGHENG_PART: "api" }),
  );
}

/** A key for every call: to send and read them, or what is asked for. */
export async function keyOf(
  { services }: RunningService,
  permissions: readonly Permission[] = ["calls.write", "calls.read"],
): Promise<string> {
  const maker = {
    kind: "system",
    id: "bench",
    name: "bench",
    roles: [],
    permissions: new Set(Permission.options),
    scope: { kind: "all" },
  } as const;
  const { text } = await makeKey(services, maker, {
    name: "bench",
    permissions,
    scope: { kind: "all" },
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  return text;
}
