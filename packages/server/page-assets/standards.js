// The names of standards, as far as whoever looks may know them.
import { ask } from "./service.js";
import { language } from "./words.js";

/** @type {Map<string, string>} */
const titles = new Map();

/** Without it, or without the right to it, standards go by their ids. */
export async function loadStandards() {
  const { items } = /** @type {import("./shapes.ts").Page<import("./shapes.ts").StandardTitle>} */ (
    await ask("api/v1/standards?kind=standard&state=published&limit=200")
  );
  for (const { standard, title } of items) {
    const name = typeof title === "string" ? title : title[language];
    if (!titles.has(standard)) titles.set(standard, name);
  }
}

/** @param {string} id */
export function standardName(id) {
  return titles.get(id) ?? id;
}

export function knownStandards() {
  return [...titles.keys()];
}
