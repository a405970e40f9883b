// The sheet of a call, in the same window, with the way back to the list.
import { element } from "./element.js";
import { addressOf } from "./service.js";
import { language, say } from "./words.js";

/**
 * @param {string} id
 * @param {() => void} onBack
 */
export function sheetView(id, onBack) {
  const address = addressOf(`api/v1/calls/${encodeURIComponent(id)}/sheet`);
  address.searchParams.set("language", language);
  const back = element("button", { type: "button", onclick: onBack }, `← ${say("back")}`);
  const frame = element("iframe", { src: address.href, title: say("sheetOf") });
  const root = element(
    "section",
    { class: "sheet" },
    element(
      "div",
      { class: "bar" },
      back,
      element("a", { href: address.href, target: "_blank", rel: "noopener" }, say("ownWindow")),
    ),
    frame,
  );
  return { root, back };
}
