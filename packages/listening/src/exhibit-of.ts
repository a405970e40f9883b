// What the report shows of a recording: a waveform that fits a page, and its sound where that is not too long.
import type { Exhibit, Speaker } from "@tingheng/domain";
import { playbackCopy, type WaveformPeaks } from "@tingheng/speech";
import type { HeardRecording } from "./hear-recording.ts";

/** Twenty-five minutes of two sides. */
const longestSoundBytes = 24_000_000;
const mostPoints = 2_500;

/** With its sound, for a page that is to be read without a server. */
export async function exhibitOf(heard: HeardRecording): Promise<Exhibit> {
  const copy = await playbackCopy(await heard.open(), longestSoundBytes);
  if (copy === undefined) return waveformOf(heard);
  const { sampleRateHz, channels, bytes } = copy;
  const base64 = Buffer.from(bytes.buffer, 0, bytes.length).toString("base64");
  return { ...waveformOf(heard), sound: { sampleRateHz, channels, base64 } };
}

/** Without sound, for whoever knows where to get it. */
export function waveformOf({ call, conversation }: HeardRecording): Exhibit {
  const { measures } = conversation;
  const speakers: Readonly<Record<string, Speaker>> = call.recording?.channels ?? {};
  const lanes = measures.channels.flatMap(({ peaks }, channel) => {
    const fitting = fittingPeaks(peaks);
    const speaker: Speaker = measures.channels.length === 1 ? "unknown" : (speakers[String(channel)] ?? "unknown");
    return fitting === undefined ? [] : [{ speaker, label: String(channel + 1), ...fitting }];
  });
  return { lanes, durationMs: measures.durationMs };
}

/** The finest level that a page can draw. */
const fittingPeaks = (peaks: readonly WaveformPeaks[]): WaveformPeaks | undefined =>
  peaks.find(({ points }) => points.length <= 2 * mostPoints) ?? peaks.at(-1);
