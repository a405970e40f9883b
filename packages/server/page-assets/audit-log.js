// Who did what, for those who look after the log: its entries, newest first, and whether it is whole.
import { element, fill } from "./element.js";
import { addressOf, ask } from "./service.js";
import { say, timeOf } from "./words.js";

/** @typedef {import("./shapes.ts").AuditEntry} AuditEntry */

const pageEntries = 50;

/** @param {ReadonlyMap<string, string>} names of people by their ids, as far as the reader may know them */
export async function auditLog(names) {
  const body = element("tbody");
  const problem = element("p", { class: "problem", role: "alert" });
  const outcome = element("p", { class: "notice", role: "status", hidden: true });
  const more = element("button", { type: "button", onclick: () => void add() }, say("more"));
  const check = element("button", { type: "button", onclick: () => void verify() }, say("auditVerify"));
  const columns = /** @type {const} */ (["time", "auditActor", "auditAction", "auditSubject"]);
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      columns.map((name) => element("th", { scope: "col" }, say(name))),
    ),
  );
  const root = element(
    "section",
    { class: "card" },
    element(
      "div",
      { class: "bar" },
      element("h2", {}, say("auditLog")),
      element(
        "div",
        { class: "chips" },
        check,
        element(
          "a",
          { class: "button", href: addressOf("api/v1/audit/export").href, download: "" },
          say("auditExport"),
        ),
      ),
    ),
    outcome,
    element("div", { class: "scroll" }, element("table", { class: "log" }, head, body)),
    problem,
    element("p", { class: "more" }, more),
  );
  /** @type {string | undefined} */
  let next;
  await add();
  return root;

  async function add() {
    more.disabled = true;
    fill(problem);
    try {
      const query = new URLSearchParams({ limit: String(pageEntries), ...(next === undefined ? {} : { after: next }) });
      const page = /** @type {import("./shapes.ts").Page<AuditEntry>} */ (await ask(`api/v1/audit?${query}`));
      body.append(...page.items.map((entry) => entryRow(entry, names)));
      next = page.next;
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    }
    more.disabled = false;
    more.hidden = next === undefined;
  }

  async function verify() {
    check.disabled = true;
    fill(problem);
    outcome.hidden = true;
    try {
      const { whole, entries, fault } = /** @type {{ whole: boolean, entries: number, fault?: { seq: number } }} */ (
        await ask("api/v1/audit/verify", { method: "POST" })
      );
      outcome.classList.toggle("bad", !whole);
      fill(outcome, whole ? say("auditWhole", { count: entries }) : say("auditBroken", { seq: fault?.seq ?? "?" }));
      outcome.hidden = false;
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    }
    check.disabled = false;
  }
}

/**
 * @param {AuditEntry} entry
 * @param {ReadonlyMap<string, string>} names
 */
function entryRow({ at, actorKind, actorId, action, subjectKind, subjectId, details }, names) {
  const told = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return element(
    "tr",
    {},
    element("td", { class: "time" }, timeOf(at)),
    element("td", {}, whoOrWhat(actorKind, actorId, names)),
    element("td", {}, element("code", {}, action)),
    element(
      "td",
      {},
      whoOrWhat(subjectKind, subjectId, names),
      told.length > 0 && element("small", {}, told.join(" · ")),
    ),
  );
}

/**
 * @param {string} kind
 * @param {string} id
 * @param {ReadonlyMap<string, string>} names
 */
function whoOrWhat(kind, id, names) {
  const name = names.get(id);
  const code = element("code", { title: id }, kind === id ? id : `${kind} ${id}`);
  return name === undefined ? code : [element("b", {}, name), element("small", {}, element("code", {}, id))];
}
