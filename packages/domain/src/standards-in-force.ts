// Which version of which standard judges a call: by assignment 分配 to queue, direction, campaign, team and desk, and by dates.
import type { CallRecord } from "./call-record.ts";

/** A day of the calendar, 2026-03-02. */
export type Day = string;

/** Where a period is open. */
const [firstDay, lastDay] = ["0000-01-01", "9999-12-31"];

/** From when until when something holds; both days included, open where a side is not given. */
export interface Period {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** A version of a standard that has been published. */
export interface PublishedVersion {
  readonly standard: string;
  readonly version: string;
  readonly validity: Period;
  /** ISO 8601, in UTC. */
  readonly publishedAt: string;
}

/** The calls that an assignment is about; what is not given may be anything. */
export interface AssignedCalls {
  readonly queue?: string | undefined;
  readonly direction?: string | undefined;
  readonly campaign?: string | undefined;
  readonly team?: string | undefined;
  readonly desk?: string | undefined;
}

export interface Assignment {
  readonly standard: string;
  readonly calls: AssignedCalls;
  readonly validity: Period;
}

export type AssignableCall = Pick<CallRecord, "startedAt" | "queue" | "direction" | "campaign" | "agent">;

/** The day on which a call was, as its own clock had it; `received` where the call does not say. */
export function dayOfCall({ startedAt }: Pick<CallRecord, "startedAt">, received: Day): Day {
  return startedAt?.slice(0, 10) ?? received;
}

/** Whether an assignment takes in a call on a day. What a call does not say of itself is not assumed. */
export function isAssigned({ calls, validity }: Omit<Assignment, "standard">, call: AssignableCall, day: Day): boolean {
  const said: AssignedCalls = {
    queue: call.queue,
    direction: call.direction,
    campaign: call.campaign,
    team: call.agent?.team,
    desk: call.agent?.desk,
  };
  return (
    holdsOn(validity, day) && assignable.every((field) => calls[field] === undefined || calls[field] === said[field])
  );
}

const assignable = ["queue", "direction", "campaign", "team", "desk"] as const;

/**
 * One version for each standard that is assigned to the call, in order of the standards' ids. Without any assignment all
 * standards are. Of the versions that hold on the day the one that began last, of those that began together the one published
 * last.
 */
export function standardsFor<Version extends PublishedVersion>(
  call: AssignableCall,
  received: Day,
  { versions, assignments }: { readonly versions: readonly Version[]; readonly assignments: readonly Assignment[] },
): Version[] {
  const day = dayOfCall(call, received);
  const assigned = new Set(assignments.filter((one) => isAssigned(one, call, day)).map(({ standard }) => standard));
  return versionsOn(day, versions).filter(({ standard }) => assignments.length === 0 || assigned.has(standard));
}

/** The version of each standard that holds on a day, in order of the standards' ids. */
export function versionsOn<Version extends PublishedVersion>(day: Day, versions: readonly Version[]): Version[] {
  const inForce = new Map<string, Version>();
  for (const version of versions) {
    if (!holdsOn(version.validity, day)) continue;
    const other = inForce.get(version.standard);
    if (other === undefined || comesAfter(version, other)) inForce.set(version.standard, version);
  }
  return [...inForce.values()].sort((a, b) => (a.standard < b.standard ? -1 : 1));
}

/**
 * The version of each that is gone by on a day: the one that holds; where none does, the one that begins first after it, else the
 * one that began last. So a standard that goes by a questionnaire always has one.
 */
export function versionsNear<Version extends PublishedVersion>(day: Day, versions: readonly Version[]): Version[] {
  return [...Map.groupBy(versions, ({ standard }) => standard).values()].flatMap((own) => {
    const [holding] = versionsOn(day, own);
    const earliest = own
      .map(begin)
      .filter((from) => from > day)
      .sort()[0];
    const other = earliest ?? own.map(begin).sort().at(-1) ?? day;
    return holding ?? own.filter((one) => begin(one) === other).sort((a, b) => (comesAfter(a, b) ? -1 : 1))[0] ?? [];
  });
}

/** The first day of a period on which none of several others holds; undefined where they fill it. */
export function firstGap(period: Period, others: readonly Period[]): Day | undefined {
  const end = period.to ?? lastDay;
  for (let day = period.from ?? firstDay; day <= end; ) {
    const reach = others.filter((one) => holdsOn(one, day)).map(({ to }) => to ?? lastDay);
    const until = reach.sort().at(-1);
    if (until === undefined) return day;
    if (until === lastDay) return undefined;
    day = dayAfter(until);
  }
  return undefined;
}

export function dayAfter(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function begin({ validity }: PublishedVersion): Day {
  return validity.from ?? firstDay;
}

function holdsOn({ from, to }: Period, day: Day): boolean {
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

function comesAfter(one: PublishedVersion, other: PublishedVersion): boolean {
  const keys = ({ validity, publishedAt, version }: PublishedVersion) => [validity.from ?? "", publishedAt, version];
  const [a, b] = [keys(one), keys(other)];
  const differs = a.findIndex((key, index) => key !== b[index]);
  return differs >= 0 && (a[differs] ?? "") > (b[differs] ?? "");
}
