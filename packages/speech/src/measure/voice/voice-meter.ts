// How sure the voice-activity model is that somebody speaks, for each chunk of 32 ms, as the sound comes. The model hears every line
// equally loud: it was trained on such speech, and what it finds must not depend on the gain of the line.
import { growing } from "../growing.ts";
import { type VoiceModel, voiceModel } from "./silero.ts";

export interface VoiceMeter {
  take(sound: Float32Array): void;
  /** One number for each chunk, 0–1. */
  done(): Float32Array;
}

// The model runs on so many chunks at once (2 s), whatever the blocks are: results never depend on them. Their gain also looks at the
// two units that follow, so that the first words after a silence aren't heard at the gain of the silence.
const together = 64;
const ahead = 2;

/** Root mean square that the louder parts of speech are brought to: −20 dB below full scale. */
const wantedRms = 0.1;
/** 30 dB: more would make speech of what is hardly there. */
const mostGain = 32;
/** What was loud is forgotten by 1 dB in 2 s, but never by more than 15 dB. */
const forgotten = 10 ** (-1 / 20);
const leastRemembered = 10 ** (-15 / 20);

/** 50 dB under speech there is none: the model needs not be asked. */
const silentRms = wantedRms * 10 ** (-50 / 20);

interface Unit {
  readonly sound: Float32Array<ArrayBuffer>;
  /** Of the louder chunks, and of the loudest. */
  readonly rms: number;
  readonly peak: number;
}

export function voiceMeter(model: VoiceModel = voiceModel(8000)): VoiceMeter {
  const { chunk, context } = model;
  const answers = growing(Float32Array);
  let state = model.newState();
  const input = new Float32Array(context + together * chunk);
  const some = new Float32Array(together);
  const waiting: Unit[] = [];
  const tail = new Float32Array(context);
  let filling = new Float32Array(together * chunk);
  let filled = 0;
  let spare: Float32Array<ArrayBuffer> | undefined;
  let [remembered, loudest] = [0, 0];

  const run = () => {
    const unit = waiting.shift();
    if (unit === undefined) return;
    answer(unit);
    spare = unit.sound.fill(0);
  };
  const answer = (unit: Unit) => {
    const around = Math.max(unit.rms, ...waiting.map(({ rms }) => rms));
    loudest = Math.max(loudest, around);
    remembered = Math.max(around, remembered * forgotten, loudest * leastRemembered);
    const gain = remembered === 0 ? 1 : Math.min(mostGain, wantedRms / remembered);
    if (gain * unit.peak < silentRms) {
      state = model.newState();
      tail.set(unit.sound.subarray(unit.sound.length - context));
      for (let index = 0; index < together; index++) answers.push(0);
      return;
    }
    for (let at = 0; at < context; at++) input[at] = gain * (tail[at] ?? 0);
    for (let at = 0; at < unit.sound.length; at++) input[context + at] = gain * (unit.sound[at] ?? 0);
    tail.set(unit.sound.subarray(unit.sound.length - context));
    model.probabilities(input, state, some);
    for (const sure of some) answers.push(sure);
  };
  const close = () => {
    waiting.push({ sound: filling, ...loudness(filling, chunk) });
    if (waiting.length > ahead) run();
    filling = spare ?? new Float32Array(together * chunk);
    spare = undefined;
    filled = 0;
  };
  return {
    take(sound) {
      for (let from = 0; from < sound.length; ) {
        const part = sound.subarray(from, from + filling.length - filled);
        filling.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === filling.length) close();
      }
    },
    done() {
      const over = filled === 0 ? 0 : together - Math.ceil(filled / chunk);
      if (filled > 0) close();
      while (waiting.length > 0) run();
      return answers.done(over);
    },
  };
}

/** Root mean square that a tenth of the chunks is over, and that of the loudest. */
function loudness(sound: Float32Array<ArrayBuffer>, chunk: number): Omit<Unit, "sound"> {
  const powers = new Float32Array(sound.length / chunk);
  for (let index = 0; index < powers.length; index++) {
    let power = 0;
    for (let at = index * chunk; at < (index + 1) * chunk; at++) power += (sound[at] ?? 0) ** 2;
    powers[index] = power / chunk;
  }
  powers.sort();
  return { rms: Math.sqrt(powers[Math.floor(0.9 * powers.length)] ?? 0), peak: Math.sqrt(powers.at(-1) ?? 0) };
}
