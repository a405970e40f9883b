// Which container a recording is in, told from its first bytes, never from its name.
import { AppError } from "@tingheng/domain";
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
];

const headBytes = 64;

/** @throws AppError `sound.unknown`, SoundBreak */
export async function openTrack(opener: TrackOpener, _options: DecodeOptions): Promise<Track> {
  const head = await opener.source.read(0, headBytes);
  const container = containers.find(({ detect }) => detect(head));
  if (container === undefined) throw new AppError("sound.unknown", { path: opener.source.name });
  return container.open(opener);
}

function has(head: Uint8Array, at: number, ...marks: readonly string[]): boolean {
  return marks.some((mark) => [...mark].every((letter, index) => head[at + index] === letter.charCodeAt(0)));
}
