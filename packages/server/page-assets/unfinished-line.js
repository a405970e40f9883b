// An upload that was broken off when the page was left: how far it came, and that its file has to be chosen again.
import { element, fill } from "./element.js";
import { arrived, giveUp } from "./send-file.js";
import { say, sizeOf } from "./words.js";

/**
 * @param {import("./unfinished-uploads.js").Unfinished} upload
 * @param {object} wish
 * @param {() => void} wish.choose lets the reader choose files
 * @param {import("./send-file.js").Unfinished} wish.unfinished
 * @param {() => void} wish.onGone
 * @returns {Promise<HTMLElement | undefined>} nothing where the service doesn't know it any more
 */
export async function unfinishedLine(upload, { choose, unfinished, onGone }) {
  const { key, where, name, size } = upload;
  const bytes = await arrived(where).catch(() => 0);
  if (bytes === undefined) {
    unfinished.drop(upload);
    return undefined;
  }
  const problem = element("p", { class: "problem", role: "alert" });
  const leave = async () => {
    try {
      await giveUp(where);
      unfinished.drop(upload);
      line.remove();
      onGone();
    } catch (error) {
      fill(problem, error instanceof Error ? error.message : String(error));
    }
  };
  const line = element(
    "li",
    { "data-upload": key },
    element("div", { class: "file" }, element("b", {}, name), element("small", {}, sizeOf(size))),
    element(
      "div",
      { class: "progress" },
      element("progress", { max: 1, value: size === 0 ? 0 : bytes / size, "aria-label": name }),
      element("span", { class: "state" }, say("stopped", { done: sizeOf(bytes), size: sizeOf(size) })),
    ),
    element(
      "div",
      { class: "outcome" },
      element("p", {}, say("chooseAgain")),
      element(
        "div",
        { class: "chips" },
        element("button", { type: "button", onclick: choose }, say("chooseThis")),
        element("button", { type: "button", class: "quiet", onclick: leave }, say("giveUp")),
      ),
      problem,
    ),
  );
  return line;
}
