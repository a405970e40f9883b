// The real runtime with thought-up models: one hears two tones as two voices, the other makes a voice's print of its spectrum.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { measureSound } from "../measure/measure-sound.ts";
import type { SoundMeasures } from "../measure/sound-measures.ts";
import { installedVoiceModels } from "../models/installed-voice-models.ts";
import { loadSherpa } from "../native/sherpa.ts";
import { onnxFile } from "../recognisers/sherpa-onnx/onnx-file.fixture.ts";
import type { Decoding } from "../sound/sound-block.ts";
import { voiceParter } from "./model-parting.ts";
import { agreementOf } from "./voice-agreement.ts";

const root = mkdtempSync(join(tmpdir(), "tingheng-voices-"));
afterAll(() => rmSync(root, { recursive: true }));
const runs = await loadSherpa().then(
  () => true,
  () => false,
);
const rateHz = 16_000;
const tones = [500, 1300] as const;
const windowSamples = 160_000;
const shift = 320;
const classes = 7;

function segmentationModel(): Uint8Array {
  const waves = new Float32Array(shift * 4);
  for (let at = 0; at < shift; at++)
    for (const [voice, hz] of tones.entries()) {
      waves[at * 4 + 2 * voice] = Math.cos((2 * Math.PI * hz * at) / rateHz);
      waves[at * 4 + 2 * voice + 1] = Math.sin((2 * Math.PI * hz * at) / rateHz);
    }
  const energies = new Float32Array(4 * classes);
  for (const row of [0, 1, 2, 3]) energies[row * classes + 1 + (row >> 1)] = 1;
  const frames = windowSamples / shift;
  return onnxFile({
    inputs: [{ name: "x", type: "float", shape: [1, 1, windowSamples] }],
    outputs: [{ name: "y", type: "float", shape: [1, frames, classes] }],
    constants: [
      { name: "frames", shape: [3], values: BigInt64Array.of(1n, BigInt(frames), BigInt(shift)) },
      { name: "waves", shape: [shift, 4], values: waves },
      { name: "energies", shape: [4, classes], values: energies },
      { name: "quiet", shape: [classes], values: Float32Array.of(20, 0, 0, -50, -50, -50, -50) },
    ],
    nodes: [
      { op: "Reshape", inputs: ["x", "frames"], output: "cut" },
      { op: "MatMul", inputs: ["cut", "waves"], output: "parts" },
      { op: "Mul", inputs: ["parts", "parts"], output: "squares" },
      { op: "MatMul", inputs: ["squares", "energies"], output: "heard" },
      { op: "Add", inputs: ["heard", "quiet"], output: "y" },
    ],
    metadata: {
      model_type: "pyannote-segmentation-3.0",
      sample_rate: String(rateHz),
      window_size: String(windowSamples),
      receptive_field_size: String(shift),
      receptive_field_shift: String(shift),
      num_speakers: "3",
      powerset_max_classes: "2",
      num_classes: String(classes),
    },
  });
}

const embeddingModel = (): Uint8Array =>
  onnxFile({
    inputs: [{ name: "x", type: "float", shape: ["N", "T", 80] }],
    outputs: [{ name: "print", type: "float", shape: ["N", 80] }],
    constants: [{ name: "axes", shape: [1], values: BigInt64Array.of(1n) }],
    nodes: [{ op: "ReduceSum", inputs: ["x", "axes"], output: "print", attributes: { keepdims: 0 } }],
    metadata: {
      framework: "wespeaker",
      language: "Chinese",
      output_dim: "80",
      sample_rate: String(rateHz),
      normalize_samples: "1",
    },
  });

const write = (name: string, bytes: Uint8Array | string): string => {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
};
const models = { segmentation: write("s.onnx", segmentationModel()), embedding: write("e.onnx", embeddingModel()) };

/** Turns of two tones, two seconds each. */
const sung = Int16Array.from({ length: 14 * rateHz }, (_, at) => {
  const turn = Math.floor(at / rateHz / 2);
  const within = at / rateHz - 2 * turn;
  const hz = tones[turn % 2] ?? 0;
  return within > 1.8 ? 0 : Math.round(6000 * Math.sin((2 * Math.PI * hz * at) / rateHz));
});

const format = { container: "raw", codec: "pcm_s16le", sampleRateHz: rateHz, channels: 1 };
const open = async (): Promise<Decoding> => {
  async function* blocks() {
    yield { startFrame: 0, channels: [sung] };
  }
  return { format, blocks: blocks(), notes: [], falseStereo: false };
};
/** Tones are no speech: the spans are said to be. */
const measured = async (): Promise<SoundMeasures> => {
  const measures = await measureSound(await open());
  const speech = Array.from({ length: 7 }, (_, turn) => ({ startMs: 2000 * turn, endMs: 2000 * turn + 1800 }));
  return { ...measures, channels: measures.channels.map((channel) => ({ ...channel, speech })) };
};

describe.runIf(runs)("voices by models", () => {
  it("come from the runtime's own segmentation, embedding and clustering", async () => {
    const { labels, segments, confidence } = await voiceParter(models)(open, await measured());
    expect(labels).toEqual(["voice-1", "voice-2"]);
    for (const turn of [0, 1, 2, 3, 4, 5, 6]) {
      const middle = 2000 * turn + 900;
      const there = segments.filter(({ startMs, endMs }) => startMs <= middle && endMs > middle);
      expect(there.map(({ voice }) => voice)).toEqual([`voice-${1 + (turn % 2)}`]);
    }
    expect(confidence).toBeGreaterThanOrEqual(0.5);
    expect(confidence).toBeLessThanOrEqual(0.95);
  });

  it("are used where both are installed", () => {
    const folder = join(root, "installed");
    for (const [name, from] of [
      ["sherpa-onnx-pyannote-segmentation-3-0/model.onnx", models.segmentation],
      ["3dspeaker-campplus/3dspeaker_speech_campplus.onnx", models.embedding],
    ] as const) {
      expect(installedVoiceModels(folder)).toBeUndefined();
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      cpSync(from, join(folder, name));
    }
    expect(installedVoiceModels(folder)?.segmentation).toContain("pyannote");
  });

  it("give way to our own where a file is no model", async () => {
    const measures = await measured();
    const own = await voiceParter(undefined)(open, measures);
    const broken = { ...models, embedding: write("broken.onnx", "<html>not found</html>") };
    expect(await voiceParter(broken)(open, measures)).toEqual(own);
    expect(await voiceParter({ ...models, segmentation: join(root, "nowhere.onnx") })(open, measures)).toEqual(own);
  });
});

describe("agreement", () => {
  const turns = (names: string) =>
    [...names].map((voice, index) => ({ startMs: 1000 * index, endMs: 1000 * index + 900, voice }));
  it.each([
    ["ABAB", "ABAB", 1],
    ["ABAB", "xyxy", 1],
    ["ABAB", "AABB", 0.5],
    ["ABAB", "ABAA", 0.75],
    ["ABAB", "AAAA", 0.5],
  ])("of %s and %s is %s", (one, other, share) => {
    expect(agreementOf(turns(one), turns(other))).toBeCloseTo(share);
  });
});
