// A small recording for the tests: two sides of a call, each a hum with the rhythm of syllables where it speaks.

export interface Saying {
  readonly channel: 0 | 1;
  readonly startMs: number;
  readonly endMs: number;
}

const rate = 8000;

/** 16-bit PCM, 8 kHz, two channels. */
export function spokenCall(sayings: readonly Saying[], durationMs: number): Uint8Array {
  const frames = Math.round((durationMs * rate) / 1000);
  const view = new DataView(new ArrayBuffer(44 + 4 * frames));
  const put = (at: number, text: string) =>
    [...text].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)));
  put(0, "RIFF");
  view.setUint32(4, 36 + 4 * frames, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 4 * rate, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, 4 * frames, true);
  for (const { channel, startMs, endMs } of sayings) {
    const pitch = channel === 0 ? 210 : 120;
    for (let frame = Math.round(startMs * 8); frame < Math.min(frames, Math.round(endMs * 8)); frame++) {
      const seconds = frame / rate;
      const syllable = Math.max(0, Math.sin(2 * Math.PI * 4.2 * seconds)) ** 0.5;
      let wave = 0;
      for (let harmonic = 1; harmonic <= 12; harmonic++)
        wave += Math.sin(2 * Math.PI * pitch * harmonic * seconds) / harmonic;
      view.setInt16(44 + 4 * frame + 2 * channel, Math.round(6000 * syllable * wave), true);
    }
  }
  return new Uint8Array(view.buffer);
}
