// Turns of a single channel get the voices that were told apart in it: by their times; where words have times, a turn in which
// the voice changes is cut between two words.
import type { Turn, Word } from "@tingheng/domain";
import { type VoiceLabel, type Voices, voiceIn } from "./voices.ts";

/** A turn that already says who speaks, or by which label, keeps that; one without times belongs to nobody, and so do all where
 * voices could not be told apart: then their wording may still tell. */
export function withVoices(turns: readonly Turn[], voices: Voices): Turn[] {
  if (voices.labels.length < 2) return [...turns];
  return turns.flatMap((turn) =>
    turn.speaker !== "unknown" || turn.speakerLabel !== undefined ? [turn] : cutByVoice(turn, voices),
  );
}

function cutByVoice(turn: Turn, voices: Voices): Turn[] {
  const parts = partsOf(turn, voices);
  if (parts === undefined || parts.length < 2) return [inVoice(turn, voices)];
  return parts.map(({ words, text }, index) => {
    const startMs = index === 0 ? turn.startMs : words[0]?.startMs;
    const endMs = index === parts.length - 1 ? turn.endMs : words.at(-1)?.endMs;
    return inVoice(
      {
        ...turn,
        text,
        words,
        ...(startMs === undefined ? {} : { startMs }),
        ...(endMs === undefined ? {} : { endMs }),
      },
      voices,
    );
  });
}

function inVoice(turn: Turn, voices: Voices): Turn {
  const { startMs, endMs } = turn;
  const part = startMs === undefined || endMs === undefined ? undefined : voiceIn(voices, { startMs, endMs });
  if (part === undefined) return turn;
  return { ...turn, speakerLabel: part.voice, speakerConfidence: part.share * voices.confidence };
}

interface Part {
  readonly voice: VoiceLabel;
  readonly text: string;
  readonly words: Word[];
}

/** Borders are known to about a tenth of a second: what is shorter than this stays with its neighbour. */
const shortestPartMs = 250;

/** Undefined where a word has no time or isn't found in the text. */
function partsOf({ text, words = [] }: Turn, voices: Voices): Part[] | undefined {
  const places = placesOf(text, words);
  if (places === undefined) return undefined;
  const runs: { voice: VoiceLabel; from: number; to: number }[] = [];
  for (const [index, { startMs = 0, endMs = 0 }] of words.entries()) {
    const voice = voiceIn(voices, { startMs, endMs })?.voice ?? runs.at(-1)?.voice;
    const last = runs.at(-1);
    if (last === undefined || (voice !== undefined && voice !== last.voice))
      runs.push({ voice: voice ?? "", from: index, to: index + 1 });
    else last.to = index + 1;
  }
  const long = joinedRuns(runs.filter(({ from, to }) => lengthOf(words, from, to) >= shortestPartMs));
  return long.map(({ voice }, index) => {
    const from = index === 0 ? 0 : (long[index]?.from ?? 0);
    const to = long[index + 1]?.from ?? words.length;
    const begin = index === 0 ? 0 : (places[from] ?? 0);
    return { voice, text: text.slice(begin, places[to] ?? text.length), words: words.slice(from, to) };
  });
}

const lengthOf = (words: readonly Word[], from: number, to: number): number =>
  (words[to - 1]?.endMs ?? 0) - (words[from]?.startMs ?? 0);

function joinedRuns<T extends { voice: VoiceLabel; to: number }>(runs: readonly T[]): T[] {
  return runs.filter(({ voice }, index) => index === 0 || voice !== runs[index - 1]?.voice);
}

function placesOf(text: string, words: readonly Word[]): number[] | undefined {
  const places: number[] = [];
  let at = 0;
  for (const { text: word, startMs, endMs } of words) {
    const place = text.indexOf(word, at);
    if (place < 0 || startMs === undefined || endMs === undefined) return undefined;
    places.push(place);
    at = place + word.length;
  }
  return places.length === 0 ? undefined : places;
}
