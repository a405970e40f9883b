import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web/wasm";
import { expect, test } from "vitest";
import { joined, mixed, noise, quiet, tones } from "../made-sound.ts";
import { matrixKernel } from "./matrix-kernel.ts";
import { voiceModel, voiceModelPath } from "./silero.ts";

test.each([8000, 16000] as const)("at %i Hz it answers what the published model answers", async (rate) => {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync(voiceModelPath()), { executionProviders: ["wasm"] });
  const model = voiceModel(rate);
  const hum = joined(
    ...[110, 160, 220, 130].map((hertz) => tones(0.4, [hertz, 3 * hertz, 7 * hertz], -20)),
    quiet(0.5),
  );
  const sound = mixed(hum, noise(hum.length / 8000, -45));
  const count = Math.floor((sound.length - model.context) / model.chunk);
  const answers = new Float32Array(count);
  model.probabilities(sound, model.newState(), answers);
  let state: ort.Tensor = new ort.Tensor("float32", new Float32Array(256), [2, 1, 128]);
  const sr = new ort.Tensor("int64", BigInt64Array.from([BigInt(rate)]), []);
  for (let chunk = 0; chunk < count; chunk++) {
    const from = chunk * model.chunk;
    const part = sound.slice(from, from + model.context + model.chunk);
    const answer = await session.run({ input: new ort.Tensor("float32", part, [1, part.length]), state, sr });
    if (answer.stateN !== undefined) state = answer.stateN;
    expect(answers[chunk]).toBeCloseTo(Number(answer.output?.data[0]), 3);
  }
});

test.each(["many", "single"] as const)("products of matrices (%s) are right", (kind) => {
  const [rows, columns, inner] = [kind === "many" ? 8 : 3, 64, 20];
  const kernel = matrixKernel(200_000);
  const memory = new Float32Array(kernel.memory.buffer);
  const random = noise(1, -6);
  memory.set(random.subarray(0, rows * inner + inner * columns + rows * columns));
  const [b, c] = [rows * inner, rows * inner + inner * columns];
  const before = memory.slice();
  kernel[kind](0, inner * 4, b * 4, c * 4, columns * 4, rows, columns, inner);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = before[c + row * columns + column] ?? 0;
      for (let at = 0; at < inner; at++)
        sum += (before[row * inner + at] ?? 0) * (before[b + at * columns + column] ?? 0);
      expect(memory[c + row * columns + column]).toBeCloseTo(sum, 4);
    }
  }
});
