// What others measured, beside what is measured here: who spoke when in a marked recording, and another product's own analysis of a call.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  fileSource,
  measureSound,
  openRecording,
  type SoundMeasures,
  type Span,
  soundOf,
} from "../packages/speech/src/index.ts";

const data = fileURLToPath(new URL("../../shared/data", import.meta.url));

export async function measureAgreement(): Promise<void> {
  const [marked, analysed] = [join(data, "call-audio-en"), join(data, "aws-call-analytics", "example-call.json")];
  if (existsSync(marked)) await beside(join(marked, "sample.wav"), readFileSync(join(marked, "sample.rttm"), "utf8"));
  else console.log(`no recordings in ${marked}: nothing is compared`);
  if (existsSync(analysed)) besideAnalysis(JSON.parse(readFileSync(analysed, "utf8")) as Analysis);
  else console.log(`no ${analysed}: nothing is compared`);
}

interface Spoken extends Span {
  readonly by: string;
}

/** Lines of RTTM: `SPEAKER file channel start length … name`. */
function markedSpans(rttm: string): Spoken[] {
  return rttm
    .trim()
    .split("\n")
    .map((line) => line.split(/\s+/))
    .map(([, , , start, length, , , by = ""]) => {
      const startMs = Math.round(Number(start) * 1000);
      return { by, startMs, endMs: startMs + Math.round(Number(length) * 1000) };
    });
}

async function beside(path: string, rttm: string): Promise<void> {
  const source = await fileSource(path);
  const measures = await measureSound(await openRecording(source));
  await source.close();
  const marked = markedSpans(rttm);
  console.log("sample.wav beside its marks (RTTM), in ms");
  const { speech = [] } = measures.channels[0] ?? {};
  const together = merged(marked);
  console.log(`  speech marked ${list(together)}\n  speech here   ${list(speech)}`);
  const common = total(shared(together, speech));
  console.log(
    `  of ${total(together)} marked, ${common} found here (${share(common, total(together))}); of ${total(speech)} found here, marked ${share(common, total(speech))}`,
  );
  const first = marked[0]?.by;
  const segments = marked.map(
    ({ by, ...span }) => ({ ...span, speaker: by === first ? "agent" : "customer" }) as const,
  );
  const sound = soundOf(measures, { by: "segment", segments });
  const both = marked.flatMap((one, index) => marked.slice(index + 1).flatMap((other) => shared([one], [other])));
  console.log(`  overlaps marked ${list(both.filter(({ startMs, endMs }) => endMs - startMs >= 60))}`);
  console.log(`  overlaps here   ${list(sound.overlaps ?? [])}`);
}

interface Analysis {
  readonly Transcript: readonly {
    readonly ParticipantRole: string;
    readonly Items: readonly { readonly BeginOffsetMillis?: number; readonly EndOffsetMillis?: number }[];
  }[];
  readonly ConversationCharacteristics: {
    readonly NonTalkTime: { readonly TotalTimeMillis: number };
    readonly TotalConversationDurationMillis: number;
    readonly Interruptions: {
      readonly InterruptionsByInterrupter: Readonly<
        Record<string, readonly { readonly BeginOffsetMillis: number; readonly EndOffsetMillis: number }[]>
      >;
    };
    readonly TalkTime: {
      readonly DetailsByParticipant: Readonly<Record<string, { readonly TotalTimeMillis: number }>>;
    };
  };
}

/** Words closer than this are one stretch, as in speech that is heard. */
const betweenWordsMs = 100;

/** The sound of this call is not published: its word times stand for what would be heard, and what follows from them is compared. */
function besideAnalysis({ Transcript, ConversationCharacteristics: theirs }: Analysis): void {
  const channels = ["AGENT", "CUSTOMER"].map((role) => {
    const words = Transcript.filter(({ ParticipantRole }) => ParticipantRole === role).flatMap(({ Items }) =>
      Items.flatMap(({ BeginOffsetMillis: startMs, EndOffsetMillis: endMs }) =>
        startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs }],
      ),
    );
    return merged(words, betweenWordsMs);
  });
  const durationMs = theirs.TotalConversationDurationMillis;
  const sound = soundOf(measuresOf(channels, durationMs), { by: "channel", speakers: ["agent", "customer"] });
  console.log("example-call.json: another product's analysis beside what follows from its own word times, in ms");
  for (const [role, spans] of Object.entries(theirs.Interruptions.InterruptionsByInterrupter)) {
    const named = spans.map(({ BeginOffsetMillis: startMs, EndOffsetMillis: endMs }) => ({ startMs, endMs }));
    console.log(`  interruptions by ${role}, theirs ${list(named)}`);
  }
  for (const { startMs, endMs, by, backchannel } of sound.overlaps ?? [])
    console.log(`  overlap here ${startMs}–${endMs}, ${by} breaks in${backchannel === true ? ", only listening" : ""}`);
  const silent = sound.silences ?? [];
  console.log(
    `  non-talk time, theirs ${theirs.NonTalkTime.TotalTimeMillis}; silences here ${list(silent.filter((span) => length(span) >= 1000))}`,
  );
  for (const [role, { TotalTimeMillis }] of Object.entries(theirs.TalkTime.DetailsByParticipant)) {
    const speaker = role === "AGENT" ? "agent" : "customer";
    console.log(`  talk time of ${role}, theirs ${TotalTimeMillis}, here ${sound.bySpeaker?.[speaker]?.talkMs}`);
  }
}

/** Measures of which only the stretches of speech are known. */
function measuresOf(channels: readonly (readonly Span[])[], durationMs: number): SoundMeasures {
  const none = new Int16Array(0);
  const frames = { level: none, voice: new Uint8Array(0), pitch: new Uint16Array(0), syllable: new Uint8Array(0) };
  return {
    format: { container: "none", codec: "none", sampleRateHz: 8000, channels: channels.length },
    durationMs,
    channels: channels.map((speech) => ({ speech, tones: [], music: [], frames, peaks: [] })),
    falseStereo: false,
    faults: [],
  };
}

function merged(spans: readonly Span[], betweenMs = 0): Span[] {
  const all: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = all.at(-1);
    if (last !== undefined && startMs - last.endMs <= betweenMs) last.endMs = Math.max(last.endMs, endMs);
    else all.push({ startMs, endMs });
  }
  return all;
}

function shared(one: readonly Span[], other: readonly Span[]): Span[] {
  return one.flatMap((a) =>
    other
      .map((b) => ({ startMs: Math.max(a.startMs, b.startMs), endMs: Math.min(a.endMs, b.endMs) }))
      .filter(({ startMs, endMs }) => endMs > startMs),
  );
}

function length({ startMs, endMs }: Span): number {
  return endMs - startMs;
}

function total(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + length(span), 0);
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function list(spans: readonly Span[]): string {
  return spans.length === 0 ? "none" : spans.map(({ startMs, endMs }) => `${startMs}–${endMs}`).join(", ");
}

if (import.meta.main) await measureAgreement();
