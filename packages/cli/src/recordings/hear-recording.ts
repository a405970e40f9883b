// A recording and what lies beside it → a call record: measured, heard where that can be done, roles put in, and what a
// person should know about it.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { AppError, type CallRecord, type Speaker, withSidesSwapped } from "@tingheng/domain";
import { readCalls } from "@tingheng/formats";
import {
  type Conversation,
  callOf,
  checkLanes,
  type DecodeOptions,
  decodeSafely,
  joinSides,
  joinTranscript,
  listenTo,
  type OpenRecording,
  type Recogniser,
  type Roles,
  rawEncodingNames,
  turnsOf,
} from "@tingheng/speech";
import { fileBytes } from "../streams.ts";
import type { Hearing } from "./hearing.ts";
import { nameOf, type RecordingFiles } from "./recording-files.ts";

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
  hotWords: readonly string[],
): Promise<HeardRecording> {
  const record = await recordOf(files);
  const { turns: given } = record;
  const language = hearing.language ?? record.language;
  const open = opener(files, hearing);
  const conversation = await listenTo(open, {
    ...(given === undefined && recogniser !== undefined ? { recogniser } : {}),
    ...(language === undefined ? {} : { language }),
    hotWords,
  });
  const speech = conversation.measures.channels.map((channel) => channel.speech);
  const joined = given === undefined ? undefined : joinTranscript(given, speech.flat());
  const turns = joined?.turns ?? (conversation.heard === undefined ? undefined : turnsOf(conversation));
  const roles = rolesOf(conversation, sidesOf(files, record, hearing));
  const map = conversation.voices.labels.map((label) => roles[label]?.speaker ?? "unknown");
  const wrong = joined !== undefined && checkLanes(joined.turns, speech, map) === "swapped";
  const notes = [...conversation.notes, ...(joined?.notes ?? []), ...(wrong ? [mapLooksWrong] : [])];
  const channels = Object.fromEntries(
    conversation.voices.labels.map((label, index) => [label, map[index] ?? "unknown"]),
  );
  const recording = {
    ...record.recording,
    ...(await identityOf(files)),
    ...(map.includes("agent") ? { channels } : {}),
  };
  const call = callOf({ ...record, recording }, { ...conversation, notes }, turns, wrong ? shaky(roles) : roles);
  return { call: hearing.swap ? withSidesSwapped(call) : call, conversation, open };
}

const mapLooksWrong =
  "what agent and customer say stands in the other's channel: the channel map looks wrong (--swap turns it round)";

/** Rules take nothing of a speaker who may be the other one. */
const shaky = (roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).map(([label, role]) => [label, { ...role, confidence: 0 }]));

/** Opens the recording as often as it is asked for. */
function opener({ path, customerPath }: RecordingFiles, { raw }: Hearing): OpenRecording {
  const options = rawOptions(raw);
  const one = (file: string) => decodeSafely(file, options);
  return async () => (customerPath === undefined ? one(path) : joinSides(await one(path), await one(customerPath)));
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

/** Whose each channel is: as told on the command line, as the two files say, as the call's data say. */
function sidesOf(
  { customerPath }: RecordingFiles,
  record: CallRecord,
  { roles }: Hearing,
): Readonly<Record<string, Speaker>> {
  const own: Readonly<Record<string, Speaker>> =
    customerPath === undefined ? (record.recording?.channels ?? {}) : { "0": "agent", "1": "customer" };
  return { ...own, ...roles };
}

function rolesOf({ voices }: Conversation, sides: Readonly<Record<string, Speaker>>): Roles {
  return Object.fromEntries(
    voices.labels.map((label) => [label, { speaker: sides[label] ?? ("unknown" as const), confidence: 1 }]),
  );
}
