// All measures of one channel in one pass: what comes is looked at once and dropped, what stays are a few numbers for ten milliseconds.
import { clippingMeter } from "./clipping.ts";
import { levelMeter } from "./level-meter.ts";
import { musicMeter } from "./music-meter.ts";
import { musicSpans, withoutMusic } from "./music-spans.ts";
import { pitchMeter } from "./pitch-meter.ts";
import { resampler } from "./resample.ts";
import { isKey, signalTones } from "./signal-tones.ts";
import {
  type ChannelMeasures,
  type ClippedSpan,
  frameMs,
  type HeardTone,
  type Span,
  sharedMs,
} from "./sound-measures.ts";
import { spectrumMeter } from "./spectrum.ts";
import { noiseFloorOf, speechSpans } from "./speech-spans.ts";
import { envelopeMeter, syllableKernels } from "./syllables.ts";
import { type ToneBurst, toneMeter } from "./tone-bursts.ts";
import { voiceMeter } from "./voice/voice-meter.ts";
import { waveformMeter } from "./waveform.ts";

export interface ChannelMeter {
  take(samples: Int16Array): void;
  done(): ChannelMeasures & { readonly clipped: readonly ClippedSpan[] };
}

/** Speech is measured at the rate of telephones: nothing above 4 kHz helps, and half the work is saved. */
const measuredHz = 8000;
const hop = (measuredHz * frameMs) / 1000;

export function channelMeter(sampleRateHz: number): ChannelMeter {
  const telephone = resampler(sampleRateHz, measuredHz);
  const waveform = waveformMeter(sampleRateHz);
  const clipping = clippingMeter(sampleRateHz);
  const levels = levelMeter(measuredHz, hop);
  const voice = voiceMeter();
  const pitches = pitchMeter();
  const [tones, music, envelopes] = [toneMeter(), musicMeter(), envelopeMeter()];
  const spectra = spectrumMeter(hop, (power) => {
    tones.take(power);
    music.take(power);
    envelopes.take(power);
  });
  const measure = (sound: Float32Array) => {
    levels.take(sound);
    voice.take(sound);
    pitches.take(sound);
    spectra.take(sound);
  };
  return {
    take(samples) {
      waveform.take(samples);
      clipping.take(samples);
      measure(telephone.take(samples));
    },
    done() {
      measure(telephone.rest());
      spectra.done();
      const level = levels.done();
      const sure = voiceByFrame(voice.done(), level.length);
      const bursts = tones.done();
      const steady = music.done();
      const tonal = longBursts(bursts);
      const played = musicSpans(steady, tonal);
      const pitch = ofLength(pitches.done(), level.length);
      const voices = speechSpans(sure, level, pitch).filter(
        (span) => sharedMs(tonal, span) < tonalShare * lengthMs(span),
      );
      const speech = withoutMusic(voices, played, steady);
      const floor = noiseFloorOf(level, [...speech, ...played, ...tonal]);
      return {
        speech,
        tones: signalTones(bursts).filter((tone) => !isByChance(tone, [...speech, ...played])),
        music: played,
        ...(floor === undefined ? {} : { noiseFloorDb: floor / 100 }),
        frames: { level, voice: sure, pitch, syllable: syllableKernels(envelopes.done(), pitch, speech) },
        peaks: waveform.done(),
        clipped: clipping.done(),
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

/** Shorter ones that are no keys are chance. */
const tonalFrames = 12;
/** What is so much of it tone is not speech. */
const tonalShare = 0.35;
/** Keys that people press last longer than those that two harmonics of a voice imitate. */
const surestKeyMs = 70;

function longBursts(bursts: readonly ToneBurst[]): Span[] {
  return bursts
    .filter((burst) => burst.to - burst.from >= tonalFrames || isKey(burst))
    .map(({ from, to }) => ({ startMs: from * frameMs, endMs: to * frameMs }));
}

function ofLength(values: Uint16Array, length: number): Uint16Array {
  const same = new Uint16Array(length);
  same.set(values.subarray(0, length));
  return same;
}

function lengthMs({ startMs, endMs }: Span): number {
  return endMs - startMs;
}

/** A voice or an instrument sounds like a tone for a moment now and then. */
function isByChance(tone: HeardTone, spans: readonly Span[]): boolean {
  if (tone.kind !== "beep" && (tone.kind !== "dtmf" || lengthMs(tone) >= surestKeyMs)) return false;
  return spans.some(({ startMs, endMs }) => startMs < tone.endMs && endMs > tone.startMs);
}
