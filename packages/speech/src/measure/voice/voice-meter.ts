// How sure the voice-activity model is that somebody speaks, for each chunk of 32 ms, as the sound comes.
import { growing } from "../growing.ts";
import { type VoiceModel, voiceModel } from "./silero.ts";

export interface VoiceMeter {
  take(sound: Float32Array): void;
  /** One number for each chunk, 0–1. */
  done(): Float32Array;
}

// So many chunks are waited for before the model runs, whatever the blocks are: results never depend on them.
const together = 64;

export function voiceMeter(model: VoiceModel = voiceModel(8000)): VoiceMeter {
  const { chunk, context } = model;
  const answers = growing(Float32Array);
  const state = model.newState();
  const waiting = new Float32Array(context + together * chunk);
  const some = new Float32Array(together);
  let filled = context;
  const run = (chunks: number) => {
    model.probabilities(waiting.subarray(0, context + chunks * chunk), state, some);
    for (let index = 0; index < chunks; index++) answers.push(some[index] ?? 0);
    waiting.copyWithin(0, chunks * chunk, context + chunks * chunk);
    filled = context;
  };
  return {
    take(sound) {
      for (let from = 0; from < sound.length; ) {
        const part = sound.subarray(from, from + waiting.length - filled);
        waiting.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === waiting.length) run(together);
      }
    },
    done() {
      const chunks = Math.ceil((filled - context) / chunk);
      waiting.fill(0, filled);
      if (chunks > 0) run(chunks);
      return answers.done();
    },
  };
}
