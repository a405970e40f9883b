// Sends the stretches of a recording to a recogniser, as many at once as it takes, and gives what was heard in order of time.
import type { Chunk, Heard, Recogniser, Wish } from "./recogniser.ts";

export interface HeardInChannel extends Heard {
  readonly channel: number;
}

/** @throws AppError `recogniser.failed` as soon as one stretch fails: half a transcript would look like a whole one */
export async function hear(
  chunks: AsyncIterable<Chunk>,
  recogniser: Recogniser,
  wish: Wish,
  progress?: (untilMs: number) => void,
): Promise<HeardInChannel[]> {
  const heard: HeardInChannel[] = [];
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const work = async (chunk: Chunk): Promise<void> => {
    try {
      for (const one of await recogniser.recognise(chunk, wish)) heard.push({ ...one, channel: chunk.channel });
      progress?.(chunk.startMs);
    } catch (error) {
      failures.push(error);
    }
  };
  for await (const chunk of chunks) {
    const one: Promise<void> = work(chunk).then(() => {
      running.delete(one);
    });
    running.add(one);
    if (running.size >= recogniser.atOnce) await Promise.race(running);
    if (failures.length > 0) break;
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return heard.sort((a, b) => a.startMs - b.startMs || a.channel - b.channel);
}
