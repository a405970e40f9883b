// The sheet of a call, in the same window, with the way back to the list.
import { element } from "./element.js";
import { addressOf, ask } from "./service.js";
import { language, say } from "./words.js";

/**
 * @param {string} id
 * @param {object} wish
 * @param {() => void} wish.onBack
 * @param {(event: KeyboardEvent) => void} wish.onKey for keys that are pressed inside the sheet
 */
export function sheetView(id, { onBack, onKey }) {
  const address = addressOf(`api/v1/calls/${encodeURIComponent(id)}/sheet`);
  address.searchParams.set("language", language);
  const back = element("button", { type: "button", onclick: onBack }, `← ${say("back")}`);
  const frame = element("iframe", { src: address.href, title: say("sheetOf") });
  frame.addEventListener("load", () => frame.contentWindow?.addEventListener("keydown", onKey));
  const own = element("a", { href: address.href, target: "_blank", rel: "noopener" }, say("ownWindow"));
  const root = element("section", { class: "sheet" }, element("div", { class: "bar" }, back, own), frame);
  // A frame would show the answer to a machine where there is no such call, or not for this reader.
  ask(`api/v1/calls/${encodeURIComponent(id)}`).catch((error) => {
    own.remove();
    frame.replaceWith(
      element("p", { class: "card problem", role: "alert" }, error instanceof Error ? error.message : String(error)),
    );
  });
  return { root, back };
}
