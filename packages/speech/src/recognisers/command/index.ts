// Any program as a recogniser, by template: `whisper-cli -m base.bin -l {language} -oj -of {out} {wav}`, or a script.
// It gets one WAV a stretch; what it writes to `{out}.*`, or else to its standard output, is the answer.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import { recogniserFailed } from "../failure.ts";
import { type Chunk, chunkLengthMs, type Heard, type Recogniser, type Wish } from "../recogniser.ts";
import { modelHz, soundAt } from "../sound-at.ts";
import { wavOf } from "../wav-of.ts";
import { splitCommand } from "./split-command.ts";

/** What a transcript says, its times counted from the start of the stretch. */
export type ReadTurns = (name: string, bytes: Uint8Array) => Promise<readonly ReadTurn[]>;
export interface ReadTurn extends Omit<Heard, "startMs" | "endMs"> {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

export interface CommandSettings {
  /** Words parted by blanks, quotes kept together, no shell. Holes: {wav} {wav16k} {out} {language} {hotwords} {rate}. */
  readonly command: string;
  /** Reads the formats that such programs write (Whisper JSON, SRT, VTT …). */
  readonly readTurns: ReadTurns;
  readonly atOnce?: number;
  readonly timeoutMs?: number;
}

const outputLimitBytes = 16 << 20;

/** @throws AppError `usage` where the command has no place for the sound */
export function commandRecogniser({
  command,
  readTurns,
  atOnce = 1,
  timeoutMs = 300_000,
}: CommandSettings): Recogniser {
  const words = splitCommand(command);
  if (!words.some((word) => /\{wav(16k)?\}/u.test(word))) {
    throw new AppError("usage", { problem: `${command}: {wav} ≠ ""` });
  }
  const name = words[0] ?? command;
  return {
    id: "command",
    capabilities: {
      wordTimes: "depends",
      confidence: "depends",
      punctuation: "depends",
      streaming: false,
      hotWords: words.some((word) => word.includes("{hotwords}")) ? "depends" : false,
      events: false,
      languages: "any",
    },
    atOnce,
    async recognise(chunk, wish) {
      const folder = await mkdtemp(join(tmpdir(), "tingheng-hear-"));
      try {
        const wav = join(folder, "stretch.wav");
        const out = join(folder, "heard");
        const wanted = words.some((word) => word.includes("{wav16k}")) ? soundAt(modelHz, chunk) : chunk;
        await writeFile(wav, wavOf(wanted));
        const said = await run(filled(words, wanted.sampleRateHz, wish, wav, out), timeoutMs, wish.signal);
        return inCall(await answerOf(folder, said, readTurns), chunk);
      } catch (error) {
        throw recogniserFailed(name, error);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    close: async () => {},
  };
}

function filled(words: readonly string[], rateHz: number, wish: Wish, wav: string, out: string): string[] {
  const holes: Readonly<Record<string, string>> = {
    wav,
    wav16k: wav,
    out,
    language: wish.language?.split("-")[0] ?? "auto",
    hotwords: (wish.hotWords ?? []).join(","),
    rate: String(rateHz),
  };
  return words.map((word) => word.replace(/\{(\w+)\}/g, (hole, key: string) => holes[key] ?? hole));
}

/** What the program itself has started may hold its output open: that isn't waited for once it is stopped. */
function run([program = "", ...rest]: readonly string[], timeoutMs: number, signal?: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Error("stopped"));
    const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
    const out: Buffer[] = [];
    let outBytes = 0;
    let complaint = "";
    const stop = (why: string) => {
      child.kill("SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
      reject(new Error(why));
    };
    const abandon = () => stop("stopped");
    const limit = setTimeout(() => stop(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
    signal?.addEventListener("abort", abandon, { once: true });
    const ended = () => {
      clearTimeout(limit);
      signal?.removeEventListener("abort", abandon);
    };
    child.stdout.on("data", (piece: Buffer) => {
      outBytes += piece.length;
      if (outBytes <= outputLimitBytes) out.push(piece);
      else stop(`more than ${outputLimitBytes >> 20} MB of output`);
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      complaint = (complaint + piece).slice(-400);
    });
    child.on("error", (error) => {
      ended();
      reject(error);
    });
    child.on("close", (code, killedBy) => {
      ended();
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`${killedBy ?? `exit ${code}`} ${complaint.trim()}`));
    });
  });
}

async function answerOf(folder: string, said: Uint8Array, readTurns: ReadTurns): Promise<readonly ReadTurn[]> {
  const written = (await readdir(folder)).filter((file) => file.startsWith("heard")).sort();
  const [file] = written;
  const bytes = file === undefined ? said : await readFile(join(folder, file));
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") return [];
  const structured = /^[[{]|-->/u.test(text) || (file !== undefined && !/\.(txt|log)$|heard$/u.test(file));
  if (!structured) return [{ text: text.replace(/\s*\n\s*/gu, " ") }];
  return readTurns(file ?? (text.includes("-->") ? "heard.srt" : "heard.json"), bytes);
}

function inCall(turns: readonly ReadTurn[], chunk: Chunk): Heard[] {
  const lengthMs = chunkLengthMs(chunk);
  const at = (ms: number) => chunk.startMs + Math.round(Math.min(Math.max(0, ms), lengthMs));
  return turns
    .filter(({ text }) => text.trim() !== "")
    .map(({ startMs = 0, endMs = lengthMs, words, ...turn }) => ({
      ...turn,
      startMs: at(startMs),
      endMs: Math.max(at(startMs), at(endMs)),
      ...(words === undefined ? {} : { words: words.map((word) => ({ ...word, ...timesOf(word, at) })) }),
    }));
}

const timesOf = (
  { startMs, endMs }: { readonly startMs?: number | undefined; readonly endMs?: number | undefined },
  at: (ms: number) => number,
) => ({
  ...(startMs === undefined ? {} : { startMs: at(startMs) }),
  ...(endMs === undefined ? {} : { endMs: at(endMs) }),
});
