// Coming in: name and password, the code where one is asked for, single sign-on, the very first administrator; and what somebody
// still has to do before the page is theirs.
import { element, fill, labelled } from "./element.js";
import { form, input } from "./form.js";
import { addressOf, ask, Refusal } from "./service.js";
import { say } from "./words.js";

/**
 * @param {HTMLElement} main
 * @param {() => void} done
 * @param {{ notice?: string | undefined, problem?: string | undefined }} why
 */
export async function showLogin(main, done, { notice, problem }) {
  const { setUp, signOn } = /** @type {{ setUp: boolean, signOn?: string }} */ (await ask("api/v1/login"));
  if (setUp) return showSetUp(main, done, signOn);
  const code = input("code", { autocomplete: "one-time-code", maxlength: 50 });
  const codeField = labelled(say("code"), code, say("codeHint"));
  codeField.hidden = true;
  const name = input("name", { autocomplete: "username", required: true });
  const login = form({
    fields: [
      labelled(say("name"), name),
      labelled(
        say("password"),
        input("password", { type: "password", autocomplete: "current-password", required: true }),
      ),
      codeField,
    ],
    button: say("logIn"),
    async send({ code: given = "", ...rest }) {
      try {
        await ask("api/v1/login", { method: "POST", body: { ...rest, ...codeOf(given) }, quiet: true });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "login.factor-needed") throw error;
        if (!codeField.hidden) throw error;
        codeField.hidden = false;
        code.required = true;
        code.focus();
        return;
      }
      done();
    },
  });
  fill(
    main,
    card(
      say("welcome"),
      notice && element("p", { class: "notice", role: "status" }, notice),
      problem && element("p", { class: "notice bad", role: "alert" }, problem),
      login,
      signOnLink(signOn),
    ),
  );
  name.focus();
}

/** @param {string} given */
function codeOf(given) {
  const text = given.replace(/\s/g, "");
  if (text === "") return {};
  return /^\d{6}$/.test(text) ? { code: text } : { recoveryCode: text };
}

/** @param {string | undefined} name */
function signOnLink(name) {
  if (name === undefined) return undefined;
  const address = addressOf("api/v1/login/oidc");
  address.searchParams.set("return", location.pathname + location.search);
  return [
    element("p", { class: "or" }, say("or")),
    element("a", { class: "button wide", href: address.href }, say("signOn", { name })),
  ];
}

/**
 * @param {HTMLElement} main
 * @param {() => void} done
 * @param {string | undefined} signOn
 */
function showSetUp(main, done, signOn) {
  const first = form({
    fields: [
      labelled(say("token"), input("token", { autocomplete: "off", required: true, spellcheck: "false" })),
      labelled(say("name"), input("name", { autocomplete: "username", required: true })),
      labelled(say("password"), newPassword("password"), say("passwordHint")),
    ],
    button: say("makeAdministrator"),
    async send(given) {
      await ask("api/v1/setup", { method: "POST", body: { ...given, token: given.token?.trim() }, quiet: true });
      const { name, password } = given;
      await ask("api/v1/login", { method: "POST", body: { name, password }, quiet: true });
      done();
    },
  });
  fill(main, card(say("setUp"), element("p", {}, say("setUpWhy")), first, signOnLink(signOn)));
}

/** @param {string} name */
function newPassword(name) {
  return input(name, { type: "password", autocomplete: "new-password", minlength: 12, required: true });
}

/**
 * @param {HTMLElement} main
 * @param {import("./shapes.ts").Me} me somebody who has something to do first
 * @param {() => void} done
 */
export function showPending(main, me, done) {
  if (me.pending.includes("password")) return showPasswordChange(main, me, done);
  return me.account?.hasFactor ? showCode(main, done) : showEnrolment(main, done);
}

/**
 * @param {HTMLElement} main
 * @param {import("./shapes.ts").Me} me
 * @param {() => void} done
 */
function showPasswordChange(main, me, done) {
  const change = form({
    fields: [
      // For the browser's password manager, which asks whose password it is.
      element("input", { type: "hidden", autocomplete: "username", value: me.account?.name }),
      labelled(
        say("currentPassword"),
        input("current", { type: "password", autocomplete: "current-password", required: true }),
      ),
      labelled(say("newPassword"), newPassword("next"), say("passwordHint")),
    ],
    button: say("changePassword"),
    async send(given) {
      await ask("api/v1/me/password", { method: "POST", body: given });
      done();
    },
  });
  fill(main, card(say("changePassword"), element("p", {}, say("changeWhy")), change));
}

/**
 * @param {HTMLElement} main
 * @param {() => void} done
 */
function showCode(main, done) {
  const code = form({
    fields: [labelled(say("code"), codeInput(50), say("codeHint"))],
    button: say("confirm"),
    async send({ code: given = "" }) {
      await ask("api/v1/me/factor/check", { method: "POST", body: codeOf(given) });
      done();
    },
  });
  fill(main, card(say("factorGive"), code));
}

/** @param {number} maxlength */
function codeInput(maxlength) {
  return input("code", { autocomplete: "one-time-code", required: true, maxlength });
}

/**
 * @param {HTMLElement} main
 * @param {() => void} done
 */
async function showEnrolment(main, done) {
  const offer = /** @type {{ secret: string, address: string }} */ (await ask("api/v1/me/factor", { method: "POST" }));
  const confirm = form({
    fields: [labelled(say("code"), codeInput(10))],
    button: say("confirm"),
    async send({ code = "" }) {
      const answer = await ask("api/v1/me/factor/confirm", { method: "POST", body: { code: code.replace(/\s/g, "") } });
      showRecovery(main, /** @type {{ recoveryCodes: string[] }} */ (answer).recoveryCodes, done);
    },
  });
  const key = offer.secret.match(/.{1,4}/g)?.join(" ") ?? offer.secret;
  fill(
    main,
    card(
      say("factor"),
      element("p", {}, say("factorWhy")),
      element("p", { class: "secret" }, element("span", {}, say("factorKey")), element("code", {}, key)),
      element("p", {}, element("a", { href: offer.address }, say("factorOpen"))),
      confirm,
    ),
  );
}

/**
 * @param {HTMLElement} main
 * @param {readonly string[]} codes
 * @param {() => void} done
 */
function showRecovery(main, codes, done) {
  const kept = element("button", { type: "button", class: "primary wide", onclick: done }, say("recoveryKept"));
  const list = element(
    "ul",
    { class: "codes" },
    codes.map((code) => element("li", {}, element("code", {}, code))),
  );
  fill(main, card(say("recovery"), element("p", {}, say("recoveryWhy")), list, kept));
  kept.focus();
}

/**
 * @param {string} title
 * @param {...import("./element.js").Child} children
 */
function card(title, ...children) {
  return element("section", { class: "card narrow" }, element("h1", {}, title), ...children);
}
