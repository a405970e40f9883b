// Whose voice is whose: as told, as two files say, as the call's data say, as turns stand in the channels, as the wording says.
import type { CallRecord, Speaker } from "@tingheng/domain";
import { inferRoles, rolesLookSwapped } from "@tingheng/engine";
import type { Knowledge } from "@tingheng/knowledge";
import { type Conversation, checkLanes, type Roles, type Span, type VoiceLabel } from "@tingheng/speech";
import type { Hearing } from "./hearing.ts";
import type { RecordingFiles } from "./recording-files.ts";

/** Whose each channel is: as told, as the two files say, as the call's data say. */
export function sidesOf(
  { customerPath }: RecordingFiles,
  record: CallRecord,
  { roles }: Hearing,
): Readonly<Record<string, Speaker>> {
  const own: Readonly<Record<string, Speaker>> =
    customerPath === undefined ? (record.recording?.channels ?? {}) : { "0": "agent", "1": "customer" };
  return { ...own, ...roles };
}

/** As told; else as the turns that have roles stand in the channels; else as the voices' wording says. */
export function rolesOf(
  { voices }: Conversation,
  sides: Readonly<Record<string, Speaker>>,
  said: CallRecord,
  speech: readonly (readonly Span[])[],
  knowledge: Knowledge,
): Roles {
  const sure = (speakers: readonly Speaker[]): Roles =>
    Object.fromEntries(
      voices.labels.map((label, index) => [label, { speaker: speakers[index] ?? "unknown", confidence: 1 }]),
    );
  if (voices.labels.some((label) => sides[label] !== undefined))
    return sure(voices.labels.map((label) => sides[label] ?? "unknown"));
  if (voices.labels.length === 2) {
    const lane = (label: VoiceLabel) => voices.segments.filter(({ voice }) => voice === label);
    const lanes = voices.by === "channel" ? speech : voices.labels.map(lane);
    const order = checkLanes(said.turns ?? [], lanes, ["agent", "customer"]);
    if (order !== "unsure") return sure(order === "right" ? ["agent", "customer"] : ["customer", "agent"]);
  }
  return rolesByWording(said, knowledge) ?? sure([]);
}

const rolesByWording = (said: CallRecord, knowledge: Knowledge): Roles | undefined =>
  knowledge.roles === undefined || (said.turns ?? []).length === 0
    ? undefined
    : inferRoles(said, knowledge.roles, knowledge.standards)?.roles;

/** How sure the wording must be that the channel map is the wrong way round. */
const surelySwapped = 0.95;

export function looksSwapped(
  said: CallRecord,
  roles: Roles,
  speech: readonly (readonly Span[])[],
  map: readonly Speaker[],
  knowledge: Knowledge,
): boolean {
  if (checkLanes(said.turns ?? [], speech, map) === "swapped") return true;
  if (knowledge.roles === undefined || (said.turns ?? []).length === 0) return false;
  const turns = (said.turns ?? []).map((turn) => ({
    ...turn,
    speaker: roles[turn.speakerLabel ?? ""]?.speaker ?? turn.speaker,
  }));
  return rolesLookSwapped({ ...said, turns }, knowledge.roles, knowledge.standards) >= surelySwapped;
}
