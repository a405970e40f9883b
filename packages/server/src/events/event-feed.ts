// Events as they come, for everybody who follows them in this process: the database is asked once for all of them, and only while
// somebody follows. Whoever is slow reads on from the database, so that nothing piles up for them here.
import {
  type Database,
  type EventPosition,
  eventsAfter,
  isAfter,
  type KeptEvent,
  latestPosition,
} from "@tingheng/store";

export interface EventFeed {
  /**
   * Events after a position, from now on where none is given, until `ended` or until the service stops.
   * Yields undefined where nothing has happened for a while.
   */
  follow(after: EventPosition | undefined, ended: AbortSignal): AsyncGenerator<KeptEvent | undefined>;
  readonly followers: number;
  close(): void;
}

export interface FeedPace {
  readonly pollMs: number;
  readonly quietMs: number;
  /** Events that are kept in memory. */
  readonly recent: number;
}

const usualPace: FeedPace = { pollMs: 400, quietMs: 15_000, recent: 2_000 };
const page = 500;

interface Stretch {
  /** Where it begins: before the oldest event in it. */
  readonly from: EventPosition;
  readonly events: readonly KeptEvent[];
}

export function eventFeed(
  { kysely }: Pick<Database, "kysely">,
  onError: (error: unknown) => void,
  pace: Partial<FeedPace> = {},
): EventFeed {
  const { pollMs, quietMs, recent } = { ...usualPace, ...pace };
  const closed = new AbortController();
  let followers = 0;
  let stretch: Promise<Stretch> | undefined;
  let changed = Promise.withResolvers<void>();

  const grow = (from: Stretch, events: readonly KeptEvent[]): Stretch => {
    const all = [...from.events, ...events];
    const dropped = all.length > recent ? all.splice(0, all.length - recent) : [];
    return { from: dropped.at(-1)?.position ?? from.from, events: all };
  };

  const poll = async (known: Stretch): Promise<void> => {
    const events = await eventsAfter(kysely, tipOf(known), page).catch((error: unknown) => {
      onError(error);
      return [];
    });
    if (followers === 0 || closed.signal.aborted) {
      stretch = undefined;
      return;
    }
    const grown = events.length === 0 ? known : grow(known, events);
    if (grown !== known) {
      stretch = Promise.resolve(grown);
      changed.resolve();
      changed = Promise.withResolvers();
    }
    setTimeout(() => void poll(grown), events.length === page ? 0 : pollMs);
  };

  const begin = async (): Promise<Stretch> => {
    const first = { from: await latestPosition(kysely), events: [] };
    setTimeout(() => void poll(first), pollMs);
    return first;
  };

  /** What follows a cursor, and where that leaves whoever has read it. */
  const next = async (cursor: EventPosition): Promise<{ events: readonly KeptEvent[]; cursor: EventPosition }> => {
    stretch ??= begin().catch((error: unknown) => {
      stretch = undefined;
      throw error;
    });
    const known = await stretch;
    const inMemory = !isAfter(known.from, cursor);
    const events = inMemory
      ? known.events.slice(known.events.findLastIndex(({ position }) => !isAfter(position, cursor)) + 1)
      : await eventsAfter(kysely, cursor, page);
    const reached = events.at(-1)?.position;
    return { events, cursor: reached ?? (inMemory ? cursor : known.from) };
  };

  async function* follow(after: EventPosition | undefined, ended: AbortSignal) {
    followers += 1;
    const stop = AbortSignal.any([ended, closed.signal]);
    try {
      const latest = await latestPosition(kysely);
      // A position that was never reached here comes from another database.
      let cursor = after === undefined || isAfter(after, latest) ? latest : after;
      while (!stop.aborted) {
        const wake = changed.promise;
        const found = await next(cursor);
        for (const event of found.events) {
          if (stop.aborted) return;
          yield event;
        }
        const moved = found.cursor !== cursor;
        cursor = found.cursor;
        if (!moved && (await waited(wake, quietMs, stop)) === "quiet") yield undefined;
      }
    } finally {
      followers -= 1;
    }
  }

  return {
    follow,
    get followers() {
      return followers;
    },
    close: () => closed.abort(),
  };
}

function tipOf({ from, events }: Stretch): EventPosition {
  return events.at(-1)?.position ?? from;
}

function waited(wake: Promise<void>, ms: number, stop: AbortSignal): Promise<"woken" | "quiet"> {
  return new Promise((resolve) => {
    const done = (how: "woken" | "quiet") => {
      clearTimeout(alarm);
      stop.removeEventListener("abort", onStop);
      resolve(how);
    };
    const onStop = () => done("woken");
    const alarm = setTimeout(() => done("quiet"), ms);
    stop.addEventListener("abort", onStop);
    if (stop.aborted) onStop();
    void wake.then(() => done("woken"));
  });
}
