// Makes the calls in packages/speech/samples/calls, each with the truth about it: `node scripts/make-call-samples.ts`.
// Needs espeak-ng and sox; the results are committed, so no test does.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CallPlan, callHz, type SyntheticCall, synthesise } from "./synthetic-calls.ts";

const folder = fileURLToPath(new URL("../packages/speech/samples/calls", import.meta.url));

const plans: Readonly<Record<string, CallPlan>> = {
  "quiet-line-zh": {
    seed: 23,
    seconds: 22,
    voices: ["cmn-latn-pinyin+f2", "cmn-latn-pinyin+m3"],
    language: "zh",
    noise: { kind: "pink", db: -60 },
    codec: "pcm",
    loss: 0,
  },
  "noisy-line-en": {
    seed: 5,
    seconds: 18,
    voices: ["en-us+f3", "en-us+m7"],
    language: "en",
    noise: { kind: "pink", db: -46 },
    codec: "gsm",
    loss: 0.02,
  },
};

mkdirSync(folder, { recursive: true });
for (const [name, plan] of Object.entries(plans)) {
  const call = synthesise(plan);
  writeFileSync(join(folder, `${name}.wav`), aLawFile(call));
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ speech: call.speech, backchannels: call.backchannels })}\n`,
  );
}

/** Two channels of A-law in a WAV file. */
function aLawFile({ channels: [one, other] }: SyntheticCall): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * one.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 6, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, callHz, true);
  view.setUint32(28, 2 * callHz, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, 2 * one.length, true);
  one.forEach((sample, at) => {
    bytes[44 + 2 * at] = aLaw(sample);
    bytes[45 + 2 * at] = aLaw(other[at] ?? 0);
  });
  return bytes;
}

/** ITU-T G.711: sign, three bits of exponent, four of mantissa, every second bit turned. */
function aLaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const size = Math.min(32767, sample >= 0 ? sample : -sample - 1);
  const exponent = Math.max(0, Math.floor(Math.log2(Math.max(1, size))) - 7);
  const mantissa = exponent === 0 ? size >> 4 : (size >> (exponent + 3)) & 0x0f;
  return (sign | (exponent << 4) | (mantissa & 0x0f)) ^ 0x55;
}
