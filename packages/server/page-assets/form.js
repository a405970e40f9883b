// Forms that send what is in them once at a time, and say what was wrong beside the button.
import { element, fill } from "./element.js";

/**
 * @param {string} name
 * @param {import("./element.js").Attributes} [attributes]
 */
export function input(name, attributes = {}) {
  return element("input", { name, type: "text", ...attributes });
}

/**
 * @param {string} name
 * @param {readonly (readonly [value: string, text: string])[]} choices
 * @param {string} [chosen]
 */
export function choice(name, choices, chosen = "") {
  return element(
    "select",
    { name },
    choices.map(([value, text]) => element("option", { value, selected: value === chosen }, text)),
  );
}

/** @typedef {Partial<Record<string, string>>} Given what stands in the fields, by their names */

/**
 * @param {object} wish
 * @param {readonly HTMLElement[]} wish.fields
 * @param {string} wish.button
 * @param {(given: Given, form: HTMLFormElement) => Promise<void>} wish.send what it throws is shown
 */
export function form({ fields, button, send }) {
  const problem = element("p", { class: "problem", role: "alert" });
  const submit = element("button", { class: "primary wide" }, button);
  const made = element("form", { class: "stack" }, fields, problem, submit);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    fill(problem);
    try {
      await send(givenIn(made), made);
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    } finally {
      submit.disabled = false;
    }
  });
  return made;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Given}
 */
export function givenIn(form) {
  const texts = [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return Object.fromEntries(texts);
}
