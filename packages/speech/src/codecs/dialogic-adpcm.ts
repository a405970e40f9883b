// Dialogic ADPCM (.vox): no header, four bits for a sample of twelve, the upper half of a byte first.
import { dialogicSteps, stepMoves } from "./adpcm-steps.ts";
import { type SampleDecoder, sampleRoom } from "./sample-decoder.ts";

export function dialogicDecoder(): SampleDecoder {
  const room = sampleRoom(1);
  let sample = 0;
  let index = 0;
  const next = (code: number): number => {
    const step = dialogicSteps[index] ?? 0;
    let change = step >> 3;
    if (code & 4) change += step;
    if (code & 2) change += step >> 1;
    if (code & 1) change += step >> 2;
    sample = Math.max(-2_048, Math.min(2_047, code & 8 ? sample - change : sample + change));
    index = Math.max(0, Math.min(48, index + (stepMoves[code & 7] ?? 0)));
    return sample << 4;
  };
  return {
    decode(bytes) {
      const out = room(bytes.length * 2);
      const [samples] = out;
      if (samples === undefined) return out;
      for (const [at, byte] of bytes.entries()) {
        samples[at * 2] = next(byte >> 4);
        samples[at * 2 + 1] = next(byte & 15);
      }
      return out;
    },
  };
}
