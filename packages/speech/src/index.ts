// Speech 声音: a recording becomes measures, words and speakers.

export { type RawEncoding, type RawSound, rawEncodingNames } from "./containers/raw.ts";
export {
  type Conversation,
  callOf,
  type ListenOptions,
  listenTo,
  type OpenRecording,
  type Role,
  type Roles,
  turnsOf,
} from "./conversation.ts";
export { decodeSafely, type SafeDecodeOptions } from "./decode/decode-safely.ts";
export { findFfmpeg } from "./decode/ffmpeg.ts";
export type { DecodeLimits, DecodeOptions } from "./decode/limits.ts";
export { openRecording } from "./decode/open-recording.ts";
export { checkLanes } from "./joining/check-lanes.ts";
export { joinTranscript } from "./joining/join-transcript.ts";
export { type MeasurableSound, measureSound } from "./measure/measure-sound.ts";
export {
  type ChannelFrames,
  type ChannelMeasures,
  frameMs,
  type HeardTone,
  type LineFault,
  type SoundMeasures,
  type Span,
  silentLevel,
  type WaveformPeaks,
} from "./measure/sound-measures.ts";
export { type SpeakingSegment, soundOf, type WhoSpeaks } from "./measure/sound-of.ts";
export { type Adding, addFromFolder, addFromServer } from "./models/add-model.ts";
export {
  type Catalogue,
  type CatalogueModel,
  type ModelKind,
  modelNamed,
  parseCatalogue,
  shippedCatalogue,
} from "./models/catalogue.ts";
export {
  type FileState,
  type InstalledModel,
  installedModels,
  installedNamed,
  removeModel,
  verifyModel,
} from "./models/installed-models.ts";
export { installedVoiceModels } from "./models/installed-voice-models.ts";
export type { CheckedBy, InstalledFile, ModelManifest } from "./models/manifest.ts";
export { type PlaybackCopy, playbackCopy } from "./playback/playback-copy.ts";
export { writeWav } from "./playback/wav-file.ts";
export { type CommandSettings, commandRecogniser, type ReadTurn, type ReadTurns } from "./recognisers/command/index.ts";
export { cutChunks } from "./recognisers/cut-chunks.ts";
export { type FunAsrSettings, funAsrRecogniser } from "./recognisers/funasr/index.ts";
export { type HeardInChannel, hear } from "./recognisers/hear.ts";
export { type OpenAiSettings, openAiRecogniser } from "./recognisers/openai/index.ts";
export { type PlannedChunk, planChunks } from "./recognisers/plan-chunks.ts";
export type { Capabilities, Chunk, Heard, Recogniser, Wish } from "./recognisers/recogniser.ts";
export { type SherpaSettings, sherpaRecogniser } from "./recognisers/sherpa-onnx/index.ts";
export { silenced } from "./silencing/silence-stretches.ts";
export { type ByteSource, bytesSource, fileSource } from "./sound/byte-source.ts";
export { joinSides, type SideOffsets } from "./sound/join-sides.ts";
export { joinedAs } from "./sound/joined.ts";
export { type Decoding, leaveUnread, type SoundBlock, type SoundFormat } from "./sound/sound-block.ts";
export { withVoices } from "./speakers/give-voices.ts";
export { type VoiceModels, voiceParter } from "./speakers/model-parting.ts";
export { partByVoice } from "./speakers/part-voices.ts";
export { channelVoices, type VoiceLabel, type VoiceSegment, type Voices } from "./speakers/voices.ts";
