// Keyed hashes of what must not be kept in the clear: a customer's number, by which a person's calls are found, and the name by which
// the source knows a call that was erased.
import { createHmac } from "node:crypto";
import type { CallRecord } from "@tingheng/domain";
import { coreOf } from "../masking/private-text.ts";

/** @returns undefined where it is no telephone number */
export function customerKey(key: Buffer, number: string | undefined): Buffer | undefined {
  const core = coreOf(number);
  return core === undefined ? undefined : createHmac("sha256", key).update(core).digest();
}

/** The number of the customer's side. */
export function customerNumber({ customer, direction, callerNumber, calledNumber }: CallRecord): string | undefined {
  return customer?.number ?? (direction === "outbound" ? calledNumber : callerNumber);
}

export function erasureKey(key: Buffer, source: string, externalId: string): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify([source, externalId]))
    .digest();
}

/** What the keys of both are derived for. */
export const purposes = { customers: "customer numbers", erasures: "erased calls" } as const;
