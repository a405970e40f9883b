// Genesys Cloud: conversations as analytics details give them, and `<id>_metadata.json` of exported recordings.
import { AppError, type Direction, expectation } from "@tingheng/domain";
import { instantAt, known, knownOrNothing } from "@tingheng/formats";
import type { CallDetail } from "../call-detail.ts";
import { jsonDocumentsOf } from "../json-documents.ts";
import { baseName, filled, unreadable } from "../row-reading.ts";
import type { SourceSettings } from "../source-settings.ts";
import type { Facts, Part, Reading, TelephoneSystem } from "../telephone-system.ts";
import { Conversation, ExportedRecording, isWhole, type Participant, segmentsOf } from "./conversation.ts";
import { hangupOfEnds } from "./hangup.ts";

export const genesysCloud: TelephoneSystem = {
  id: "genesys-cloud",
  title: { zh: "Genesys Cloud 导出", en: "Genesys Cloud export" },
  sideFiles: [
    {
      kind: "metadata",
      title: { zh: "录音元数据", en: "recording metadata" },
      matches: (name) => /_metadata\.json$/i.test(name),
    },
    {
      kind: "conversations",
      title: { zh: "会话明细", en: "conversation details" },
      matches: (name) => /conversations?.*\.(json|ndjson)$/i.test(name),
    },
  ],
  namePatterns: ["{id}.{ext}"],
  read: readExport,
  callOf: callOfParts,
};

function readExport(content: string, name: string): Reading | AppError {
  const read = jsonDocumentsOf(content, name);
  if (read instanceof AppError) return read;
  const parts: Part[] = [];
  const problems: AppError[] = [...read.problems];
  for (const { value, where } of read.documents.flatMap(unwrapped)) {
    const [conversation, recording] = [Conversation.safeParse(value), ExportedRecording.safeParse(value)];
    if (conversation.success) {
      const { conversationId: id } = conversation.data;
      parts.push({ partId: `conversation ${id}`, keys: [id], facts: conversation.data });
    }
    if (recording.success) {
      const { conversationId: id, recordingId } = recording.data;
      parts.push({ partId: `recording ${recordingId}`, keys: [id], facts: recording.data });
    }
    if (!conversation.success && !recording.success) {
      const issue = conversation.error.issues[0];
      problems.push(
        unreadable(
          `${where} $.${issue?.path.join(".") ?? ""}`,
          issue === undefined ? "a conversation" : expectation(issue),
          value,
        ),
      );
    }
  }
  return { parts, problems, otherRows: 0 };
}

/** An answer of the analytics API holds its conversations in a list. */
function unwrapped({ value, where }: { value: unknown; where: string }) {
  const list =
    typeof value === "object" && value !== null && "conversations" in value ? value.conversations : undefined;
  if (!Array.isArray(list)) return [{ value, where }];
  return list.map((one: unknown, index) => ({ value: one, where: `${where} $.conversations[${index}]` }));
}

function callOfParts(parts: readonly Part[], { utcOffset }: SourceSettings): CallDetail {
  const conversation = parts.map((part) => Conversation.safeParse(part.facts).data).find((one) => one !== undefined);
  const recordings = parts.flatMap((part) => recordingIn(part.facts));
  const recording = recordings.length === 1 ? recordings[0] : undefined;
  const id = parts[0]?.keys[0] ?? "";
  const whole = conversation !== undefined && isWhole(conversation);
  const people = whole ? conversation.participants : [];
  const agents = people.filter(
    (one) => isAgent(one) && segmentsOf(one).some((segment) => segment.segmentType === "interact"),
  );
  const agent = agents.length === 1 ? agents[0] : undefined;
  const customers = people.filter(({ purpose }) => purpose === "customer" || purpose === "external");
  const [recordedFrom, answered] = [
    epoch(recording?.startTime),
    agent && epoch(firstOf(agent, "interact")?.segmentStart),
  ];
  const zero = recordedFrom ?? answered;
  const at = (told: string | null | undefined) => {
    const ms = epoch(told);
    return ms === undefined || zero === undefined || ms < zero ? undefined : ms - zero;
  };
  const file = recording?.filePath ?? recording?.fileName ?? undefined;
  const start = epoch(conversation?.conversationStart);
  return {
    source: "genesys-cloud",
    id,
    aliases: [id, ...recordings.map((one) => one.recordingId)],
    ...known({
      startedAt: start === undefined ? undefined : instantAt(start, utcOffset),
      ...partiesOf(conversation, customers),
      agent: agent && knownOrNothing({ id: agent.userId ?? undefined, name: agent.participantName ?? undefined }),
      ring: agent && ringOf(agent),
      timesFrom:
        zero === undefined ? undefined : recordedFrom === undefined ? ("answer" as const) : ("recording" as const),
      holds: agent && filled(holdsOf(agent, at)),
      hangup: conversation && hangupIn(conversation, agents, customers, at),
      recording:
        file || recordedFrom !== undefined
          ? known({
              name: file && baseName(file),
              startOffsetMs: recordedFrom === undefined || answered === undefined ? undefined : recordedFrom - answered,
            })
          : undefined,
    }),
  };
}

const recordingIn = (facts: Facts): ExportedRecording[] => {
  const { data } = ExportedRecording.safeParse(facts);
  return data === undefined ? [] : [data];
};

const epoch = (told: string | null | undefined): number | undefined => (told ? Date.parse(told) : undefined);
const isAgent = ({ purpose }: Participant): boolean => purpose === "agent" || purpose === "user";
const firstOf = (participant: Participant, kind: string) =>
  segmentsOf(participant).find((segment) => segment.segmentType === kind);

function partiesOf(conversation: Conversation | undefined, customers: readonly Participant[]) {
  const said = conversation?.originatingDirection;
  const direction: Direction | undefined = said === "inbound" || said === "outbound" ? said : undefined;
  const session = customers.length === 1 ? customers[0]?.sessions?.[0] : undefined;
  const number = (told: string | null | undefined) => /^(?:tel:)?(\+?\d+)$/.exec(told ?? "")?.[1];
  const [callerNumber, calledNumber] = direction ? [number(session?.ani), number(session?.dnis)] : [];
  const customer = direction === "inbound" ? callerNumber : calledNumber;
  return { direction, callerNumber, calledNumber, customer: customer === undefined ? undefined : { number: customer } };
}

/** The only time that the phone of the agent who took the call rang. */
function ringOf(agent: Participant): { ms: number } | undefined {
  const alerts = segmentsOf(agent).filter((segment) => segment.segmentType === "alert");
  const [from, to] = [epoch(alerts[0]?.segmentStart), epoch(alerts[0]?.segmentEnd)];
  return alerts.length !== 1 || from === undefined || to === undefined || to < from ? undefined : { ms: to - from };
}

type At = (told: string | null | undefined) => number | undefined;

const holdsOf = (agent: Participant, at: At) =>
  segmentsOf(agent).flatMap((segment) => {
    const [startMs, endMs] = [at(segment.segmentStart), at(segment.segmentEnd)];
    return segment.segmentType !== "hold" || startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs }];
  });

function hangupIn(
  conversation: Conversation,
  agents: readonly Participant[],
  customers: readonly Participant[],
  at: At,
) {
  if (!isWhole(conversation)) return { by: "unknown", rule: "genesys-cloud.conversation-incomplete" } as const;
  if (agents.length > 1 || customers.length !== 1)
    return { by: "unknown", rule: "genesys-cloud.several-parties" } as const;
  const endOf = (participant: Participant | undefined) =>
    (participant && segmentsOf(participant).at(-1)?.disconnectType) ?? undefined;
  const hangup = hangupOfEnds({ agent: endOf(agents[0]), customer: endOf(customers[0]) }, agents.length > 0);
  return hangup && { ...hangup, ...known({ atMs: at(conversation.conversationEnd) }) };
}
