// A model that was never loaded before is tried in a process of its own: the runtime ends the process where a file is not
// what it should be. What has been proved is remembered beside the model, as long as its files stay as they are.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@tingheng/domain";
import { recogniserFailed } from "../failure.ts";
import type { SherpaParts } from "./hearing-with-sherpa.ts";
import { tokensProblem } from "./tokens.ts";

/** What the trying process ends with where the runtime itself is not there. */
export const addonMissing = 3;
const limitMs = 180_000;
/** Characters of what the trying process says: the descriptions of a model's files are long. */
const outputKept = 1 << 20;
const proofFile = ".tingheng-proved";

const proofs = new Map<string, Promise<void>>();

/** @throws AppError `recogniser.failed`, `recogniser.unavailable` */
export function prove(folder: string, parts: SherpaParts): Promise<void> {
  const seal = sealOf(folder, parts.punctuation);
  if (remembered(folder, seal)) return Promise.resolve();
  const known = proofs.get(seal);
  if (known !== undefined) return known;
  const proof = tried(parts).then(() => remember(folder, seal));
  proofs.set(seal, proof);
  return proof;
}

async function tried(parts: SherpaParts): Promise<void> {
  const table = await readFile(parts.model.tokens, "utf8").catch((error: unknown) => {
    throw recogniserFailed("sherpa-onnx", error);
  });
  check(tokensProblem(table));
  const probe = fileURLToPath(new URL("./sherpa-probe.ts", import.meta.url));
  const child = spawn(process.execPath, [probe], {
    stdio: ["pipe", "ignore", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    complaint = (complaint + piece).slice(-outputKept);
  });
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(parts));
  const end = await new Promise<number | string | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, killedBy) => resolve(killedBy ?? code));
  }).catch((error: unknown) => {
    throw recogniserFailed("sherpa-onnx", error);
  });
  if (end === 0) return check(tokensProblem(table, parts.model.kind === "whisper" ? 0 : vocabularyIn(complaint)));
  if (end === addonMissing)
    throw new AppError("recogniser.unavailable", { engine: "sherpa-onnx", problem: complaint.trim() });
  throw recogniserFailed("sherpa-onnx", `the model can't be loaded: ${reasonIn(complaint) || end}`);
}

function check(problem: string | undefined): void {
  if (problem !== undefined) throw recogniserFailed("sherpa-onnx", `the model can't be loaded: ${problem}`);
}

/** What the model's own description says of how many tokens it knows; 0 where it says nothing. */
const vocabularyIn = (told: string): number => Number(/\bvocab_size\s*=\s*(\d+)/u.exec(told)?.[1] ?? 0);

/** The last thing that was said, without the place in the source that said it. */
const reasonIn = (complaint: string): string =>
  (
    complaint
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .at(-1) ?? ""
  ).replace(/^\S+\.(?:cc|h):\S+\s*/u, "");

/** The files as they are: names, lengths and times. */
function sealOf(folder: string, punctuation: string | undefined): string {
  const folders = [folder, ...(punctuation === undefined ? [] : [dirname(punctuation)])];
  const files = folders.flatMap((one) =>
    readdirSync(one)
      .filter((file) => file !== proofFile)
      .sort()
      .map((file) => {
        const { size, mtimeMs } = statSync(join(one, file));
        return `${join(one, file)} ${size} ${mtimeMs}`;
      }),
  );
  return createHash("sha256")
    .update([process.platform, process.arch, ...files].join("\n"))
    .digest("hex");
}

function remembered(folder: string, seal: string): boolean {
  try {
    return readFileSync(join(folder, proofFile), "utf8").trim() === seal;
  } catch {
    return false;
  }
}

/** A folder that can't be written to is tried again in the next run. */
function remember(folder: string, seal: string): void {
  try {
    writeFileSync(join(folder, proofFile), `${seal}\n`);
  } catch {}
}
