// All formats. A new one is a folder and a line here.
import type { Format } from "./format.ts";
import { amazonTranscribe } from "./formats/amazon-transcribe/index.ts";
import { assemblyai } from "./formats/assemblyai/index.ts";
import { bbcKaldi } from "./formats/bbc-kaldi/index.ts";
import { callRecord } from "./formats/call-record/index.ts";
import { contactLens } from "./formats/contact-lens/index.ts";
import { deepgram } from "./formats/deepgram/index.ts";
import { dialogueJson } from "./formats/dialogue-json/index.ts";
import { funasr } from "./formats/funasr/index.ts";
import { googleSpeech } from "./formats/google-speech/index.ts";
import { ibmWatson } from "./formats/ibm-watson/index.ts";
import { plainText } from "./formats/plain-text/index.ts";
import { scaResult } from "./formats/sca-result/index.ts";
import { scaUpload } from "./formats/sca-upload/index.ts";
import { speechmatics } from "./formats/speechmatics/index.ts";
import { subtitles } from "./formats/subtitles/index.ts";
import { table } from "./formats/table/index.ts";
import { transcribeCallAnalytics } from "./formats/transcribe-call-analytics/index.ts";
import { vcon } from "./formats/vcon/index.ts";
import { whisper } from "./formats/whisper/index.ts";

export const formats: readonly Format[] = [
  callRecord,
  vcon,
  scaUpload,
  scaResult,
  contactLens,
  transcribeCallAnalytics,
  amazonTranscribe,
  whisper,
  funasr,
  deepgram,
  assemblyai,
  speechmatics,
  googleSpeech,
  ibmWatson,
  bbcKaldi,
  dialogueJson,
  subtitles,
  table,
  plainText,
];

export const findFormat = (id: string): Format | undefined => formats.find((format) => format.id === id);
