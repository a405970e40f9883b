// A recording and what lies beside it → a call record: measured, heard where that can be done, roles put in, and what a
// person should know about it.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { AppError, type CallRecord, type Speaker, type Standard, withSidesSwapped } from "@tingheng/domain";
import { hotWordsOf, inferRoles, type RolesFile, rolesLookSwapped } from "@tingheng/engine";
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
  type Span,
  turnsOf,
} from "@tingheng/speech";
import { fileBytes } from "../streams.ts";
import type { Hearing } from "./hearing.ts";
import { nameOf, type RecordingFiles } from "./recording-files.ts";

/** What is known before anything is heard. */
export interface Knowledge {
  readonly roles: RolesFile | undefined;
  readonly standards: readonly Standard[];
}

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
  { roles: model, standards }: Knowledge,
): Promise<HeardRecording> {
  const record = await recordOf(files);
  const { turns: given } = record;
  const language = hearing.language ?? record.language;
  const open = opener(files, hearing);
  const conversation = await listenTo(open, {
    ...(given === undefined && recogniser !== undefined ? { recogniser } : {}),
    ...(language === undefined ? {} : { language }),
    hotWords: hotWordsOf(standards),
  });
  const speech = conversation.measures.channels.map((channel) => channel.speech);
  const joined = given === undefined ? undefined : joinTranscript(given, speech.flat());
  const turns = joined?.turns ?? (conversation.heard === undefined ? undefined : turnsOf(conversation));
  const sides = sidesOf(files, record, hearing);
  const said = { ...record, turns: [...(turns ?? [])] };
  const roles = rolesOf(conversation, sides, said, speech, model, standards);
  const map = conversation.voices.labels.map((label) => roles[label]?.speaker ?? "unknown");
  const wrong = Object.keys(sides).length > 0 && looksSwapped(said, roles, speech, map, model, standards);
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

/** As told; else as the turns that have roles stand in the channels; else as the voices' wording says. */
function rolesOf(
  { voices }: Conversation,
  sides: Readonly<Record<string, Speaker>>,
  said: CallRecord,
  speech: readonly (readonly Span[])[],
  model: RolesFile | undefined,
  standards: readonly Standard[],
): Roles {
  const sure = (speakers: readonly Speaker[]): Roles =>
    Object.fromEntries(
      voices.labels.map((label, index) => [label, { speaker: speakers[index] ?? "unknown", confidence: 1 }]),
    );
  if (voices.labels.some((label) => sides[label] !== undefined))
    return sure(voices.labels.map((label) => sides[label] ?? "unknown"));
  if (voices.by === "channel" && voices.labels.length === 2) {
    const lanes = checkLanes(said.turns ?? [], speech, ["agent", "customer"]);
    if (lanes !== "unsure") return sure(lanes === "right" ? ["agent", "customer"] : ["customer", "agent"]);
  }
  return (model && inferRoles(said, model, standards)?.roles) ?? sure([]);
}

/** How sure the wording must be that the channel map is the wrong way round. */
const surelySwapped = 0.95;

function looksSwapped(
  said: CallRecord,
  roles: Roles,
  speech: readonly (readonly Span[])[],
  map: readonly Speaker[],
  model: RolesFile | undefined,
  standards: readonly Standard[],
): boolean {
  if (checkLanes(said.turns ?? [], speech, map) === "swapped") return true;
  if (model === undefined) return false;
  const turns = (said.turns ?? []).map((turn) => ({
    ...turn,
    speaker: roles[turn.speakerLabel ?? ""]?.speaker ?? turn.speaker,
  }));
  return rolesLookSwapped({ ...said, turns }, model, standards) >= surelySwapped;
}
