// Exhibit 听证材料: what can be shown of a recording, the waveform of each side, and its sound or where to get it.
import type { Speaker } from "./speaker.ts";

/** The sound is missing where it is too long for a page. */
export interface Exhibit {
  readonly lanes: readonly ExhibitLane[];
  readonly durationMs: number;
  readonly sound?: CarriedSound | ServedSound;
}

export interface ExhibitLane {
  readonly speaker: Speaker;
  readonly label: string;
  readonly msPerPoint: number;
  /** Lowest and highest sample of each point, −128…127, in turn. */
  readonly points: Int8Array;
}

/** Mu-law samples that travel with the page. */
export interface CarriedSound {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly base64: string;
}

/** An address that answers with a file a browser plays, and with any stretch of it. */
export interface ServedSound {
  readonly url: string;
}
