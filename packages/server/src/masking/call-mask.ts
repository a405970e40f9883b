// A call and its judgements as people see them who have not asked to see the customer's numbers. Everything keeps its shape and
// every text its length, so that evidence still points at its words.
import {
  type CallRecord,
  type ClauseResult,
  type Evidence,
  hideSpans,
  type Judgement,
  maskName,
  maskNumber,
  type Turn,
} from "@tingheng/domain";
import { findPrivateData, withoutPrivateData } from "@tingheng/engine";
import { coreOf, hideNames, hidePrivate, type PrivateFacts, privateSpans } from "./private-text.ts";

export interface CallMask {
  readonly record: CallRecord;
  judgement(judgement: Judgement): Judgement;
  /** A sentence about the call, e.g. a note or a reason. What was said should be cut from the masked record instead. */
  text(text: string): string;
}

/** What never holds a person's number: hashes and instants. */
const plainFields = new Set(["sha256", "startedAt", "version"]);

export function maskOf(record: CallRecord): CallMask {
  const facts = factsOf(record);
  const turns = maskedTurns(record, facts);
  const { turns: _, callerNumber, calledNumber, customer, ...rest } = record;
  const shown = {
    ...(maskedValue(rest, facts) as CallRecord),
    ...(callerNumber === undefined ? {} : { callerNumber: maskNumber(callerNumber) }),
    ...(calledNumber === undefined ? {} : { calledNumber: maskNumber(calledNumber) }),
    ...(customer === undefined ? {} : { customer: maskedCustomer(customer, facts) }),
    ...(turns === undefined ? {} : { turns }),
    // Which call it is has to stay true; only the customer's own number is taken out of it.
    id: hideSpans(record.id, knownIn(record.id, facts)),
    source: record.source,
  };
  return {
    record: shown,
    judgement: (judgement) => maskedJudgement(judgement, shown, facts),
    text: (text) => hidePrivate(text, facts),
  };
}

/** The sides of a call that are the customer's. */
function factsOf({ callerNumber, calledNumber, customer, direction }: CallRecord): PrivateFacts {
  const sides = [
    ...(direction === "outbound" ? [] : [callerNumber]),
    ...(direction === "inbound" ? [] : [calledNumber]),
    customer?.number,
  ];
  const numbers = new Set(sides.flatMap((side) => coreOf(side) ?? []));
  const name = customer?.name?.trim() ?? "";
  return { numbers: [...numbers], names: name.length < 2 ? [] : [name] };
}

function maskedCustomer(customer: NonNullable<CallRecord["customer"]>, facts: PrivateFacts) {
  const { name, number, ...rest } = customer;
  return {
    ...(maskedValue(rest, facts) as typeof rest),
    ...(name === undefined ? {} : { name: maskName(name) }),
    ...(number === undefined ? {} : { number: maskNumber(number) }),
  };
}

function maskedTurns(record: CallRecord, facts: PrivateFacts): Turn[] | undefined {
  const { turns } = record;
  if (turns === undefined) return undefined;
  const known = turns.flatMap(({ text }, turn) =>
    privateSpans(text, facts).map((span) => ({ kind: "phone" as const, turn, ...span })),
  );
  const hidden = withoutPrivateData(record, [...findPrivateData(turns), ...known]).turns ?? [];
  return hidden.map((turn) => {
    const { text, words, speaker, ...rest } = turn;
    return {
      ...(maskedValue(rest, facts) as typeof rest),
      speaker,
      text: hideNames(text, facts),
      ...(words && { words: words.map((word) => ({ ...word, text: hideNames(word.text, facts) })) }),
    };
  });
}

function maskedJudgement(judgement: Judgement, shown: CallRecord, facts: PrivateFacts): Judgement {
  const say = (text: string) => hidePrivate(text, facts);
  return {
    ...judgement,
    call: { source: judgement.call.source, id: shown.id },
    clauses: judgement.clauses.map(
      (clause): ClauseResult => ({
        ...clause,
        reason: say(clause.reason),
        evidence: clause.evidence.map((one) => maskedEvidence(one, shown, facts)),
      }),
    ),
    proposals: judgement.proposals.map((proposal) => maskedValue(proposal, facts) as typeof proposal),
    answers: judgement.answers.map((answer) => maskedValue(answer, facts) as typeof answer),
    labels: judgement.labels.map((label) => maskedValue(label, facts) as typeof label),
  };
}

/** Words are cut anew from the masked turn, where a number is known that was said over several turns. */
function maskedEvidence(evidence: Evidence, { turns }: CallRecord, facts: PrivateFacts): Evidence {
  const { turn, from, to, text } = evidence;
  const masked = maskedValue(evidence, facts) as Evidence;
  const said = turn === undefined ? undefined : turns?.[turn]?.text;
  if (text === undefined || said === undefined || from === undefined || to === undefined) return masked;
  return to - from === text.length ? { ...masked, text: said.slice(from, to) } : masked;
}

function maskedValue(value: unknown, facts: PrivateFacts): unknown {
  if (typeof value === "string") return hidePrivate(value, facts);
  if (typeof value === "number") return maskedCount(value, facts);
  if (Array.isArray(value)) return value.map((one) => maskedValue(one, facts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => {
      if (plainFields.has(field)) return [field, one];
      // Pressed on a keypad one after another, they may be a card's number in pieces.
      if (field === "digits" && typeof one === "string") return [field, "*".repeat(one.length)];
      return [hidePrivate(field, facts), maskedValue(one, facts)];
    }),
  );
}

/** A number that somebody sent as a number. */
function maskedCount(value: number, facts: PrivateFacts): number | string {
  if (!Number.isSafeInteger(value) || value < 1_000_000) return value;
  const text = String(value);
  const hidden = hidePrivate(text, facts);
  return hidden === text ? value : hidden;
}

function knownIn(text: string, { numbers }: PrivateFacts): { from: number; to: number }[] {
  return numbers.flatMap((number) => {
    const at = text.indexOf(number);
    return at < 0 ? [] : [{ from: at, to: at + number.length }];
  });
}
