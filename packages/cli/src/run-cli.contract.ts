// Runs the real command line as a child process, as a shell would, in a folder of its own.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is removed with `using`. */
export interface Scratch extends Disposable {
  readonly path: string;
  /** Writes a file into it and returns its path. */
  write(name: string, text: string): string;
}

export function scratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), "tingheng-cli-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(path, name), text);
    return join(path, name);
  };
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

export interface RunOptions {
  readonly cwd?: string;
  /** Given to standard input, which is closed behind it; left open with `undefined`. */
  readonly input?: string | undefined;
  readonly locale?: string;
  /** Settings beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Meets the running child. */
  readonly started?: (child: ChildProcessWithoutNullStreams) => void;
}

export function runCli(args: readonly string[], options: RunOptions = { input: "" }): Promise<Ran> {
  const { cwd, input, locale = "en_GB.UTF-8", started } = options;
  const env = { ...process.env, LC_ALL: locale, ...options.env };
  const child = spawn(process.execPath, [main, ...args], { env, ...(cwd === undefined ? {} : { cwd }) });
  if (input !== undefined) child.stdin.end(input);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => void out.push(piece));
  child.stderr.on("data", (piece: Buffer) => void err.push(piece));
  child.stdin.on("error", () => {});
  started?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") }),
    );
  });
}

/** One line of NDJSON: a short call in which the agent gives the customer up. */
export function callLine(id: string, extra: object = {}): string {
  const turns = [
    { speaker: "agent", text: "您好,请问有什么可以帮您" },
    { speaker: "customer", text: "我的车有异响" },
    { speaker: "agent", text: "您听不明白我也没办法" },
  ];
  return `${JSON.stringify({ version: 1, id, source: "test", turns, ...extra })}\n`;
}

/** So many calls, each with so many bytes that nobody reads: large for the reader, quick for the judge. */
export function callLines(count: number, padding = 0): string {
  const extra = padding === 0 ? {} : { extra: { padding: "x".repeat(padding) } };
  return Array.from({ length: count }, (_, index) => callLine(`c${index}`, extra)).join("");
}

/** The parsed lines of NDJSON. */
export function linesOf<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
