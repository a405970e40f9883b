// The page of somebody who sees calls: where recordings are dropped, what became of them, the list, and a sheet in its place.
import { addressOfPlace, readPlace, writePlace } from "./address.js";
import { callList } from "./call-list.js";
import { deliveries } from "./deliveries.js";
import { element, fill } from "./element.js";
import { filterForm } from "./filter-form.js";
import { followCalls } from "./follow-calls.js";
import { sheetView } from "./sheet-view.js";
import { loadStandards } from "./standards.js";
import { unreadList } from "./unread-list.js";
import { say } from "./words.js";

/** @typedef {import("./shapes.ts").Me} Me */

/**
 * @param {HTMLElement} main
 * @param {Me} me
 * @returns {Promise<() => void>} what ends it
 */
export async function showCalls(main, me) {
  /** @type {(permission: Me["permissions"][number]) => boolean} */
  const may = (permission) => me.permissions.includes(permission);
  const follower = followCalls();
  if (may("standards.read")) await loadStandards().catch(() => {});

  const list = callList({
    sheetLink,
    mayRetry: may("calls.judge"),
    whenEmpty: may("calls.write") ? `${say("empty")}${say("emptyDrop")}` : say("empty"),
    follower,
    onShown: (shown) => writePlace({ ...readPlace(), shown: shown > 50 ? shown : 0 }, "replace", history.state),
  });
  const filters = element("div");
  const home = element("div", { class: "home" });
  const sheet = element("div", { class: "over", hidden: true });
  const sent = may("calls.write") ? deliveries({ owner: me.id, follower, sheetLink: linkNamed }) : undefined;
  fill(
    home,
    sent?.zone,
    sent?.section,
    element("section", { "aria-label": say("calls") }, element("h1", {}, say("calls")), filters, list.root),
  );
  fill(main, home, sheet);
  if (may("system.read"))
    void unreadList(may("intake.settle") && me.scope.kind === "all").then(
      (unread) => home.append(unread),
      () => {},
    );

  /** @type {string | undefined} */
  let listed;
  const onPlace = () => void show();
  addEventListener("popstate", onPlace);
  addEventListener("keydown", onKey);
  await show();
  return () => {
    removeEventListener("popstate", onPlace);
    removeEventListener("keydown", onKey);
    follower.stop();
  };

  /** @param {string} id */
  function sheetLink(id) {
    return element("a", {
      href: addressOfPlace({ ...readPlace(), call: id }),
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        writePlace(readPlace(), "replace", { scrollY });
        writePlace({ ...readPlace(), call: id }, "push", { fromList: true });
        void show();
      },
    });
  }

  /** @param {string} id */
  function linkNamed(id) {
    const link = sheetLink(id);
    link.append(say("openSheet"));
    return link;
  }

  async function show() {
    const { call, filter, shown } = readPlace();
    const left = sheet.dataset.call;
    if (call !== undefined) {
      if (left !== call) {
        const view = sheetView(call, { onBack: goBack, onKey });
        fill(sheet, view.root);
        sheet.dataset.call = call;
        home.hidden = true;
        sheet.hidden = false;
        scrollTo(0, 0);
        view.back.focus();
      }
      return;
    }
    sheet.hidden = true;
    home.hidden = false;
    fill(sheet);
    delete sheet.dataset.call;
    const wanted = JSON.stringify(filter);
    if (wanted !== listed) {
      listed = wanted;
      fill(filters, filterForm(filter, { ownCallsOnly: me.scope.kind === "agent", onChange: narrow }));
      await list.show(filter, shown);
    }
    if (left !== undefined) returnTo(left);
  }

  /** @param {string} call whose sheet was open */
  function returnTo(call) {
    const link = document.getElementById(`row-${call}`)?.querySelector("a");
    link?.focus({ preventScroll: true });
    const before = history.state?.scrollY;
    if (typeof before === "number") scrollTo(0, before);
    else link?.scrollIntoView({ block: "center" });
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape" && !event.defaultPrevented && !sheet.hidden) void goBack();
  }

  function goBack() {
    if (history.state?.fromList === true) return history.back();
    writePlace({ ...readPlace(), call: undefined }, "replace");
    return show();
  }

  /** @param {import("./shapes.ts").Filter} filter */
  function narrow(filter) {
    writePlace({ filter, shown: 0, call: undefined }, "push");
    void show();
  }
}
