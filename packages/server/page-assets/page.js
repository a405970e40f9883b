// The page: who is there, and what they see.
import { showAccount } from "./account-view.js";
import { showCalls } from "./calls-view.js";
import { element, fill } from "./element.js";
import { showLogin, showPending } from "./login.js";
import { showOverview } from "./overview.js";
import { ask, onLoggedOut, Refusal, sentenceOf } from "./service.js";
import { language, say } from "./words.js";

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const who = /** @type {HTMLElement} */ (document.getElementById("who"));
const yearSeconds = 31_536_000;

/** @type {() => void} */
let leave = () => {};

for (const other of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-language]"))) {
  other.addEventListener("click", () => {
    const { pathname } = new URL("../", import.meta.url);
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one is not in every browser yet
    document.cookie = `tingheng-language=${other.dataset.language}; path=${pathname}; max-age=${yearSeconds}; samesite=lax`;
    location.reload();
  });
}

/** Several requests may find out at once that the session has ended. */
let loggingIn = false;

onLoggedOut(() => {
  if (!loggingIn) void enter({ notice: say("ended") });
});
addEventListener("popstate", () => {
  // The calls' own places are theirs.
  if (main.dataset.shows === "account" || wantsAccount()) void enter();
});
void begin();

/** What went wrong on the way here stands in the address, once. */
async function begin() {
  const query = new URLSearchParams(location.search);
  const code = query.get("problem");
  if (code === null) return enter();
  query.delete("problem");
  history.replaceState(null, "", query.size > 0 ? `./?${query}` : "./");
  const problem = await sentenceOf({ code });
  // What is no code of ours is somebody else's words.
  await enter(problem === code ? {} : { problem });
}

function wantsAccount() {
  return new URLSearchParams(location.search).has("account");
}

/** @param {{ notice?: string, problem?: string }} [why] */
async function enter({ notice, problem } = {}) {
  leave();
  leave = () => {};
  fill(who);
  try {
    loggingIn = true;
    const me = await whoIsThere();
    if (me === undefined) return await showLogin(main, () => void enter(), { notice, problem });
    loggingIn = false;
    const account = element("button", { type: "button", class: "quiet", title: say("account") }, me.displayName);
    account.addEventListener("click", () => {
      if (!wantsAccount()) history.pushState(null, "", "./?account");
      void enter();
    });
    fill(
      who,
      me.pending.length > 0 ? element("span", {}, me.displayName) : account,
      element("button", { type: "button", class: "quiet", onclick: logOut }, say("logOut")),
    );
    if (me.pending.length > 0) return await showPending(main, me, () => void enter());
    if (wantsAccount() || problem !== undefined) {
      main.dataset.shows = "account";
      const { signOn } = /** @type {{ signOn?: string }} */ (await ask("api/v1/login"));
      return await showAccount(main, me, { signOn, problem, onBack: leaveAccount });
    }
    delete main.dataset.shows;
    if (me.permissions.includes("calls.read")) leave = await showCalls(main, me);
    else await showOverview(main, me);
  } catch (error) {
    const again = element("button", { type: "button", onclick: () => void enter() }, say("again"));
    fill(
      main,
      element(
        "p",
        { class: "problem card", role: "alert" },
        `${error instanceof Error ? error.message : error} `,
        again,
      ),
    );
  }
}

/** @returns {Promise<import("./shapes.ts").Me | undefined>} */
async function whoIsThere() {
  try {
    return await ask("api/v1/me", { quiet: true });
  } catch (error) {
    if (error instanceof Refusal && error.code === "access.unauthenticated") return undefined;
    throw error;
  }
}

function leaveAccount() {
  history.pushState(null, "", "./");
  void enter();
}

async function logOut() {
  const { address } = /** @type {{ address?: string }} */ (await ask("api/v1/logout", { method: "POST" }));
  if (address !== undefined) location.assign(address);
  else {
    history.replaceState(null, "", "./");
    await enter();
  }
}

document.title = language === "zh" ? "听衡" : "Tingheng";
