// The port to speech recognition 语音识别: what every engine takes and gives, and what it says it can do.
import type { Word } from "@tingheng/domain";

/** Yes, no, or: what stands behind the engine decides, and it isn't known before it answers. */
type Can = boolean | "depends";

/** What an engine really delivers. The contract suite holds every engine to it. */
export interface Capabilities {
  /** Words (in Chinese: characters) come with times. */
  readonly wordTimes: Can;
  readonly confidence: Can;
  readonly punctuation: Can;
  /** Text comes while the sound is still coming. */
  readonly streaming: boolean;
  /** Names and prescribed phrases can be made more likely; “depends”: they are handed over. */
  readonly hotWords: Can;
  /** Emotion and sound events are named where the model hears them. */
  readonly events: Can;
  /** BCP 47 codes; `any` where it depends on what stands behind the engine. */
  readonly languages: readonly string[] | "any";
}

/** A stretch of one channel in which somebody speaks, at most half a minute long. */
export interface Chunk {
  readonly channel: number;
  /** From the start of the recording. */
  readonly startMs: number;
  readonly sampleRateHz: number;
  readonly samples: Int16Array<ArrayBuffer>;
}

/** What was heard in a stretch. Times count from the start of the recording. */
export interface Heard {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly words?: readonly Word[];
  /** 0–1, of the whole text. */
  readonly confidence?: number;
  /** BCP 47. */
  readonly language?: string;
  readonly emotion?: string;
  /** Sound events, e.g. laughter, applause. */
  readonly events?: readonly string[];
}

export interface Wish {
  /** BCP 47; without it the engine decides. */
  readonly language?: string;
  readonly hotWords?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface Recogniser {
  readonly id: string;
  readonly capabilities: Capabilities;
  /** How many chunks it takes at once. */
  readonly atOnce: number;
  /**
   * Nothing where nothing was said; several where the engine itself sees several sentences.
   * @throws AppError `recogniser.failed`
   */
  recognise(chunk: Chunk, wish: Wish): Promise<readonly Heard[]>;
  close(): Promise<void>;
}

export const chunkLengthMs = ({ samples, sampleRateHz }: Chunk): number =>
  Math.round((samples.length * 1000) / sampleRateHz);
