// mpg123 without the copies that its wrapper makes: samples are taken from where the compiled decoder leaves them.
import { SoundBreak } from "./sample-decoder.ts";

/** What `mpg123-decoder` is made of inside, in the version that package.json pins. */
interface Mpg123Parts {
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, bytes: number, length: number): number;
      mpeg_decoder_read(
        decoder: number,
        room: number,
        roomLength: number,
        frames: number,
        rate: number,
        problem: number,
      ): number;
    };
  };
  readonly _decoder: number;
  readonly _input: Room<Uint8Array>;
  readonly _output: Room<Float32Array>;
  readonly _samplesDecodedPtr: Room<Uint32Array>;
  readonly _sampleRatePtr: Room<Uint32Array>;
  readonly _errorStringPtr: Room<Uint32Array>;
}

interface Room<T> {
  readonly ptr: number;
  readonly len: number;
  readonly buf: T;
}

type Heard = (left: Float32Array, right: Float32Array, sampleRateHz: number) => void;

export interface Mpg123 {
  /** Calls back for each portion: the left channel, then the right one, which is the same for sound of one channel. */
  decode(bytes: Uint8Array, heard: Heard): void;
  close(): void;
}

const needsMore = -10;
const newFormat = -11;
/** Answers to one feeding that bring no sound. More of them in a row bring none ever. */
const mostEmpty = 64;

/** @param gapless what the encoder put before and after the sound, and said so in its tag, is left out */
export async function openMpg123({ gapless }: { readonly gapless: boolean }): Promise<Mpg123> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder({ enableGapless: gapless });
  await decoder.ready;
  const parts = decoder as unknown as Mpg123Parts;
  const { _common, _decoder, _input, _output, _samplesDecodedPtr, _sampleRatePtr, _errorStringPtr } = parts;
  const { wasm } = _common;
  const drain = (heard: Heard): void => {
    for (let empty = 0; empty < mostEmpty; empty += 1) {
      _samplesDecodedPtr.buf[0] = 0;
      const { ptr, len, buf } = _output;
      const answer = wasm.mpeg_decoder_read(
        _decoder,
        ptr,
        len,
        _samplesDecodedPtr.ptr,
        _sampleRatePtr.ptr,
        _errorStringPtr.ptr,
      );
      const frames = _samplesDecodedPtr.buf[0] ?? 0;
      if (frames > 0) {
        heard(buf.subarray(0, frames), buf.subarray(frames, frames * 2), _sampleRatePtr.buf[0] ?? 0);
        empty = 0;
      }
      if (answer === needsMore) return;
      if (answer !== 0 && answer !== newFormat && frames === 0) throw new SoundBreak("no more MPEG audio was found");
    }
  };
  return {
    decode(bytes, heard) {
      for (let at = 0; at < bytes.length; at += _input.len) {
        const portion = bytes.subarray(at, at + _input.len);
        _input.buf.set(portion);
        if (wasm.mpeg_decoder_feed(_decoder, _input.ptr, portion.length) !== needsMore) drain(heard);
      }
    },
    close: () => decoder.free(),
  };
}
