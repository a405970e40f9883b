// Speech 声音: a recording becomes measures, words and speakers.
export { type ByteSource, bytesSource, fileSource } from "./sound/byte-source.ts";
export type { Decoding, SoundBlock, SoundFormat } from "./sound/sound-block.ts";
