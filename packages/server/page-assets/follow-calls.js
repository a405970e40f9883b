// What happens to calls, as it happens: told by the service's events, and asked for where they don't come.
import { addressOf, ask, Refusal } from "./service.js";

/** @typedef {import("./shapes.ts").Call} Call */

const kinds = ["call.received", "call.changed", "call.heard", "call.judged", "call.set-aside", "call.deleted"];
const lookMs = 1_500;
/** While events come they say enough; looking is for what they may have missed. */
const lookWhileToldMs = 9_000;
const mostLooks = 8;

/** @typedef {{ kind: string, subject: string }} CallEvent */

export function followCalls() {
  /** @type {Map<string, Map<string, (call: Call) => void>>} */
  const watched = new Map();
  /** @type {Set<(event: CallEvent) => void>} */
  const listeners = new Set();
  /** @type {EventSource | undefined} */
  let source;
  let told = false;
  let lookedAt = 0;
  let looking = false;

  /** @param {string} id */
  const look = async (id) => {
    const watchers = watched.get(id);
    if (watchers === undefined) return;
    try {
      const call = /** @type {Call} */ (await ask(`api/v1/calls/${encodeURIComponent(id)}`));
      if (call.stage === "judged" || call.stage === "setAside") watched.delete(id);
      for (const watcher of watchers.values()) watcher(call);
    } catch (error) {
      if (error instanceof Refusal && error.code === "thing.not-found") watched.delete(id);
    }
  };

  const lookAtSome = async () => {
    if (looking || watched.size === 0 || document.hidden) return;
    if (performance.now() - lookedAt < (told ? lookWhileToldMs : lookMs)) return;
    looking = true;
    for (const id of [...watched.keys()].slice(0, mostLooks)) await look(id);
    lookedAt = performance.now();
    looking = false;
  };

  const open = () => {
    if (source !== undefined) return;
    const address = addressOf("api/v1/events");
    address.searchParams.set("kinds", kinds.join(","));
    source = new EventSource(address);
    source.addEventListener("open", () => {
      told = true;
      // What happened before the first event could come.
      lookedAt = 0;
    });
    source.addEventListener("error", () => {
      told = false;
      if (source?.readyState === EventSource.CLOSED) source = undefined;
    });
    for (const kind of kinds)
      source.addEventListener(kind, ({ data }) => {
        const event = /** @type {CallEvent} */ (JSON.parse(data));
        void look(event.subject);
        for (const listener of listeners) listener(event);
      });
  };

  const timer = setInterval(lookAtSome, 300);
  const reopen = setInterval(open, 20_000);
  open();

  return {
    /**
     * Tells what became of a call until it is judged or set aside.
     * @param {string} id
     * @param {string} who watches; a later watcher of the same name takes its place
     * @param {(call: Call) => void} watcher
     */
    watch(id, who, watcher) {
      watched.set(id, (watched.get(id) ?? new Map()).set(who, watcher));
      lookedAt = 0;
    },
    /** @param {(event: CallEvent) => void} listener */
    listen(listener) {
      listeners.add(listener);
    },
    stop() {
      clearInterval(timer);
      clearInterval(reopen);
      source?.close();
    },
  };
}
