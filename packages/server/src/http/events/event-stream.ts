// What one listener is told: events that it may hear and asked for, as lines of server-sent events, for as long as its login holds.
import { type Actor, type EventKind, inScope, permissionToHear } from "@tingheng/domain";
import type { EventPosition, KeptEvent } from "@tingheng/store";
import type { Services } from "../../services.ts";

export interface Listener {
  readonly actor: Actor;
  /** Who it is by now; throws or gives nobody where the login has ended. */
  readonly askAgain: () => Promise<Actor | undefined>;
  readonly kinds: readonly EventKind[] | undefined;
  readonly call: string | undefined;
  readonly after: EventPosition;
}

/** So long at most a login that has ended goes on to hear. */
const askAgainMs = 20_000;
/** Proxies close what says nothing for half a minute or more. */
const sayMs = 15_000;

const sign = ": \n\n";

export function eventStream(services: Pick<Services, "events" | "now">, listener: Listener): ReadableStream {
  const ended = new AbortController();
  const lines = linesFor(services, listener, ended.signal);
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await lines.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => ended.abort(),
    },
    { highWaterMark: 1 },
  );
}

async function* linesFor({ events, now }: Pick<Services, "events" | "now">, listener: Listener, ended: AbortSignal) {
  let { actor } = listener;
  let askedAt = now().getTime();
  let saidAt = askedAt;
  yield `retry: 2000\n${sign}`;
  for await (const event of events.follow(listener.after, ended)) {
    const at = now().getTime();
    if (event === undefined || at - askedAt > askAgainMs) {
      const still = await listener.askAgain().catch(() => undefined);
      if (still === undefined) return;
      actor = still;
      askedAt = at;
    }
    const text = event !== undefined && isFor(event, actor, listener) ? textOf(event) : undefined;
    if (text === undefined && event !== undefined && at - saidAt < sayMs) continue;
    saidAt = at;
    yield text ?? sign;
  }
}

function isFor(event: KeptEvent, actor: Actor, { kinds, call }: Listener): boolean {
  if (kinds !== undefined && !kinds.includes(event.kind)) return false;
  if (call !== undefined && event.subject !== call) return false;
  if (!actor.permissions.has(permissionToHear(event.kind))) return false;
  return !event.kind.startsWith("call.") || inScope(actor.scope, event);
}

function textOf({ position, id, kind, at, subject, data }: KeptEvent): string {
  const body = JSON.stringify({ id, kind, at: at.toISOString(), subject, data });
  return `id: ${position}\nevent: ${kind}\ndata: ${body}\n\n`;
}
