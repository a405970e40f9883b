// Interruption 抢话: one side speaks while the other is still speaking, back-channels apart.
import type { Speaker } from "@tingheng/domain";
import { z } from "zod";
import { heldAt, lesser, timeHit } from "../../call/moment.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { charactersIn } from "../../call/speech-length.ts";
import { missedForTimes, spokenTurns, type Utterance, voicedBy } from "../../call/utterances.ts";
import { type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { type By, spokenBy, type Trust } from "../../scope.ts";
import { foldCharacters } from "../../text/characters.ts";
import { atLeastTimes } from "../../times.ts";

// Sounds by which a listener only shows that they follow.
const listening =
  "嗯 嗯嗯 唔 啊 哦 噢 喔 呃 哎 唉 诶 对 对对 对对对 是 是的 是是 好 好的 好好 行 行行 可以 明白 了解 知道了 没错 ok okay yes yeah yep right sure uh-huh mhm mm";

const Params = z.strictObject({
  longerThanMs: z.int().nonnegative().default(500).describe("both speak for longer than this"),
  minChars: z.int().nonnegative().default(4).describe("fewer characters than this are a back-channel"),
  backchannels: z
    .array(z.string())
    .default(listening.split(" "))
    .describe("turns made only of these words are back-channels"),
  afterMs: z.int().nonnegative().default(0).describe("the other side must have been speaking for so long"),
  outcome: z
    .enum(["any", "takesFloor", "otherContinues"])
    .default("any")
    .describe("takesFloor: goes on when the other has stopped; otherContinues: the other goes on afterwards"),
  times: z.int().positive().default(1).describe("so many at least"),
});
type Params = z.output<typeof Params>;

export const interruption = defineOperator({
  id: "interruption",
  title: { zh: "抢话", en: "Interruption" },
  summary: {
    zh: "一方在另一方说话时插话超过给定毫秒;“嗯”“好的”之类的附和不算。",
    en: "One side speaks into the other's words for longer than stated; back-channels do not count.",
  },
  params: z.preprocess((value) => (typeof value === "number" ? { longerThanMs: value } : value), Params),
  compile: (params, context) => compileInterruption(params as Params, context),
});

/** One side speaking into the other's words. */
interface Overlap {
  readonly startMs: number;
  readonly endMs: number;
  readonly by: Pick<Utterance, "speaker" | "speakerConfidence">;
  /** The turn that breaks in, and the one that is broken into. */
  readonly own: PreparedTurn | undefined;
  readonly other: PreparedTurn | undefined;
  /** When the one who is broken into began; undefined where nobody knows. */
  readonly otherStartMs: number | undefined;
  readonly backchannel: boolean | undefined;
  readonly measured: boolean;
}

function compileInterruption(params: Params, context: OperatorContext): Detector {
  const isBackchannel = backchannelTest(params);
  return (call, scope) => {
    const overlaps = overlapsOf(call);
    if (overlaps === undefined) return missingFields(missing(call));
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    for (const overlap of overlaps) {
      const overlapMs = overlap.endMs - overlap.startMs;
      if (overlapMs <= params.longerThanMs || !isInterruption(overlap, params, isBackchannel)) continue;
      const begun: Trust = params.afterMs > 0 && overlap.otherStartMs === undefined ? "shaky" : "sure";
      const held = heldAt(call, scope, overlap.startMs, overlap.endMs);
      const trust = [whose(overlap, scope.by, context), held, begun].reduce<Trust>(lesser, "sure");
      if (trust === "no") continue;
      (trust === "sure" ? hits : maybe).push(hitOf(call, overlap, overlapMs, params));
    }
    return atLeastTimes(params.times, hits, maybe);
  };
}

function whose(overlap: Overlap, wanted: By, { reliability }: OperatorContext): Trust {
  const { by, own, other, measured, backchannel } = overlap;
  // Heard in the recording, but without its words nobody knows whether it was only a listening sound.
  const wordless = own === undefined && backchannel === undefined;
  const otherSure = other === undefined || spokenBy(other, other.speaker, reliability.speaker) === "sure";
  const otherKnown = measured || (otherSure && other?.speaker !== "unknown");
  return lesser(voicedBy(by, wanted, reliability.speaker), wordless || !otherKnown ? "shaky" : "sure");
}

function hitOf(call: PreparedCall, overlap: Overlap, overlapMs: number, params: Params): Hit {
  const measured: Hit = { measure: "overlapMs", value: overlapMs, threshold: params.longerThanMs };
  const { own, startMs, endMs } = overlap;
  if (own === undefined) return timeHit(call, startMs, endMs, measured);
  return { turn: own.index, from: 0, to: own.text.length, startMs, endMs, ...measured };
}

function backchannelTest(params: Params): (text: string) => boolean {
  const words = [...params.backchannels].map(bare).sort((a, b) => b.length - a.length);
  return (text) => {
    if (charactersIn(text) < params.minChars) return true;
    return words.reduce((rest, word) => (word === "" ? rest : rest.replaceAll(word, "")), bare(text)) === "";
  };
}

/** Letters and digits alone. */
function bare(text: string): string {
  return foldCharacters(text).replace(/[^\p{L}\p{N}]/gu, "");
}

function isInterruption(overlap: Overlap, params: Params, isBackchannel: (text: string) => boolean): boolean {
  const { own, other, backchannel } = overlap;
  if (backchannel ?? (own !== undefined && isBackchannel(own.text))) return false;
  const { otherStartMs = Number.NEGATIVE_INFINITY } = overlap;
  if (params.afterMs > 0 && overlap.startMs - otherStartMs < params.afterMs) return false;
  if (params.outcome === "takesFloor") return own?.endMs === undefined || own.endMs > overlap.endMs;
  if (params.outcome === "otherContinues") return other?.endMs === undefined || other.endMs > overlap.endMs;
  return true;
}

const key = {};

function overlapsOf(call: PreparedCall): readonly Overlap[] | undefined {
  return call.remember(key, () => measuredOverlaps(call) ?? overlapsOfTurns(call));
}

/** One channel whose overlaps were not measured shows none, whether there were any or not. */
function missing(call: PreparedCall): string {
  return call.call.sound?.channels === 1 ? "sound.overlaps" : missedForTimes(call);
}

function measuredOverlaps(call: PreparedCall): readonly Overlap[] | undefined {
  const { overlaps, speakerConfidence = 1 } = call.call.sound ?? {};
  return overlaps?.map(({ startMs, endMs, by, backchannel }) => {
    const other = nearest(call, startMs, endMs, ({ speaker }) => speaker !== by);
    return {
      startMs,
      endMs,
      by: { speaker: by, speakerConfidence },
      own: nearest(call, startMs, endMs, ({ speaker }) => speaker === by),
      other,
      otherStartMs: other?.startMs ?? startOfSpeech(call, startMs, by),
      backchannel,
      measured: true,
    };
  });
}

/** When the stretch of speech began that another than `by` was in at `atMs`. */
function startOfSpeech(call: PreparedCall, atMs: number, by: Speaker): number | undefined {
  const speech = call.call.sound?.speech ?? [];
  return speech.findLast(({ speaker, startMs, endMs }) => speaker !== by && startMs <= atMs && endMs > atMs)?.startMs;
}

/** A recogniser's times and those of the measured sound differ by up to a second. */
const slackMs = 1000;

/** The turn that shares most time with a stretch, or lies closest to it. */
function nearest(
  call: PreparedCall,
  startMs: number,
  endMs: number,
  isMeant: (turn: PreparedTurn) => boolean,
): PreparedTurn | undefined {
  let best: PreparedTurn | undefined;
  let most = -slackMs;
  for (const turn of call.turns) {
    if (turn.startMs === undefined || turn.endMs === undefined || !isMeant(turn)) continue;
    const shared = Math.min(endMs, turn.endMs) - Math.max(startMs, turn.startMs);
    if (shared > most) [best, most] = [turn, shared];
  }
  return best;
}

function overlapsOfTurns(call: PreparedCall): readonly Overlap[] | undefined {
  const voices = spokenTurns(call);
  if (voices === undefined || call.call.sound?.channels === 1) return undefined;
  const found: Overlap[] = [];
  let last: Utterance | undefined;
  for (const voice of voices) {
    const isOther = last !== undefined && (last.speaker !== voice.speaker || voice.speaker === "unknown");
    if (last !== undefined && isOther && voice.startMs < last.endMs) {
      found.push({
        startMs: voice.startMs,
        endMs: Math.min(voice.endMs, last.endMs),
        by: voice,
        own: call.turns[voice.turn ?? -1],
        other: call.turns[last.turn ?? -1],
        otherStartMs: last.startMs,
        backchannel: undefined,
        measured: false,
      });
    }
    if (last === undefined || voice.endMs >= last.endMs) last = voice;
  }
  return found;
}
