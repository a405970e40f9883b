// Positions in the order of events, as text that people's programs hand back.
import type { EventPosition } from "./events-repository.ts";

const greatest = 2n ** 63n;

/** Undefined for what is none. */
export function parsePosition(text: string): EventPosition | undefined {
  const [, xid, seq] = /^(\d{1,19})-(\d{1,19})$/.exec(text) ?? [];
  if (xid === undefined || seq === undefined) return undefined;
  return BigInt(xid) < greatest && BigInt(seq) < greatest ? `${BigInt(xid)}-${BigInt(seq)}` : undefined;
}

export function isAfter(one: EventPosition, other: EventPosition): boolean {
  const [xid, seq] = parts(one);
  const [otherXid, otherSeq] = parts(other);
  return xid === otherXid ? seq > otherSeq : xid > otherXid;
}

function parts(position: EventPosition): [bigint, bigint] {
  const [xid = "0", seq = "0"] = position.split("-");
  return [BigInt(xid), BigInt(seq)];
}
