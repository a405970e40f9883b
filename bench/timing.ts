// Silences, overlaps, response delays and listening sounds of calls whose timing is known, beside what is measured in them.
import { spawnSync } from "node:child_process";
import { measureSound, type Span, soundOf } from "../packages/speech/src/index.ts";
import { type CallPlan, callHz, type SyntheticCall, synthesise } from "../scripts/synthetic-calls.ts";

const within = 80;
const countedSilenceMs = 500;
const countedOverlapMs = 200;

const voices = [
  ["cmn-latn-pinyin+f2", "cmn-latn-pinyin+m3", "zh"],
  ["cmn-latn-pinyin+m1", "cmn-latn-pinyin+f4", "zh"],
  ["en-us+f3", "en-us+m7", "en"],
  ["en-gb+m2", "en-gb+f5", "en"],
  ["cmn-latn-pinyin+f1", "cmn-latn-pinyin+f3", "zh"],
  ["en-us+m4", "en-us+m6", "en"],
] as const;
const noises = [
  { kind: "none", db: 0 },
  { kind: "white", db: -60 },
  { kind: "pink", db: -50 },
  { kind: "brown", db: -45 },
  { kind: "white", db: -45 },
] as const;
const codecs = ["pcm", "a-law", "mu-law", "gsm", "mp3", "opus"] as const;
const losses = [0, 0.01, 0.05] as const;

/** Calls are numbered: odd ones were looked at while the measures were written, even ones never. */
export function planOf(number: number): CallPlan {
  const [one, other, language] = voices[number % voices.length] ?? voices[0];
  return {
    seed: number,
    seconds: 60,
    voices: [one, other],
    language,
    noise: noises[number % noises.length] ?? noises[0],
    codec: codecs[Math.floor(number / 2) % codecs.length] ?? "pcm",
    loss: losses[Math.floor(number / 3) % losses.length] ?? 0,
  };
}

interface Tally {
  silence: number[];
  overlap: number[];
  /** Ends of the words replied to, and beginnings of the replies. */
  reply: number[];
  delay: number[];
  missed: string[];
  false: string[];
  backchannels: { right: number; wrong: number };
}

export async function measureTiming(
  make: (plan: CallPlan) => SyntheticCall = synthesise,
  onlyOdd = false,
): Promise<void> {
  if (
    spawnSync("espeak-ng", ["--version"]).error !== undefined ||
    spawnSync("sox", ["--version"]).error !== undefined
  ) {
    console.log("espeak-ng, sox and ffmpeg make these calls; without them nothing is measured");
    return;
  }
  const rounds = Number(process.argv[process.argv.indexOf("--calls") + 1]) || 30;
  for (const [name, first] of [
    ["calls looked at (odd)", 1],
    ["calls never looked at (even)", 2],
  ] as const) {
    if (onlyOdd && first === 2) continue;
    const tally: Tally = {
      silence: [],
      overlap: [],
      reply: [],
      delay: [],
      missed: [],
      false: [],
      backchannels: { right: 0, wrong: 0 },
    };
    for (let number = first; number <= 2 * rounds; number += 2) await compare(make(planOf(number)), number, tally);
    show(`${name}: ${rounds} of a minute`, tally);
  }
}

async function compare(call: SyntheticCall, number: number, tally: Tally): Promise<void> {
  const format = { container: "raw", codec: "pcm_s16le", sampleRateHz: callHz, channels: 2 };
  const measures = await measureSound({ format, blocks: [{ startFrame: 0, channels: call.channels }] });
  const sound = soundOf(measures, { by: "channel", speakers: ["agent", "customer"] });
  const label = (what: string, span: Span) => `call ${number}: ${what} ${span.startMs}–${span.endMs}`;
  for (const [kind, least, truth, ours] of [
    ["silence", countedSilenceMs, silences(call), sound.silences ?? []],
    ["overlap", countedOverlapMs, overlaps(call), sound.overlaps ?? []],
  ] as const) {
    for (const span of truth) {
      if (span.endMs - span.startMs < least) continue;
      const found = best(ours, span);
      if (found === undefined) tally.missed.push(label(kind, span));
      else
        for (const edge of ["startMs", "endMs"] as const) {
          const error = found[edge] - span[edge];
          if (process.argv.includes("--misses") && Math.abs(error) > within)
            console.log(label(`${kind} ${edge} off by ${error}`, span));
          tally[kind].push(error);
        }
    }
  }
  for (const span of sound.silences ?? []) {
    if (span.endMs - span.startMs > 1000 && best(silences(call), span) === undefined)
      tally.false.push(label("silence", span));
  }
  const ours = delays(measures.channels.map(({ speech }) => speech));
  for (const delay of delays(call.speech)) {
    const found = ours
      .filter(({ by }) => by === delay.by)
      .sort((a, b) => Math.abs(a.atMs - delay.atMs) - Math.abs(b.atMs - delay.atMs))[0];
    if (found === undefined || Math.abs(found.atMs - delay.atMs) > 1000)
      tally.missed.push(`call ${number}: reply at ${delay.atMs}`);
    else {
      tally.delay.push(found.delayMs - delay.delayMs);
      tally.reply.push(found.atMs - delay.atMs, found.atMs - found.delayMs - delay.atMs + delay.delayMs);
    }
  }
  for (const span of call.backchannels) {
    const found = sound.overlaps?.find(({ startMs, endMs }) => startMs < span.endMs && endMs > span.startMs);
    tally.backchannels[found?.backchannel === true ? "right" : "wrong"]++;
  }
}

function silences({ channels, speech }: SyntheticCall): Span[] {
  const found: Span[] = [];
  let until = 0;
  for (const { startMs, endMs } of speech.flat().sort((a, b) => a.startMs - b.startMs)) {
    if (startMs > until) found.push({ startMs: until, endMs: startMs });
    until = Math.max(until, endMs);
  }
  found.push({ startMs: until, endMs: (channels[0].length * 1000) / callHz });
  return found;
}

function overlaps({ speech: [one, other] }: SyntheticCall): Span[] {
  return one.flatMap((span) =>
    other
      .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, span.startMs), endMs: Math.min(endMs, span.endMs) }))
      .filter(({ startMs, endMs }) => endMs > startMs),
  );
}

/** From the end of one side's words to the other's, where these begin afterwards. */
function delays(sides: readonly (readonly Span[])[]): { by: number; atMs: number; delayMs: number }[] {
  const all = sides
    .flatMap((spans, by) => spans.map((span) => ({ ...span, by })))
    .sort((a, b) => a.startMs - b.startMs);
  return all.flatMap((own, index) => {
    const last = all.slice(0, index).sort((a, b) => b.endMs - a.endMs)[0];
    if (last === undefined || last.by === own.by || last.endMs > own.startMs) return [];
    return [{ by: own.by, atMs: own.startMs, delayMs: own.startMs - last.endMs }];
  });
}

/** Shares more than half of the longer one. */
function best<S extends Span>(spans: readonly S[], { startMs, endMs }: Span): S | undefined {
  const shared = (span: Span) => Math.min(span.endMs, endMs) - Math.max(span.startMs, startMs);
  return spans.find(
    (span) => shared(span) > 0.5 * Math.min(endMs - startMs, span.endMs - span.startMs) && shared(span) > 0,
  );
}

function show(title: string, tally: Tally): void {
  console.log(title);
  for (const kind of ["silence", "overlap", "reply", "delay"] as const) {
    const errors = tally[kind].map(Math.abs).sort((a, b) => a - b);
    const inside = errors.filter((error) => error <= within).length / errors.length;
    const middle = errors[errors.length >> 1] ?? 0;
    console.log(
      `  ${kind.padEnd(8)} ${errors.length} measured, ${(100 * inside).toFixed(1)} % within ${within} ms, middle ${middle} ms`,
    );
  }
  console.log(
    `  missed ${tally.missed.length}${list(tally.missed)}; false silences over 1 s ${tally.false.length}${list(tally.false)}`,
  );
  console.log(
    `  listening sounds known as such: ${tally.backchannels.right} of ${tally.backchannels.right + tally.backchannels.wrong}`,
  );
}

function list(all: readonly string[]): string {
  return all.length === 0 ? "" : ` (${all.slice(0, 5).join("; ")})`;
}

if (import.meta.main) await measureTiming();
