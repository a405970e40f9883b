// One's own account: who one is here, and whether single sign-on leads to it.
import { element, fill, labelled } from "./element.js";
import { form, input } from "./form.js";
import { ask } from "./service.js";
import { roleName, say, timeOf } from "./words.js";

/** @typedef {import("./shapes.ts").Me} Me */
/** @typedef {import("./shapes.ts").OwnIdentity} OwnIdentity */

/**
 * @param {HTMLElement} main
 * @param {Me} me
 * @param {{ signOn: string | undefined, problem: string | undefined, onBack: () => void }} wish `problem`: what went wrong on the way here
 */
export async function showAccount(main, me, { signOn, problem, onBack }) {
  const back = element("button", { type: "button", onclick: onBack }, `← ${say("backHome")}`);
  const linked = element("div", { class: "linked" });
  fill(
    main,
    element("p", { class: "above" }, back),
    problem && element("p", { class: "notice bad", role: "alert" }, problem),
    element(
      "section",
      { class: "card" },
      element("h1", {}, me.displayName),
      element(
        "p",
        { class: "soft" },
        [me.account?.name, me.roles.map(roleName).join("、")].filter(Boolean).join(" · "),
      ),
    ),
    linked,
  );
  back.focus();
  await fillLinked();

  async function fillLinked() {
    const { items } = /** @type {{ items: readonly OwnIdentity[] }} */ (await ask("api/v1/me/identities"));
    const mayPart = me.account?.hasPassword === true || items.length > 1;
    const rows = items.map((one) => identityRow(one, mayPart, fillLinked));
    if (signOn === undefined && rows.length === 0) return fill(linked);
    fill(
      linked,
      element(
        "section",
        { class: "card" },
        element("h2", {}, say("signOnHeading")),
        rows.length > 0 && element("ul", { class: "unread" }, rows),
        rows.length === 0 && element("p", {}, say("notLinked", { name: signOn ?? "" })),
        signOn !== undefined && rows.length === 0 && me.account?.hasPassword === true && linkForm(signOn),
      ),
    );
  }
}

/**
 * @param {OwnIdentity} identity
 * @param {boolean} mayPart without another way in it stays
 * @param {() => Promise<void>} onParted
 */
function identityRow({ id, issuer, linkedAt }, mayPart, onParted) {
  const problem = element("p", { class: "problem", role: "alert" });
  const part = async () => {
    try {
      await ask(`api/v1/me/identities/${encodeURIComponent(id)}`, { method: "DELETE" });
      await onParted();
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    }
  };
  return element(
    "li",
    {},
    element(
      "div",
      {},
      element(
        "span",
        {},
        element("b", {}, issuer),
        " ",
        element("small", {}, say("linkedAt", { time: timeOf(linkedAt) })),
      ),
      mayPart && element("button", { type: "button", onclick: part }, say("part")),
    ),
    problem,
  );
}

/** @param {string} name of the single sign-on */
function linkForm(name) {
  return form({
    fields: [
      labelled(
        say("currentPassword"),
        input("password", { type: "password", autocomplete: "current-password", required: true }),
        say("linkWhy"),
      ),
    ],
    button: say("link", { name }),
    async send({ password }) {
      const { address } = /** @type {{ address: string }} */ (
        await ask("api/v1/me/identities", { method: "POST", body: { password } })
      );
      location.assign(address);
    },
  });
}
