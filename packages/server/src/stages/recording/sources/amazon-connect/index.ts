// Amazon Connect contact records: delivered at least once and again after changes; the newest LastUpdateTimestamp of a ContactId counts.
import { AppError, type Direction, expectation } from "@tingheng/domain";
import { instantAt, known, knownOrNothing } from "@tingheng/formats";
import { z } from "zod";
import type { CallDetail, Hangup } from "../call-detail.ts";
import { jsonDocumentsOf } from "../json-documents.ts";
import { baseName, unreadable } from "../row-reading.ts";
import type { SourceSettings } from "../source-settings.ts";
import type { Part, Reading, TelephoneSystem } from "../telephone-system.ts";

const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).nullish();
const seconds = z.number().nonnegative().nullish();
const Endpoint = z.object({ Address: text, Type: text }).nullish();
const Recording = z.object({ Location: text, StartTimestamp: instant, MediaStreamType: text });

const Contact = z.object({
  ContactId: z.string().min(1),
  InitialContactId: text,
  NextContactId: text,
  Channel: text,
  InitiationMethod: text,
  InitiationTimestamp: instant,
  DisconnectTimestamp: instant,
  DisconnectReason: text,
  LastUpdateTimestamp: instant,
  TransferCompletedTimestamp: instant,
  TransferredToEndpoint: Endpoint,
  CustomerEndpoint: Endpoint,
  SystemEndpoint: Endpoint,
  Queue: z.object({ Name: text }).nullish(),
  Campaign: z.object({ CampaignId: text }).nullish(),
  Agent: z
    .object({
      Username: text,
      ConnectedToAgentTimestamp: instant,
      AgentInteractionDuration: seconds,
      NumberOfHolds: seconds,
      CustomerHoldDuration: seconds,
      LongestHoldDuration: seconds,
    })
    .nullish(),
  Recording: Recording.nullish(),
  Recordings: z.array(Recording).nullish(),
});
type Contact = z.infer<typeof Contact>;

export const amazonConnect: TelephoneSystem = {
  id: "amazon-connect",
  title: { zh: "Amazon Connect 联系记录", en: "Amazon Connect contact records" },
  sideFiles: [
    {
      kind: "contact-record",
      title: { zh: "联系记录", en: "contact records" },
      matches: (name) => /(contact[_-]?record|ctr)s?([-_.].*)?$/i.test(name),
    },
  ],
  namePatterns: ["{id}_{date:YYYYMMDD}T{time:HH:MM}_UTC.{ext}"],
  read: readContacts,
  callOf: (parts, settings) => callOfContact(contactIn(parts), settings),
};

function readContacts(content: string, name: string): Reading | AppError {
  const read = jsonDocumentsOf(content, name);
  if (read instanceof AppError) return read;
  const parts: Part[] = [];
  const problems: AppError[] = [...read.problems];
  let otherRows = 0;
  for (const { value, where } of read.documents) {
    const contact = Contact.safeParse(value);
    if (!contact.success) {
      const issue = contact.error.issues[0];
      problems.push(
        unreadable(
          `${where} $.${issue?.path.join(".") ?? ""}`,
          issue === undefined ? "a contact record" : expectation(issue),
          value,
        ),
      );
    } else if (contact.data.Channel && contact.data.Channel !== "VOICE") otherRows += 1;
    else parts.push(partOf(contact.data));
  }
  return { parts, problems, otherRows };
}

function contactIn(parts: readonly Part[]): Contact {
  const contact = Contact.safeParse(parts.at(-1)?.facts);
  if (contact.success) return contact.data;
  throw unreadable(parts[0]?.partId ?? "contact", "a contact record", parts.at(-1)?.facts);
}

function partOf(contact: Contact): Part {
  const { ContactId: id, LastUpdateTimestamp: lastUpdate } = contact;
  return { partId: `contact ${id}`, keys: [id], facts: contact, ...(lastUpdate ? { lastUpdate } : {}) };
}

const directions: Readonly<Record<string, Direction>> = {
  INBOUND: "inbound",
  OUTBOUND: "outbound",
  EXTERNAL_OUTBOUND: "outbound",
  CALLBACK: "outbound",
};

function callOfContact(contact: Contact, { utcOffset }: SourceSettings): CallDetail {
  const { Agent: agent } = contact;
  const direction = directions[contact.InitiationMethod ?? ""];
  const customer = contact.CustomerEndpoint?.Address ?? undefined;
  const own = contact.SystemEndpoint?.Address ?? undefined;
  const recordings = contact.Recordings ?? (contact.Recording ? [contact.Recording] : []);
  const recording = recordings.length === 1 ? recordings[0] : undefined;
  const uri = recording?.Location ?? undefined;
  const [recordedFrom, answered] = [epoch(recording?.StartTimestamp), epoch(agent?.ConnectedToAgentTimestamp)];
  const zero = recordedFrom ?? answered;
  const at = (told: string | null | undefined) => {
    const ms = epoch(told);
    return ms === undefined || zero === undefined || ms < zero ? undefined : ms - zero;
  };
  const start = epoch(contact.InitiationTimestamp);
  const transferredAt = at(contact.TransferCompletedTimestamp);
  const hangup = hangupOf(contact);
  return {
    source: "amazon-connect",
    id: contact.ContactId,
    aliases: [contact.ContactId],
    ...known({
      linkedId: contact.InitialContactId ?? undefined,
      lastUpdate: contact.LastUpdateTimestamp ?? undefined,
      startedAt: start === undefined ? undefined : instantAt(start, utcOffset),
      direction,
      callerNumber: direction && (direction === "inbound" ? customer : own),
      calledNumber: direction && (direction === "inbound" ? own : customer),
      queue: contact.Queue?.Name ?? undefined,
      campaign: contact.Campaign?.CampaignId ?? undefined,
      agent: knownOrNothing({ id: agent?.Username ?? undefined }),
      customer: knownOrNothing({ number: customer }),
      timesFrom:
        zero === undefined ? undefined : recordedFrom === undefined ? ("answer" as const) : ("recording" as const),
      transfers:
        transferredAt === undefined
          ? undefined
          : [
              {
                kind: "unknown" as const,
                atMs: transferredAt,
                ...known({ to: contact.TransferredToEndpoint?.Address ?? undefined }),
              },
            ],
      hangup: hangup && { ...hangup, ...known({ atMs: at(contact.DisconnectTimestamp) }) },
      recording: knownOrNothing({
        name: uri && baseName(uri),
        uri,
        startOffsetMs: recordedFrom === undefined || answered === undefined ? undefined : recordedFrom - answered,
        channels: uri && agent ? ({ 0: "customer", 1: "agent" } as const) : undefined,
      }),
      extra: knownOrNothing({
        holdCount: agent?.NumberOfHolds ?? undefined,
        holdSumSeconds: agent?.CustomerHoldDuration ?? undefined,
        longestHoldSeconds: agent?.LongestHoldDuration ?? undefined,
        agentInteractionSeconds: agent?.AgentInteractionDuration ?? undefined,
      }),
    }),
  };
}

const epoch = (told: string | null | undefined): number | undefined => (told ? Date.parse(told) : undefined);

const parties: Readonly<Record<string, Hangup["by"]>> = {
  AGENT_DISCONNECT: "agent",
  CUSTOMER_DISCONNECT: "customer",
  TELECOM_PROBLEM: "system",
  CONTACT_FLOW_DISCONNECT: "system",
  EXPIRED: "system",
  OUTBOUND_DESTINATION_ENDPOINT_ERROR: "system",
  OUTBOUND_RESOURCE_ERROR: "system",
  OUTBOUND_ATTEMPT_FAILED: "system",
};

/** The agent's part of a contact also ends when the call is passed on; that is no hanging up. */
function hangupOf(contact: Contact): Hangup | undefined {
  const raw = contact.DisconnectReason ?? undefined;
  if (raw === undefined) return undefined;
  const isPassedOn = contact.TransferCompletedTimestamp ?? contact.TransferredToEndpoint ?? contact.NextContactId;
  if (isPassedOn) return { by: "unknown", rule: "amazon-connect.transferred", raw };
  return { by: parties[raw] ?? "unknown", rule: `amazon-connect.${raw}`, raw };
}
