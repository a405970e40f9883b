// Events 事件: what happens to calls, standards and long jobs, as it is told to whoever listens. They carry ids and scores, nothing personal.
import { z } from "zod";
import type { Permission } from "./people.ts";

export const EventKind = z.enum([
  "call.received",
  "call.changed",
  "call.heard",
  "call.judged",
  "call.set-aside",
  "call.deleted",
  "standard.published",
  "what-if.finished",
]);
export type EventKind = z.infer<typeof EventKind>;

const permissionOf: Readonly<Record<EventKind, Permission>> = {
  "call.received": "calls.read",
  "call.changed": "calls.read",
  "call.heard": "calls.read",
  "call.judged": "calls.read",
  "call.set-aside": "calls.read",
  "call.deleted": "calls.read",
  "standard.published": "standards.read",
  "what-if.finished": "standards.read",
};

/** What somebody must be allowed to, to be told; events of calls also have to lie in their scope. */
export function permissionToHear(kind: EventKind): Permission {
  return permissionOf[kind];
}

/** Numbers, flags, ids of things: small, and never of a customer. */
export const EventData = z.record(z.string(), z.json());
export type EventData = z.infer<typeof EventData>;
