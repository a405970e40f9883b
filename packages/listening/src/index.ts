// Listening 听音: a recording and what lies beside it become a call record with conversation, roles and measures.

export { exhibitOf, waveformOf } from "./exhibit-of.ts";
export * from "./files.ts";
export { type HeardRecording, hearRecording } from "./hear-recording.ts";
export { type Hearing, recogniserOf, sharedRecogniser } from "./hearing.ts";
