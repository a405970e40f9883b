// What needs no models, for whoever must start quickly: which files are recordings, and what lies beside them.

export { isRecording, type RecordingFiles, recordingAt, recordingsAmong } from "./recording-files.ts";
