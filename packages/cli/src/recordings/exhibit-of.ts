// What the report shows of a recording: a waveform that fits a page, and its sound where that is not too long.
import type { Speaker } from "@tingheng/domain";
import { playbackCopy, type WaveformPeaks } from "@tingheng/speech";
import type { Exhibit } from "../report/player.ts";
import type { HeardRecording } from "./hear-recording.ts";

/** Twenty-five minutes of two sides. */
const longestSoundBytes = 24_000_000;
const mostPoints = 2_500;

export async function exhibitOf({ call, conversation, open }: HeardRecording): Promise<Exhibit> {
  const { measures } = conversation;
  const speakers: Readonly<Record<string, Speaker>> = call.recording?.channels ?? {};
  const lanes = measures.channels.flatMap(({ peaks }, channel) => {
    const fitting = fittingPeaks(peaks);
    const speaker: Speaker = measures.channels.length === 1 ? "unknown" : (speakers[String(channel)] ?? "unknown");
    return fitting === undefined ? [] : [{ speaker, label: String(channel + 1), ...fitting }];
  });
  const copy = await playbackCopy(await open(), longestSoundBytes);
  return {
    lanes,
    durationMs: measures.durationMs,
    ...(copy === undefined
      ? {}
      : {
          sound: {
            sampleRateHz: copy.sampleRateHz,
            channels: copy.channels,
            base64: Buffer.from(copy.bytes.buffer, 0, copy.bytes.length).toString("base64"),
          },
        }),
  };
}

/** The finest level that a page can draw. */
const fittingPeaks = (peaks: readonly WaveformPeaks[]): WaveformPeaks | undefined =>
  peaks.find(({ points }) => points.length <= 2 * mostPoints) ?? peaks.at(-1);
