// A recording decoded as a whole, for what looks at all of it again and again.
import { fileSource, joinedAs, openRecording } from "../packages/speech/src/index.ts";

export interface WholeSound {
  readonly rateHz: number;
  readonly sides: readonly Int16Array<ArrayBuffer>[];
}

export async function wholeSoundOf(path: string): Promise<WholeSound> {
  const source = await fileSource(path);
  const { format, blocks } = await openRecording(source);
  const parts: Int16Array[][] = Array.from({ length: format.channels }, () => []);
  for await (const { channels } of blocks)
    for (const [index, channel] of channels.entries()) parts[index]?.push(channel.slice());
  await source.close();
  return {
    rateHz: format.sampleRateHz,
    sides: parts.map((some) => joinedAs<Int16Array<ArrayBuffer>>(Int16Array, some)),
  };
}
