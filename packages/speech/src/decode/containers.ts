// Which container a recording is in, told from its first bytes, never from its name.
import { AppError } from "@tingheng/domain";
import { amrMagic } from "../codecs/amr.ts";
import { openAmr } from "../containers/amr-file.ts";
import { openAu } from "../containers/au.ts";
import { openFlac } from "../containers/flac-file.ts";
import { openMatroska } from "../containers/matroska.ts";
import type { MediaContainer } from "../containers/media.ts";
import { openMpeg, startsWithMpeg } from "../containers/mpeg-file.ts";
import { openOgg } from "../containers/ogg.ts";
import { looksLikeGsm, openRaw, type RawSound, rawByName } from "../containers/raw.ts";
import { openWave } from "../containers/wave.ts";
import type { DecodeOptions } from "./limits.ts";
import type { Track, TrackOpener } from "./track.ts";

interface Container {
  readonly id: string;
  detect(head: Uint8Array): boolean;
  open(opener: TrackOpener): Promise<Track>;
}

const containers: readonly Container[] = [
  { id: "wav", detect: (head) => has(head, 0, "RIFF", "RF64", "BW64") && has(head, 8, "WAVE"), open: openWave },
  { id: "ogg", detect: (head) => has(head, 0, "OggS"), open: openOgg },
  { id: "flac", detect: (head) => has(head, 0, "fLaC"), open: openFlac },
  { id: "amr-wb", detect: (head) => has(head, 0, amrMagic.wb), open: openAmr("wb") },
  { id: "amr-nb", detect: (head) => has(head, 0, amrMagic.nb), open: openAmr("nb") },
  { id: "au", detect: (head) => has(head, 0, ".snd"), open: openAu },
  { id: "mp4", detect: (head) => has(head, 4, "ftyp", "moov", "mdat", "wide", "free"), open: media("mp4") },
  { id: "matroska", detect: (head) => has(head, 0, "\x1a\x45\xdf\xa3"), open: openMatroska },
  { id: "adts", detect: (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0, open: media("adts") },
  { id: "mp3", detect: startsWithMpeg, open: openMpeg },
  { id: "gsm", detect: looksLikeGsm, open: async (opener) => openRaw(opener, bareGsm) },
];

/** The demuxer is large: only who needs it waits for it. */
function media(container: MediaContainer): Container["open"] {
  return async (opener) => (await import("../containers/media.ts")).openMedia(container)(opener);
}

const bareGsm: RawSound = { encoding: "gsm", sampleRateHz: 8_000, channels: 1 };
/** Eight frames of MP3 at most, and dozens of GSM. */
const headBytes = 4_096;

/** @throws AppError `sound.unknown`, SoundBreak */
export async function openTrack(opener: TrackOpener, options: DecodeOptions): Promise<Track> {
  const { source, notes } = opener;
  if (options.raw !== undefined) return openRaw(opener, options.raw);
  const head = await source.read(0, headBytes);
  const container = containers.find(({ detect }) => detect(head));
  if (container !== undefined) return container.open(opener);
  const named = rawByName(source.name);
  if (named === undefined || head.length === 0) throw new AppError("sound.unknown", { path: source.name });
  notes.push(`without a header: read as ${named.encoding}, 8 kHz, one channel, because of its name`);
  return openRaw(opener, named);
}

function has(head: Uint8Array, at: number, ...marks: readonly string[]): boolean {
  return marks.some((mark) => [...mark].every((letter, index) => head[at + index] === letter.charCodeAt(0)));
}
