// Where somebody is on the page, kept in its address: what the list is narrowed to, how far it was read, which sheet is open.

/** @typedef {import("./shapes.ts").Place} Place */
/** @typedef {import("./shapes.ts").Filter} Filter */

/** @type {readonly import("./shapes.ts").FilterName[]} */
export const filterNames = ["words", "team", "agent", "stage", "standard", "clause", "from", "to"];

/** @type {ReadonlySet<import("./shapes.ts").FilterName>} */
const days = new Set(["from", "to"]);

/**
 * Somebody may have written the address by hand.
 * @param {string} text
 */
function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(text));
}

/** @returns {Place} */
export function readPlace() {
  const query = new URLSearchParams(location.search);
  const given = filterNames.flatMap((name) => {
    const value = query.get(name)?.trim();
    return value && (!days.has(name) || isDay(value)) ? [[name, value]] : [];
  });
  return {
    filter: Object.fromEntries(given),
    shown: Math.min(2_000, Number(query.get("shown")) || 0),
    call: query.get("call") ?? undefined,
  };
}

/**
 * @param {Place} place
 * @returns {string} an address relative to the page
 */
export function addressOfPlace({ filter, shown, call }) {
  const query = new URLSearchParams(filter);
  if (shown > 0) query.set("shown", String(shown));
  if (call !== undefined) query.set("call", call);
  const text = query.toString();
  return text === "" ? "./" : `./?${text}`;
}

/**
 * @param {Place} place
 * @param {"push" | "replace"} how
 * @param {unknown} [state]
 */
export function writePlace(place, how, state = null) {
  if (how === "push") history.pushState(state, "", addressOfPlace(place));
  else history.replaceState(state, "", addressOfPlace(place));
}

/**
 * The filter as the service wants to be asked.
 * @param {Filter} filter
 */
export function queryOf({ from, to, clause, ...rest }) {
  const query = new URLSearchParams(rest);
  // A clause has its meaning within a standard.
  if (clause !== undefined && rest.standard !== undefined) query.set("clause", clause);
  if (from !== undefined) query.set("from", startOf(from, 0));
  if (to !== undefined) query.set("to", startOf(to, 1));
  return query;
}

/**
 * @param {string} day
 * @param {number} later days
 */
function startOf(day, later) {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
