// All measures of one channel in one pass: what comes is looked at once and dropped, what stays are a few numbers for ten milliseconds.
import { levelMeter } from "./level-meter.ts";
import { resampler } from "./resample.ts";
import { type ChannelMeasures, frameMs } from "./sound-measures.ts";
import { noiseFloorOf, speechSpans } from "./speech-spans.ts";
import { voiceMeter } from "./voice/voice-meter.ts";
import { waveformMeter } from "./waveform.ts";

export interface ChannelMeter {
  take(samples: Int16Array): void;
  done(): ChannelMeasures;
}

/** Speech is measured at the rate of telephones: nothing above 4 kHz helps, and half the work is saved. */
export const measuredHz = 8000;

export function channelMeter(sampleRateHz: number): ChannelMeter {
  const telephone = resampler(sampleRateHz, measuredHz);
  const waveform = waveformMeter(sampleRateHz);
  const levels = levelMeter(measuredHz, (measuredHz * frameMs) / 1000);
  const voice = voiceMeter();
  const measure = (sound: Float32Array) => {
    levels.take(sound);
    voice.take(sound);
  };
  return {
    take(samples) {
      waveform.take(samples);
      measure(telephone.take(samples));
    },
    done() {
      measure(telephone.rest());
      const level = levels.done();
      const answers = voice.done();
      const sure = voiceByFrame(answers, level.length);
      const speech = speechSpans(sure, level);
      const floor = noiseFloorOf(level, speech);
      return {
        speech,
        tones: [],
        music: [],
        ...(floor === undefined ? {} : { noiseFloorDb: floor / 100 }),
        frames: {
          level,
          voice: sure,
          pitch: new Uint16Array(level.length),
          syllable: new Uint8Array(level.length),
        },
        peaks: waveform.done(),
      };
    },
  };
}

const chunkMs = 32;

function voiceByFrame(answers: Float32Array, frames: number): Uint8Array {
  return Uint8Array.from({ length: frames }, (_, frame) => {
    const chunk = Math.min(answers.length - 1, Math.floor((frame * frameMs + frameMs / 2) / chunkMs));
    return Math.round(255 * (answers[chunk] ?? 0));
  });
}
