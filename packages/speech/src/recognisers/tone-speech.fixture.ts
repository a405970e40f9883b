// Sound in which tones are characters, and how it is understood: for servers and programs that stand in for real engines.

/** What each tone is heard as. 厅 sounds like 听. */
export const toneHz = { 您: 420, 好: 720, 听: 1150, 厅: 1150, 得: 1750, 到: 2450, "。": 3150 } as const;
const characters = Object.keys(toneHz) as (keyof typeof toneHz)[];

const noise = 30;

/** A tone a character, with short breaks between them, over the faint noise that every line has. */
export function sing(said: string, sampleRateHz: number, eachMs = 300, breakMs = 120): Int16Array<ArrayBuffer> {
  const frames = (ms: number) => Math.round((ms * sampleRateHz) / 1000);
  const sung = [...said];
  const fade = frames(30);
  const samples = new Int16Array(frames(breakMs) + sung.length * frames(eachMs + breakMs));
  let seed = 1;
  for (let at = 0; at < samples.length; at++) {
    seed = (seed * 48_271) % 2_147_483_647;
    samples[at] = noise * ((2 * seed) / 2_147_483_647 - 1);
  }
  for (const [index, one] of sung.entries()) {
    const hz = toneHz[one as keyof typeof toneHz] ?? 0;
    const from = frames(breakMs + index * (eachMs + breakMs));
    const length = frames(eachMs);
    for (let at = 0; at < length; at++) {
      const loudness = 8000 * Math.min(1, at / fade, (length - at) / fade);
      samples[from + at] = (samples[from + at] ?? 0) + loudness * Math.sin((2 * Math.PI * hz * at) / sampleRateHz);
    }
  }
  return samples;
}

export interface SungCharacter {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

const windowMs = 20;
const audible = 1000;

/** Counts how often the sound crosses zero: as much of an ear as single tones need. */
export function understand(samples: Int16Array, sampleRateHz: number): SungCharacter[] {
  const window = Math.round((windowMs * sampleRateHz) / 1000);
  const found: { text: string; startMs: number; endMs: number }[] = [];
  for (let from = 0; from + window <= samples.length; from += window) {
    const part = samples.subarray(from, from + window);
    const text = part.some((one) => Math.abs(one) > audible) ? nearest(crossings(part) / (2 * (windowMs / 1000))) : "";
    const startMs = (from / window) * windowMs;
    const last = found.at(-1);
    if (text !== "" && last?.text === text && last.endMs === startMs) last.endMs += windowMs;
    else if (text !== "") found.push({ text, startMs, endMs: startMs + windowMs });
  }
  return found.filter(({ startMs, endMs }) => endMs - startMs >= 100);
}

const crossings = (part: Int16Array): number =>
  part.reduce((sum, one, index) => sum + (index > 0 && one >= 0 !== (part[index - 1] ?? 0) >= 0 ? 1 : 0), 0);

function nearest(hz: number): string {
  const away = (one: keyof typeof toneHz) => Math.abs(toneHz[one] - hz);
  return characters.reduce((best, one) => (away(one) < away(best) ? one : best));
}

/** The samples of a WAV file with 16 bits and one channel. */
export function samplesIn(wav: Uint8Array): { readonly samples: Int16Array; readonly sampleRateHz: number } {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const name = (at: number) => String.fromCharCode(...wav.subarray(at, at + 4));
  if (name(0) !== "RIFF" || name(8) !== "WAVE" || name(36) !== "data") throw new Error("no WAV file");
  const samples = new Int16Array(Uint8Array.from(wav.subarray(44, 44 + view.getUint32(40, true))).buffer);
  return { samples, sampleRateHz: view.getUint32(24, true) };
}
