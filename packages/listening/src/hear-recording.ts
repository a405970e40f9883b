// A recording and what lies beside it → a call record: measured, heard where that can be done, roles put in, and what a
// person should know about it.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { AppError, type CallRecord, type Speaker, withSidesSwapped } from "@tingheng/domain";
import { findPrivateData, hotWordsOf, privateTimes, withoutPrivateData } from "@tingheng/engine";
import { readCalls } from "@tingheng/formats";
import type { Knowledge } from "@tingheng/knowledge";
import { fileBytes } from "@tingheng/knowledge/files";
import {
  type Conversation,
  callOf,
  type DecodeOptions,
  decodeSafely,
  installedVoiceModels,
  joinSides,
  joinTranscript,
  leaveUnread,
  listenTo,
  type OpenRecording,
  type Recogniser,
  type Roles,
  rawEncodingNames,
  silenced,
  turnsOf,
  voiceParter,
  withVoices,
} from "@tingheng/speech";
import type { Hearing } from "./hearing.ts";
import { nameOf, type RecordingFiles } from "./recording-files.ts";
import { looksSwapped, rolesOf, sidesOf } from "./whose-voice.ts";

export interface HeardRecording {
  readonly call: CallRecord;
  readonly conversation: Conversation;
  /** The same recording again, for who wants its sound. */
  readonly open: OpenRecording;
}

/** The call has no `turns` where nothing is known of the words.
 * @throws AppError of decoding, of the recogniser, and of what lies beside the recording */
export async function hearRecording(
  files: RecordingFiles,
  hearing: Hearing,
  recogniser: Recogniser | undefined,
  knowledge: Knowledge,
): Promise<HeardRecording> {
  const record = await recordOf(files);
  const { turns: given } = record;
  const language = hearing.language ?? record.language;
  const open = opener(files, hearing);
  const sides = sidesOf(files, record, hearing);
  const conversation = await listenTo(open, {
    ...(given === undefined && recogniser !== undefined
      ? { recogniser, hotWords: hotWordsOf(knowledge.standards) }
      : {}),
    ...(language === undefined ? {} : { language }),
    ...(isOneSide(sides) ? {} : { partVoices: voiceParter(installedVoiceModels(hearing.models)) }),
  });
  const { measures, voices } = conversation;
  const speech = measures.channels.map((channel) => channel.speech);
  const joined = given === undefined ? undefined : joinTranscript(given, speech.flat());
  const written = joined === undefined || voices.by === "channel" ? joined?.turns : withVoices(joined.turns, voices);
  const turns = written ?? (conversation.heard === undefined ? undefined : turnsOf(conversation));
  const said = { ...record, turns: [...(turns ?? [])] };
  const roles = rolesOf(conversation, sides, said, speech, knowledge);
  const map = voices.labels.map((label) => roles[label]?.speaker ?? "unknown");
  const wrong = Object.keys(sides).length > 0 && looksSwapped(said, roles, speech, map, knowledge);
  const notes = [...conversation.notes, ...(joined?.notes ?? []), ...(wrong ? [mapLooksWrong] : [])];
  const channels = Object.fromEntries(voices.labels.map((label, index) => [label, map[index] ?? "unknown"]));
  const recording = {
    ...record.recording,
    ...(await identityOf(files)),
    ...(map.includes("agent") && voices.by === "channel" ? { channels } : {}),
  };
  const call = callOf({ ...record, recording }, { ...conversation, notes }, turns, wrong ? shaky(roles) : roles);
  const sided = hearing.swap ? withSidesSwapped(call) : call;
  return hearing.hidePrivate
    ? withoutPrivate({ call: sided, conversation, open })
    : { call: sided, conversation, open };
}

/** The recording is said to hold a single side: there is one voice, and it is known whose. */
const isOneSide = (sides: Readonly<Record<string, Speaker>>): boolean =>
  sides["0"] !== undefined && Object.keys(sides).length === 1;

/** The waveform stays: it tells no digits. */
function withoutPrivate({ call, conversation, open }: HeardRecording): HeardRecording {
  const turns = call.turns ?? [];
  const spans = findPrivateData(turns);
  const { stretches, untimed } = privateTimes(turns, spans);
  const note = `${untimed} private numbers could not be silenced: their words have no times`;
  const sound = { ...call.sound, notes: [...(call.sound?.notes ?? []), ...(untimed > 0 ? [note] : [])] };
  return {
    call: withoutPrivateData({ ...call, sound }, spans),
    conversation,
    open: async () => silenced(await open(), stretches),
  };
}

const mapLooksWrong =
  "what agent and customer say stands in the other's channel: the channel map looks wrong (--swap turns it round)";

/** Rules take nothing of a speaker who may be the other one. */
const shaky = (roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).map(([label, role]) => [label, { ...role, confidence: 0 }]));

/** Opens the recording as often as it is asked for. */
function opener({ path, customerPath }: RecordingFiles, { raw, ffmpegPath }: Hearing): OpenRecording {
  const options = { ...rawOptions(raw), ...(ffmpegPath === undefined ? {} : { ffmpegPath }) };
  const one = (file: string) => decodeSafely(file, options);
  return async () => {
    const agent = await one(path);
    if (customerPath === undefined) return agent;
    const customer = await one(customerPath).catch(async (error: unknown) => {
      await leaveUnread(agent);
      throw error;
    });
    return joinSides(agent, customer);
  };
}

/** `alaw:8000:1` → how headerless sound is to be read. */
function rawOptions(raw: string | undefined): DecodeOptions {
  if (raw === undefined) return {};
  const [encoding = "", rate = "8000", channels = "1"] = raw.split(":");
  const known = rawEncodingNames.find((one) => one === encoding || one === `pcm_${encoding}`);
  if (known === undefined)
    throw new AppError("usage", { problem: `--raw ${raw}: ${rawEncodingNames.join("|")}:8000:1` });
  return { raw: { encoding: known, sampleRateHz: Number(rate), channels: Number(channels) } };
}

/** What is known of the call: what lies beside, else its name alone. */
async function recordOf(files: RecordingFiles): Promise<CallRecord> {
  const { besidePath } = files;
  const bare: CallRecord = { version: 1, id: nameOf(files), source: "recording" };
  if (besidePath === undefined) return bare;
  for await (const item of readCalls({ name: besidePath, bytes: fileBytes(besidePath) })) {
    if (!item.ok) throw item.error;
    return item.call;
  }
  return bare;
}

async function identityOf({ path }: RecordingFiles): Promise<{ uri: string; sha256: string }> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return { uri: basename(path), sha256: hash.digest("hex") };
}
