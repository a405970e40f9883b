// The sherpa-onnx addon 原生语音库: optional, loaded when first asked for. Nothing else reaches it.
// Its classes don't check their files: whoever builds one looks first that every file is there.
import { AppError } from "@tingheng/domain";

interface Waveform {
  /** −1 … 1 */
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

interface SherpaStream {
  acceptWaveform(wave: Waveform): void;
}

/** Times in seconds. `ys_log_probs` is there for transducers only, the other fields where the model knows them. */
export interface SherpaResult {
  readonly text: string;
  readonly tokens?: readonly string[];
  readonly timestamps?: readonly number[];
  readonly durations?: readonly number[];
  readonly ys_log_probs?: readonly number[];
  readonly lang?: string;
  readonly emotion?: string;
  readonly event?: string;
}

export interface SherpaRecogniser {
  createStream(hotWords?: string): SherpaStream;
  decode(stream: SherpaStream): void;
  getResult(stream: SherpaStream): SherpaResult;
}

interface SherpaSegment {
  readonly start: number;
  readonly end: number;
  readonly speaker: number;
}

export interface Sherpa {
  readonly version: string;
  readonly OfflineRecognizer: new (config: unknown) => SherpaRecogniser;
  readonly OfflinePunctuation: new (config: unknown) => { addPunct(text: string): string };
  readonly OfflineSpeakerDiarization: new (
    config: unknown,
  ) => { readonly sampleRate: number; process(samples: Float32Array): readonly SherpaSegment[] };
}

/** @throws AppError `recogniser.unavailable` where the addon is not installed or does not run on this machine */
export async function loadSherpa(): Promise<Sherpa> {
  try {
    const module: { readonly default: Sherpa } = await import("sherpa-onnx-node");
    return module.default;
  } catch (error) {
    throw new AppError("recogniser.unavailable", {
      engine: "sherpa-onnx",
      problem: (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "",
    });
  }
}
