// The legs of one call → its detail. Which leg is the agent's decides most of it, and is never guessed.
import type { Direction } from "@tingheng/domain";
import { known, knownOrNothing } from "@tingheng/formats";
import type { CallDetail } from "../call-detail.ts";
import { agreed, baseName, filled, instantOfEpoch, numberOf, textOf } from "../row-reading.ts";
import { isExtension, type SourceSettings } from "../source-settings.ts";
import type { Facts, Part } from "../telephone-system.ts";
import { hangupOfLegs } from "./hangup.ts";

type Side = "agent" | "customer";

export function callOfLegs(parts: readonly Part[], settings: SourceSettings): CallDetail {
  const legs = parts.map((part) => part.facts).toSorted((a, b) => startOf(a) - startOf(b));
  const talked = legs.filter(mayHaveTalked).map((leg) => ({ leg, side: sideOf(leg, settings) }));
  const agents = talked.filter(({ side }) => side === "agent").map(({ leg }) => leg);
  const agent = agents.length === 1 ? agents[0] : undefined;
  const first = legs[0] ?? {};
  const zero = agent && microOf(agent, "answer_uepoch");
  const at = (micro: number | undefined) =>
    micro === undefined || zero === undefined || micro < zero ? undefined : Math.round((micro - zero) / 1000);
  const direction = directionOf(legs, settings);
  const numbers = known({ callerNumber: textOf(first, "caller"), calledNumber: textOf(first, "called") });
  const customer = { inbound: numbers.callerNumber, outbound: numbers.calledNumber, internal: undefined }[
    direction ?? "internal"
  ];
  const verdict = hangupOfLegs(talked);
  const sum = agent && numberOf(agent, "hold_accum_seconds");
  return {
    source: "freeswitch",
    id: idOf(legs),
    aliases: [...new Set(parts.flatMap((part) => part.keys))].toSorted(),
    ...known({
      startedAt: instantOfEpoch(milliOf(microOf(first, "start_uepoch")), settings.utcOffset),
      direction,
      ...numbers,
      trunk: knownOrNothing({ id: agreed(legs.map((leg) => textOf(leg, "sip_gateway_name"))) }),
      queue: agreed(legs.map((leg) => textOf(leg, "cc_queue")?.split("@", 1)[0])),
      agent: agent && knownOrNothing({ id: agentIdOf(agent, settings) }),
      customer: customer && !isExtension(customer, settings) ? { number: customer } : undefined,
      ring: agent && ringOf(agent),
      timesFrom: zero === undefined ? undefined : ("answer" as const),
      holds: agent && filled(holdsOf(agent, at)),
      recording: knownOrNothing({ name: recordingOf(legs), channels: channelsOf(legs, settings) }),
      extra: sum === undefined ? undefined : { holdSumSeconds: sum },
      hangup: verdict && {
        ...verdict.hangup,
        ...known({ atMs: at(verdict.leg && microOf(verdict.leg, "end_uepoch")) }),
      },
    }),
  };
}

/** Microseconds since 1970; 0 means that it never happened. */
const microOf = (leg: Facts, field: string): number | undefined => numberOf(leg, field) || undefined;
const milliOf = (micro: number | undefined) => (micro === undefined ? undefined : Math.round(micro / 1000));
const startOf = (leg: Facts): number => microOf(leg, "start_uepoch") ?? Number.POSITIVE_INFINITY;

/** A leg that says it was never answered only rang. */
const mayHaveTalked = (leg: Facts): boolean => textOf(leg, "answer_uepoch") !== "0";

/**
 * In a call of mod_callcenter only `cc_side` tells, for agents may sit behind trunks. Else a registered phone with an
 * extension is an agent's, and a gateway or a whole telephone number leads to the customer.
 */
function sideOf(leg: Facts, settings: SourceSettings): Side | undefined {
  if (Object.keys(leg).some((field) => field.startsWith("cc_"))) {
    const side = textOf(leg, "cc_side");
    return side === "agent" ? "agent" : side === "member" ? "customer" : undefined;
  }
  const gateway = textOf(leg, "sip_gateway_name");
  const number = farNumberOf(leg);
  if (gateway !== undefined) return "customer";
  if (isExtension(number, settings)) return "agent";
  return number !== undefined && /^\+?\d+$/.test(number) && number.length > settings.extensionDigits.max
    ? "customer"
    : undefined;
}

/** Who is at the other end of a leg: the caller of one that came in, the called of one that went out. */
function farNumberOf(leg: Facts): string | undefined {
  const direction = textOf(leg, "direction");
  if (direction === "inbound")
    return textOf(leg, "user_name") ?? textOf(leg, "sip_auth_username") ?? textOf(leg, "caller");
  return direction === "outbound" ? textOf(leg, "called") : undefined;
}

const agentIdOf = (leg: Facts, settings: SourceSettings): string | undefined =>
  textOf(leg, "cc_agent")?.split("@", 1)[0] ?? (isExtension(farNumberOf(leg), settings) ? farNumberOf(leg) : undefined);

function directionOf(legs: readonly Facts[], settings: SourceSettings): Direction | undefined {
  const came = legs.filter((leg) => textOf(leg, "direction") === "inbound");
  const from = came.length === 1 && came[0] ? sideOf(came[0], settings) : undefined;
  if (from === "customer") return "inbound";
  const to = agreed(legs.filter((leg) => textOf(leg, "direction") === "outbound").map((leg) => sideOf(leg, settings)));
  return from === "agent" && to ? (to === "agent" ? "internal" : "outbound") : undefined;
}

/** From the first ringing to the answer, where the agent was the one who was called. */
function ringOf(agent: Facts): { ms: number } | undefined {
  const [rang, answered] = [microOf(agent, "progress_uepoch"), microOf(agent, "answer_uepoch")];
  if (textOf(agent, "direction") !== "outbound" || rang === undefined || answered === undefined) return undefined;
  return answered < rang ? undefined : { ms: Math.round((answered - rang) / 1000) };
}

type At = (micro: number | undefined) => number | undefined;

/** Pairs of microseconds on the leg of the phone that pressed hold; one that only the end of the call ended lasts until then. */
function holdsOf(agent: Facts, at: At): { startMs: number; endMs: number }[] {
  const pairs = (textOf(agent, "hold_events") ?? "").matchAll(/\{(\d+),(\d*)\}/g);
  return [...pairs].flatMap(([, on, off]) => {
    const startMs = at(Number(on));
    const endMs = at(Number(off) || microOf(agent, "end_uepoch"));
    return startMs === undefined || endMs === undefined || endMs < startMs ? [] : [{ startMs, endMs }];
  });
}

function recordingOf(legs: readonly Facts[]): string | undefined {
  const fields = ["record_name", "cc_record_filename", "recording_file", "recorded", "record_path"];
  const named = fields.flatMap((field) => legs.map((leg) => textOf(leg, field))).find((name) => name !== undefined);
  return named === undefined ? undefined : baseName(named);
}

/** In stereo the leg that is recorded is on the left, and its other side on the right, unless they are swapped. */
function channelsOf(legs: readonly Facts[], settings: SourceSettings): Record<string, Side> | undefined {
  const stereo = legs.filter((leg) => textOf(leg, "RECORD_STEREO") === "true");
  const side = stereo.length === 1 && stereo[0] ? sideOf(stereo[0], settings) : undefined;
  if (side === undefined || stereo[0] === undefined) return undefined;
  const other = side === "agent" ? "customer" : "agent";
  return textOf(stereo[0], "RECORD_STEREO_SWAP") === "true" ? { 0: other, 1: side } : { 0: side, 1: other };
}

/** `call_uuid` is the first leg's on all of them. */
const idOf = (legs: readonly Facts[]): string =>
  legs.map((leg) => textOf(leg, "call_uuid")).find((id) => id !== undefined) ?? textOf(legs[0] ?? {}, "uuid") ?? "";
