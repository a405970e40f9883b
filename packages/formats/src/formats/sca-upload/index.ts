// Alibaba SCA text upload: the tickets of UploadDataV4, or the one dialogue of SyncQualityCheck.
import { type CallRecord, parseCallRecord } from "@tingheng/domain";
import { z } from "zod";
import { carriedBy, withCarried } from "../../carried.ts";
import type { JudgedCall } from "../../format.ts";
import { type CallDraft, jsonFormat, type Piece } from "../../json-format.ts";
import { firstOf, hasFields, isObject } from "../../json-shape.ts";
import { known, knownOrNothing } from "../../known-fields.ts";
import { callTypeOf, directionOf, ScaSentence, sentenceOfTurn, turnOfSentence } from "../../sca-dialogue.ts";
import { beijingOffset, instantOf } from "../../time-in-call.ts";

const text = z.string().nullish();

const Ticket = z.looseObject({
  tid: z.string().min(1),
  callType: z.int().nullish(),
  sessionGroupId: text,
  customerServiceId: text,
  customerServiceName: text,
  skillGroupName: text,
  customerName: text,
  jsonParamStr: text,
  dialogue: z.array(ScaSentence),
});
type Ticket = z.infer<typeof Ticket>;

export const scaUpload = jsonFormat({
  id: "sca-upload",
  title: { zh: "阿里云智能对话分析 上传", en: "Alibaba SCA upload" },
  extensions: [".json"],
  schema: Ticket,
  detectValue: (value) => {
    if (hasFields(firstOf(value, "tickets"), "tid", "dialogue")) return 1;
    return hasFields(value, "tid", "dialogue") ? 1 : 0;
  },
  split: (value) => (Array.isArray(value) ? value.flatMap((one, index) => tickets(one, [index])) : tickets(value, [])),
  toCall: (ticket, reading) => {
    const { params, carried } = unpacked(ticket.jsonParamStr);
    const said = saidBy({ ...ticket, jsonParamStr: params }, reading.utcOffset ?? beijingOffset, reading.where);
    return withCarried(said, carried, reading.where);
  },
  async *render(calls: AsyncIterable<JudgedCall>) {
    let before = '{"tickets":[\n';
    for await (const { call } of calls) {
      yield before + JSON.stringify(ticketOf(call));
      before = ",\n";
    }
    yield before === ",\n" ? "\n]}\n" : '{"tickets":[]}\n';
  },
});

/** The settings of an upload belong to each of its calls. */
function tickets(value: unknown, at: readonly PropertyKey[]): Piece[] {
  if (!isObject(value) || !Array.isArray(value.tickets)) return [{ value, at }];
  const { tickets: list, ...upload } = value;
  return list.map((ticket, index) => ({
    value: isObject(ticket) && Object.keys(upload).length > 0 ? { ...ticket, upload } : ticket,
    at: [...at, "tickets", index],
  }));
}

function callOfTicket(ticket: Ticket, offset: string): CallDraft {
  const {
    tid,
    callType,
    sessionGroupId,
    customerServiceId,
    customerServiceName,
    skillGroupName,
    customerName,
    dialogue,
    ...extra
  } = ticket;
  const first = dialogue[0]?.beginTime;
  const direction = directionOf(callType);
  return {
    id: tid,
    direction,
    startedAt: first && !dialogue[0]?.begin ? instantOf(first, offset) : undefined,
    queue: skillGroupName ?? undefined,
    linkedId: sessionGroupId ?? undefined,
    agent: knownOrNothing({ id: customerServiceId ?? undefined, name: customerServiceName ?? undefined }),
    customer: knownOrNothing({ name: customerName ?? undefined }),
    turns: dialogue.map(turnOfSentence),
    extra: knownOrNothing(known({ ...extra, callType: direction ? undefined : (callType ?? undefined) })),
  };
}

/** The call by the ticket's own fields alone. */
const saidBy = (ticket: Ticket, offset: string, where: string): CallRecord =>
  parseCallRecord({ version: 1, source: "sca-upload", ...known(callOfTicket(ticket, offset)) }, where);

/** Fields of `extra` become fields of the ticket where it can hold them; where it can't they are carried. */
function ticketOf(call: CallRecord): Ticket {
  const generous = Ticket.safeParse(plainTicket(call, true));
  const plain = generous.success ? generous.data : plainTicket(call, false);
  const carried = carriedBy(saidBy(plain, beijingOffset, call.id), call);
  return carried ? { ...plain, jsonParamStr: packed(plain.jsonParamStr, carried) } : plain;
}

function plainTicket(call: CallRecord, extras: boolean): Ticket {
  const { upload: _upload, ...rest } = (extras ? call.extra : undefined) ?? {};
  return known({
    ...rest,
    tid: call.id,
    callType: callTypeOf(call.direction) ?? rest.callType,
    sessionGroupId: call.linkedId,
    customerServiceId: call.agent?.id,
    customerServiceName: call.agent?.name,
    skillGroupName: call.queue,
    customerName: call.customer?.name,
    dialogue: call.turns?.map((turn) => sentenceOfTurn(turn, extras)) ?? [],
  }) as Ticket;
}

type Params = string | null | undefined;

/** What is carried shares `jsonParamStr` with the parameters that were there. */
const packed = (params: Params, tingheng: unknown): string => JSON.stringify(known({ params, tingheng }));

function unpacked(params: Params): { params: Params; carried?: unknown } {
  if (!params?.includes('"tingheng"')) return { params };
  try {
    const value: unknown = JSON.parse(params);
    if (isObject(value) && isObject(value.tingheng)) return { params: value.params as Params, carried: value.tingheng };
  } catch {
    return { params };
  }
  return { params };
}
