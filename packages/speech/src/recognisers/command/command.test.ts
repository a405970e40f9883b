import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { keepsToThePort } from "../recogniser.contract.ts";
import { sing } from "../tone-speech.fixture.ts";
import { commandRecogniser, type ReadTurns } from "./index.ts";
import { splitCommand } from "./split-command.ts";

const folder = mkdtempSync(join(tmpdir(), "tingheng-command-"));
afterAll(() => rmSync(folder, { recursive: true }));
const ear = JSON.stringify(fileURLToPath(new URL("../tone-speech.fixture.ts", import.meta.url)));

/** A program that hears tones and then does what `body` says, with `said` and `words` at hand. */
function program(name: string, body: string): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(
    path,
    `import { readFileSync, writeFileSync } from "node:fs";
    import { samplesIn, understand } from ${ear};
    const [, , wav = "", out = "", ...rest] = process.argv;
    const { samples, sampleRateHz } = samplesIn(readFileSync(wav));
    const words = understand(samples, sampleRateHz);
    const said = words.map(({ text }) => text).join("");
    const clock = (ms: number) => "00:00:" + (ms / 1000).toFixed(3).padStart(6, "0").replace(".", ",");
    ${body}`,
  );
  return `"${process.execPath}" --disable-warning=ExperimentalWarning "${path}" {wav} {out}`;
}

/** As much of the formats as these programs write. */
const readTurns: ReadTurns = async (name, bytes) => {
  const text = new TextDecoder().decode(bytes);
  if (name.endsWith(".srt")) {
    const clock = (at: string) =>
      at.split(/[:,]/u).reduce((sum, one, index) => sum + Number(one) * ([3_600_000, 60_000, 1000, 1][index] ?? 0), 0);
    return [...text.matchAll(/(\S+) --> (\S+)\n(.+)/gu)].map(([, from = "", to = "", said = ""]) => ({
      text: said,
      startMs: clock(from),
      endMs: clock(to),
    }));
  }
  return JSON.parse(text).segments;
};

const spoken = { channel: 0, startMs: 0, sampleRateHz: 8000, samples: sing("您好听得到", 8000) };
const writers = {
  "text on its output": `console.log(said);`,
  "JSON on its output": `console.log(JSON.stringify({ segments: words.length === 0 ? [] : [{ text: said, startMs: words[0]?.startMs, endMs: words.at(-1)?.endMs, words }] }));`,
  "an SRT file": `writeFileSync(out + ".srt", words.map(({ text, startMs, endMs }, index) => (index + 1) + "\\n" + clock(startMs) + " --> " + clock(endMs) + "\\n" + text + "\\n\\n").join(""));`,
  "a text file": `console.log("loading model"); writeFileSync(out + ".txt", said);`,
};
const failing = {
  "exit 3": `console.error("no such model"); process.exit(3);`,
  killed: `process.kill(process.pid, "SIGKILL");`,
  "half JSON": `console.log('{"segments":[');`,
  floods: `for (;;) if (!process.stdout.write("x".repeat(1 << 20))) await new Promise((go) => process.stdout.once("drain", go));`,
};
const sleeping = `await new Promise((resolve) => setTimeout(resolve, 60_000));`;

for (const [how, body] of Object.entries(writers)) {
  const command = program(how.replaceAll(" ", "-"), body);
  const slow = program("slow", sleeping);
  const broken = Object.entries(failing).map(
    ([name, what]) => [name, program(name.replaceAll(" ", "-"), what)] as const,
  );
  keepsToThePort(`command (${how})`, () => ({
    open: () => commandRecogniser({ command, readTurns, atOnce: 2 }),
    spoken,
    text: "您好听得到",
    broken: {
      ...Object.fromEntries(broken.map(([name, one]) => [name, () => commandRecogniser({ command: one, readTurns })])),
      "no such program": () => commandRecogniser({ command: "/no/such/program {wav}", readTurns }),
      "too slow": () => commandRecogniser({ command: slow, readTurns, timeoutMs: 300 }),
      "too slow, with a child of its own": () =>
        commandRecogniser({ command: `sh -c "sleep 20; echo {wav}"`, readTurns, timeoutMs: 300 }),
    },
    slow: () => commandRecogniser({ command: slow, readTurns }),
  }));
}

describe("a command", () => {
  it("is filled in, word by word, without a shell", async () => {
    const shown = program("shown", `console.log([sampleRateHz, ...rest].join("|"));`);
    const run = async (template: string) =>
      (
        await commandRecogniser({ command: `${shown.replace("{wav}", "{wav16k}")} ${template}`, readTurns }).recognise(
          spoken,
          { language: "zh-CN", hotWords: ["听衡", "$(reboot)"] },
        )
      )[0]?.text;
    expect(await run(`-l {language} "hot: {hotwords}" {rate} {other}`)).toBe(
      "16000|-l|zh|hot: 听衡,$(reboot)|16000|{other}",
    );
  });

  it("gets the sound as it was recorded with {wav}", async () => {
    const shown = commandRecogniser({ command: program("rate", `console.log(sampleRateHz);`), readTurns });
    expect((await shown.recognise(spoken, {}))[0]?.text).toBe("8000");
  });

  it("without a place for the sound is refused", () => {
    expect(() => commandRecogniser({ command: "whisper-cli", readTurns })).toThrow(/usage/u);
  });

  it("leaves no file behind", async () => {
    const shown = commandRecogniser({ command: program("where", `console.log(wav);`), readTurns });
    const path = (await shown.recognise(spoken, {}))[0]?.text ?? "";
    expect(() => rmSync(path)).toThrow(/ENOENT/u);
  });

  it.each([
    ["a b  c", ["a", "b", "c"]],
    [`a "b c" 'd "e'`, ["a", "b c", 'd "e']],
    [`--x="b c"d`, ["--x=b cd"]],
    [`"" a`, ["", "a"]],
    [`a "b c`, ["a", "b c"]],
  ])("%s is split into words", (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });
});
