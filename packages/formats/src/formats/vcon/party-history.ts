// What the party history of a vCon says: who was on hold or muted when, keys pressed, and who hung up.
import type { CallRecord } from "@tingheng/domain";
import type { z } from "zod";
import type { PartyEvent } from "./schema.ts";

type Event = z.infer<typeof PartyEvent>;
type History = Required<Pick<CallRecord, "holds" | "mutes">> & Pick<CallRecord, "hangup">;
type Span = { startMs: number; endMs: number };

/**
 * @param parties those in the dialog from its start, where the history tells of no joining
 * @param sideOf the role of a party by its index
 */
export function readHistory(
  events: readonly Event[],
  parties: readonly number[],
  timeInCall: (instant: string) => number | undefined,
  sideOf: (party: number) => "agent" | "customer" | "system" | "unknown",
): History {
  const timed = events
    .map((event) => ({ ...event, atMs: timeInCall(event.time) }))
    .filter((event): event is Event & { atMs: number } => event.atMs !== undefined)
    .toSorted((a, b) => a.atMs - b.atMs);
  const hangup = hangupOf(timed, parties, sideOf);
  return { holds: pairs(timed, "hold"), mutes: pairs(timed, "mute"), ...(hangup ? { hangup } : {}) };
}

type Timed = Event & { readonly atMs: number };

/** Pairs of a start and its end by the same party. A hold that only the end of the call ends is a hold until then. */
function pairs(events: readonly Timed[], kind: "hold" | "mute"): Span[] {
  const open = new Map<number, number>();
  const spans: Span[] = [];
  for (const { event, party, atMs } of events) {
    const startMs = open.get(party);
    if (event === kind && startMs === undefined) open.set(party, atMs);
    if ((event === `un${kind}` || event === "drop") && startMs !== undefined) {
      spans.push({ startMs, endMs: atMs });
      open.delete(party);
    }
  }
  return spans.toSorted((a, b) => a.startMs - b.startMs);
}

/** Whoever leaves so that only one remains has hung up. Two that leave at the same instant leave it unknown. */
function hangupOf(
  events: readonly Timed[],
  parties: readonly number[],
  sideOf: (party: number) => "agent" | "customer" | "system" | "unknown",
): CallRecord["hangup"] {
  const joined = events.filter((event) => event.event === "join").map((event) => event.party);
  const present = new Set([...parties, ...joined]);
  const drops = events.filter((event) => event.event === "drop");
  for (const drop of drops) {
    present.delete(drop.party);
    const returns = events.some((one) => one.event === "join" && one.party === drop.party && one.atMs > drop.atMs);
    if (returns) present.add(drop.party);
    if (present.size > 1) continue;
    const tied = drops.some(
      (other) => other.party !== drop.party && other.atMs === drop.atMs && sideOf(other.party) !== sideOf(drop.party),
    );
    return { by: tied ? "unknown" : sideOf(drop.party), atMs: drop.atMs, raw: `party_history: ${drop.party} drop` };
  }
  return undefined;
}
