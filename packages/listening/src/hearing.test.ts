import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError, type CallRecord } from "@tingheng/domain";
import { expect, it } from "vitest";
import { hearRecording } from "./hear-recording.ts";
import { type Hearing, recogniserOf } from "./hearing.ts";
import { recordingAt } from "./recording-files.ts";

const recording = fileURLToPath(new URL("../../speech/samples/calls/quiet-line-zh.wav", import.meta.url));

interface Scratch extends Disposable {
  readonly path: string;
  write(name: string, text: string): string;
}

function scratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), "tingheng-listening-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(path, name), text);
    return join(path, name);
  };
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** The recording of the folder, heard by the program. */
async function heard({ path }: Scratch, recogniser: string): Promise<CallRecord> {
  const hearing: Hearing = { recogniser, models: path, swap: false, hidePrivate: false, roles: {} };
  const nothing = { roles: undefined, standards: [] };
  const files = recordingAt(join(path, "call.wav"));
  return (await hearRecording(files, hearing, recogniserOf(hearing), nothing)).call;
}

/** A program that hears the same in every stretch, and tells it as `body` does. */
function program(folder: Scratch, body: string): string {
  const script = folder.write(
    "program.mjs",
    `import { writeFileSync } from "node:fs"; const out = process.argv[3]; ${body}`,
  );
  return `command:"${process.execPath}" "${script}" {wav16k} {out}`;
}

const answers = {
  "whisper.cpp's JSON": `writeFileSync(out + ".json", JSON.stringify({ result: { language: "zh" }, transcription: [{ timestamps: { from: "00:00:00,100", to: "00:00:00,400" }, offsets: { from: 100, to: 400 }, text: "您好" }] }));`,
  "Whisper's JSON on the output": `console.log(JSON.stringify({ text: "您好", language: "zh", segments: [{ id: 0, seek: 0, start: 0.1, end: 0.4, text: "您好", temperature: 0, avg_logprob: -0.1, compression_ratio: 1, no_speech_prob: 0 }] }));`,
  "an SRT file": `writeFileSync(out + ".srt", "1\\n00:00:00,100 --> 00:00:00,400\\n您好\\n\\n");`,
  "a WebVTT file": `writeFileSync(out + ".vtt", "WEBVTT\\n\\n00:00:00.100 --> 00:00:00.400\\n您好\\n");`,
  "plain text": `console.log("您好");`,
};

it.each(Object.entries(answers))("a stretch is heard by a program that writes %s", async (how, body) => {
  using folder = scratch();
  const recogniser = recogniserOf({
    recogniser: program(folder, body),
    models: folder.path,
    swap: false,
    hidePrivate: false,
    roles: {},
  });
  const chunk = { channel: 0, startMs: 5000, sampleRateHz: 8000, samples: new Int16Array(8000) };
  const heard = (await recogniser?.recognise(chunk, {})) ?? [];
  const times = how === "plain text" ? { startMs: 5000, endMs: 6000 } : { startMs: 5100, endMs: 5400 };
  expect(heard).toMatchObject([{ text: "您好", ...times }]);
});

it("a recording is heard stretch by stretch", async () => {
  using folder = scratch();
  copyFileSync(recording, `${folder.path}/call.wav`);
  const { turns = [], sound } = await heard(folder, program(folder, answers["whisper.cpp's JSON"]));
  expect(turns.length).toBeGreaterThan(1);
  for (const { text, startMs = -1, endMs = -1 } of turns) {
    expect(text).toBe("您好");
    expect(startMs).toBeGreaterThanOrEqual(0);
    expect(endMs - startMs).toBe(300);
    expect(endMs).toBeLessThanOrEqual(sound?.durationMs ?? 0);
  }
});

it("a program that fails is told in one sentence, and isn't asked where a transcript lies beside the recording", async () => {
  using folder = scratch();
  const failing = program(folder, `console.error("no such model"); process.exit(3);`);
  copyFileSync(recording, `${folder.path}/call.wav`);
  const error = await heard(folder, failing).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).say("en")).toMatch(/^the recogniser .* failed: exit 3 no such model$/u);
  folder.write("call.srt", "1\n00:00:01,000 --> 00:00:03,000\n您好\n\n");
  expect((await heard(folder, failing)).turns).toMatchObject([{ text: "您好" }]);
});

it("engines are chosen by name, models by id or folder, and the installed one without a name", () => {
  using folder = scratch();
  const models = `${folder.path}/models`;
  const named = (recogniser?: string) =>
    recogniserOf({
      models,
      swap: false,
      hidePrivate: false,
      roles: {},
      ...(recogniser === undefined ? {} : { recogniser }),
    });
  expect(named()).toBeUndefined();
  expect(named("openai:http://localhost:8000/v1#large-v3")?.id).toBe("openai");
  expect(named("funasr:ws://localhost:10095")?.id).toBe("funasr");
  expect(named("command:program {wav}")?.id).toBe("command");
  expect(() => named("siri:1")).toThrow(/usage/u);
  expect(() => named("sherpa-onnx:whisper-base")).toThrow(/model.not-installed/u);
  mkdirSync(models);
  mkdirSync(`${models}/sherpa-onnx-paraformer-zh-test`);
  mkdirSync(`${models}/sherpa-onnx-punct-test`);
  for (const file of ["paraformer-zh-test/model.onnx", "paraformer-zh-test/tokens.txt", "punct-test/model.onnx"])
    folder.write(`models/sherpa-onnx-${file}`, "<blank> 0\n");
  const [installed, byName] = [named(), named("sherpa-onnx:sherpa-onnx-paraformer-zh-test")];
  for (const one of [installed, byName, named(`sherpa-onnx:${models}/sherpa-onnx-paraformer-zh-test`)])
    expect(one).toMatchObject({ id: "sherpa-onnx", capabilities: { punctuation: true, languages: ["zh"] } });
});
