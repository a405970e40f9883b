// Speech 声音: a recording becomes measures, words and speakers.

export type { DecodeLimits, DecodeOptions } from "./decode/limits.ts";
export { openRecording } from "./decode/open-recording.ts";
export { type ByteSource, bytesSource, fileSource } from "./sound/byte-source.ts";
export { joinSides, type SideOffsets } from "./sound/join-sides.ts";
export type { Decoding, SoundBlock, SoundFormat } from "./sound/sound-block.ts";
