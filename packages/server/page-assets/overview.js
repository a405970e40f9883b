// What somebody sees who may not see calls: the people, the teams, the queues, and how to begin.
import { auditLog } from "./audit-log.js";
import { element, fill, labelled } from "./element.js";
import { choice, form, input } from "./form.js";
import { addressOf, ask } from "./service.js";
import { unreadList } from "./unread-list.js";
import { allRoles, roleName, say } from "./words.js";

/** @typedef {import("./shapes.ts").Me} Me */
/** @typedef {import("./shapes.ts").Person} Person */

/**
 * @param {HTMLElement} main
 * @param {Me} me
 */
export async function showOverview(main, me) {
  /** @type {(permission: Me["permissions"][number]) => boolean} */
  const may = (permission) => me.permissions.includes(permission);
  const people = element("tbody");
  /** @type {Map<string, string>} */
  const names = new Map();
  const loadPeople = async () => {
    const all = /** @type {Person[]} */ (await everything("api/v1/users"));
    for (const { id, displayName } of all) names.set(id, displayName);
    fill(people, all.map(personRow));
  };
  if (may("people.read")) await loadPeople();
  fill(
    main,
    element("p", { class: "notice" }, say(whyOf(may))),
    may("audit.read") && (await auditLog(names)),
    may("people.manage") && newPerson(loadPeople),
    may("people.read") &&
      card(say("people"), table([say("name"), say("displayName"), say("roles"), say("teams")], people)),
    may("people.read") && card(say("teams"), await teams()),
    may("system.read") && card(say("queues"), await queues()),
    may("system.read") && (await unreadList(may("intake.settle") && may("system.manage"))),
    card(
      say("byApi"),
      element("p", {}, say("byApiWhy")),
      element("p", {}, element("a", { href: addressOf("api/v1/openapi.json").href, target: "_blank" }, say("openApi"))),
    ),
  );
}

/**
 * @param {(permission: Me["permissions"][number]) => boolean} may
 * @returns {import("./words.js").Word}
 */
function whyOf(may) {
  if (may("people.manage")) return "overviewWhy";
  return may("audit.read") ? "overviewAuditor" : "overviewNoCalls";
}

/** @param {() => Promise<void>} onAdded */
function newPerson(onAdded) {
  const notice = element("p", { class: "notice", role: "status", hidden: true });
  const made = form({
    fields: [
      element(
        "div",
        { class: "fields" },
        labelled(say("name"), input("name", { required: true, autocomplete: "off", maxlength: 64 })),
        labelled(say("displayName"), input("displayName", { required: true, autocomplete: "off", maxlength: 100 })),
        labelled(
          say("roles"),
          choice(
            "role",
            allRoles.map((role) => [role, roleName(role)]),
            "inspector",
          ),
        ),
        labelled(say("agentId"), input("agentId", { maxlength: 100, autocomplete: "off" }), say("agentIdHint")),
        labelled(
          say("firstPassword"),
          input("password", { type: "password", required: true, minlength: 12, autocomplete: "new-password" }),
          say("firstPasswordHint"),
        ),
      ),
    ],
    button: say("add"),
    async send({ name, displayName, role, agentId, password }, sent) {
      const body = {
        name,
        displayName,
        roles: [role],
        password,
        ...(agentId?.trim() ? { agentId: agentId.trim() } : {}),
      };
      notice.hidden = true;
      await ask("api/v1/users", { method: "POST", body });
      sent.reset();
      fill(notice, say("added", { name: displayName ?? "" }));
      notice.hidden = false;
      await onAdded();
    },
  });
  return card(say("newPerson"), made, notice);
}

/** @param {Person} person */
function personRow({ name, displayName, roles, teams: of, disabled }) {
  return element(
    "tr",
    {},
    element("td", {}, name, disabled && element("small", {}, say("disabled"))),
    element("td", {}, displayName),
    element("td", {}, roles.map(roleName).join("、")),
    element("td", {}, of.join("、")),
  );
}

async function teams() {
  const all = /** @type {{ id: string, name: string }[]} */ (await everything("api/v1/teams"));
  if (all.length === 0) return element("p", { class: "soft" }, say("noTeams"));
  return element(
    "p",
    { class: "chips" },
    all.map(({ id, name }) => element("span", { class: "chip" }, id === name ? id : `${name} (${id})`)),
  );
}

async function queues() {
  const { items } = /** @type {{ items: import("./shapes.ts").QueueCount[] }} */ (await ask("api/v1/queues"));
  const busy = items.filter(({ waiting, active, failed }) => waiting + active + failed > 0);
  if (busy.length === 0) return element("p", { class: "soft" }, say("queuesIdle"));
  const rows = busy.map(({ queue, waiting, active, failed }) =>
    element(
      "tr",
      {},
      [queue, waiting, active, failed].map((value) => element("td", {}, value)),
    ),
  );
  return table([say("queues"), say("waiting"), say("active"), say("failed")], element("tbody", {}, rows));
}

/** @param {string} path */
async function everything(path) {
  /** @type {unknown[]} */
  const all = [];
  for (let next = ""; ; ) {
    const after = next === "" ? "" : `&after=${encodeURIComponent(next)}`;
    const page = /** @type {import("./shapes.ts").Page<unknown>} */ (await ask(`${path}?limit=200${after}`));
    all.push(...page.items);
    if (page.next === undefined) return all;
    next = page.next;
  }
}

/**
 * @param {readonly string[]} names
 * @param {HTMLTableSectionElement} body
 */
function table(names, body) {
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      names.map((name) => element("th", { scope: "col" }, name)),
    ),
  );
  return element("div", { class: "scroll" }, element("table", {}, head, body));
}

/**
 * @param {string} title
 * @param {...import("./element.js").Child} children
 */
function card(title, ...children) {
  return element("section", { class: "card" }, element("h2", {}, title), ...children);
}
