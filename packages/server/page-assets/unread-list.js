// What came and could not be read, with its reason.
import { element, fill } from "./element.js";
import { ask } from "./service.js";
import { say, timeOf } from "./words.js";

/** @typedef {import("./shapes.ts").Unread} Unread */

/** @param {boolean} maySettle */
export async function unreadList(maySettle) {
  const list = element("ul", { class: "unread" });
  const count = element("span", { class: "count" });
  const root = element("details", { class: "card" }, element("summary", {}, say("unread"), " ", count), list);
  const more = element("button", { type: "button", onclick: add }, say("more"));
  root.append(more);
  /** @type {string | undefined} */
  let next;
  const settled = maySettle ? tell : undefined;

  async function add() {
    const query = new URLSearchParams({ limit: "50", ...(next === undefined ? {} : { after: next }) });
    const page = /** @type {import("./shapes.ts").Page<Unread>} */ (await ask(`api/v1/unread?${query}`));
    list.append(...page.items.map((one) => unreadLine(one, settled)));
    next = page.next;
    more.hidden = next === undefined;
    tell();
  }

  function tell() {
    fill(count, next === undefined ? list.childElementCount : `${list.childElementCount}+`);
    root.hidden = list.childElementCount === 0;
  }

  await add();
  return root;
}

/**
 * @param {Unread} one
 * @param {(() => void) | undefined} onSettled told when somebody has seen to it; nobody may where there is nobody to tell
 */
function unreadLine({ id, name, source, reason, seenAt, times }, onSettled) {
  const problem = element("p", { class: "problem" }, reason.title);
  const settle = async () => {
    try {
      await ask(`api/v1/unread/${encodeURIComponent(id)}/settle`, { method: "POST" });
      line.remove();
      onSettled?.();
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    }
  };
  const line = element(
    "li",
    {},
    element(
      "div",
      {},
      element(
        "span",
        {},
        element("b", {}, name),
        " ",
        element(
          "small",
          {},
          [source, timeOf(seenAt), times > 1 && say("times", { count: times })].filter(Boolean).join(" · "),
        ),
      ),
      onSettled !== undefined && element("button", { type: "button", onclick: settle }, say("settle")),
    ),
    problem,
  );
  return line;
}
