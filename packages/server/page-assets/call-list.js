// The list of calls, page by page, kept as it was while a sheet is open and fresh while calls come in.
import { queryOf } from "./address.js";
import { callRow } from "./call-row.js";
import { element, fill } from "./element.js";
import { ask } from "./service.js";
import { say } from "./words.js";

/** @typedef {import("./shapes.ts").Call} Call */
/** @typedef {import("./shapes.ts").Filter} Filter */

const pageCalls = 50;
const mostCalls = 200;
const refreshMs = 800;

/**
 * @param {object} wish
 * @param {(id: string) => HTMLAnchorElement} wish.sheetLink
 * @param {boolean} wish.mayRetry
 * @param {string} wish.whenEmpty
 * @param {ReturnType<typeof import("./follow-calls.js").followCalls>} wish.follower
 * @param {(shown: number) => void} wish.onShown how far it was read
 */
export function callList({ sheetLink, mayRetry, whenEmpty, follower, onShown }) {
  const body = element("tbody");
  const note = element("p", { class: "soft", role: "status" });
  const problem = element("p", { class: "problem", role: "alert" });
  const more = element("button", { type: "button", onclick: () => void add(pageCalls) }, say("more"));
  const fresh = element("button", { type: "button", class: "fresh", hidden: true, onclick: refresh }, say("newCalls"));
  const table = element("table", { class: "calls" }, head(), body);
  const root = element("div", { class: "list" }, fresh, table, problem, note, element("p", { class: "more" }, more));
  /** @type {Filter} */
  let filter = {};
  /** @type {string | undefined} */
  let next;
  /** Another list was wanted meanwhile, so that an answer to the one before is not shown. */
  let round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;

  /** @param {number} count */
  async function add(count) {
    const mine = round;
    more.disabled = true;
    fill(problem);
    try {
      for (let missing = count; missing > 0; missing -= mostCalls) {
        const query = queryOf(filter);
        query.set("limit", String(Math.min(mostCalls, missing)));
        if (next !== undefined) query.set("after", next);
        const page = /** @type {import("./shapes.ts").Page<Call>} */ (await ask(`api/v1/calls?${query}`));
        if (mine !== round) return;
        body.append(...page.items.map(row));
        next = page.next;
        if (next === undefined) break;
      }
      onShown(body.childElementCount);
    } catch (error) {
      if (mine === round) fill(problem, error instanceof Error ? error.message : String(error));
    }
    more.disabled = false;
    tell();
  }

  function tell() {
    const count = body.childElementCount;
    const narrowed = Object.keys(filter).length > 0;
    more.hidden = next === undefined;
    table.hidden = count === 0;
    if (problem.textContent !== "") fill(note);
    else if (count === 0) fill(note, narrowed ? say("noMatch") : whenEmpty);
    else fill(note, say(next === undefined ? "allShown" : "someShown", { count }));
  }

  /** @param {Call} call */
  function row(call) {
    /** @param {Call} changed */
    const replace = (changed) => document.getElementById(`row-${call.id}`)?.replaceWith(row(changed));
    if (call.stage !== "judged" && call.stage !== "setAside") follower.watch(call.id, "list", replace);
    return callRow(call, { link: sheetLink(call.id), mayRetry, onRetried: replace });
  }

  /**
   * @param {Filter} wanted
   * @param {number} count
   */
  async function show(wanted, count) {
    filter = wanted;
    round += 1;
    next = undefined;
    fresh.hidden = true;
    fill(body);
    fill(note, say("loading"));
    table.hidden = true;
    more.hidden = true;
    await add(Math.max(pageCalls, count));
  }

  /** What is on the screen, asked for again, without taking anything away meanwhile. */
  async function refresh() {
    const mine = round;
    fresh.hidden = true;
    const query = queryOf(filter);
    const count = Math.min(mostCalls, Math.max(pageCalls, body.childElementCount));
    query.set("limit", String(count));
    try {
      const page = /** @type {import("./shapes.ts").Page<Call>} */ (await ask(`api/v1/calls?${query}`));
      if (mine !== round) return;
      const focused = document.activeElement?.closest("tr")?.id;
      fill(body, page.items.map(row));
      next = page.next;
      if (focused !== undefined) document.getElementById(focused)?.querySelector("a")?.focus();
      tell();
    } catch {
      fresh.hidden = false;
    }
  }

  follower.listen(({ kind, subject }) => {
    if (kind === "call.deleted") return document.getElementById(`row-${subject}`)?.remove();
    const isHere = document.getElementById(`row-${subject}`) !== null;
    if (!isHere && (kind === "call.heard" || kind === "call.changed")) return;
    if (body.childElementCount > pageCalls) {
      if (!isHere) fresh.hidden = false;
      return;
    }
    clearTimeout(soon);
    soon = setTimeout(refresh, refreshMs);
  });

  return { root, show };
}

function head() {
  const names = /** @type {const} */ (["time", "agent", "team", "queue", "scores", "violated"]);
  return element(
    "thead",
    {},
    element(
      "tr",
      {},
      names.map((name) => element("th", { scope: "col" }, say(name))),
    ),
  );
}
