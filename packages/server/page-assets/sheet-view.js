// The sheet of a call, in the same window, with the way back to the list.
import { element } from "./element.js";
import { addressOf, ask, Refusal } from "./service.js";
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
  const own = element("a", { href: address.href, target: "_blank", rel: "noopener" }, say("ownWindow"));
  const bar = element("div", { class: "bar" }, back, own);
  const root = element("section", { class: "sheet" }, bar);
  const open = () => {
    const frame = element("iframe", { src: address.href, title: say("sheetOf") });
    /** @param {unknown} error */
    const fail = (error) => {
      if (!frame.isConnected) return;
      const again = element("button", { type: "button", onclick: open }, say("again"));
      const sentence = error instanceof Error ? error.message : String(error);
      own.hidden = true;
      root.replaceChildren(bar, element("p", { class: "card problem", role: "alert" }, `${sentence} `, again));
    };
    frame.addEventListener("load", () => {
      // What the browser shows for a service that it can't reach is not ours to look into.
      if (frame.contentDocument === null) fail(new Refusal("offline", say("offline")));
      else frame.contentWindow?.addEventListener("keydown", onKey);
    });
    own.hidden = false;
    root.replaceChildren(bar, frame);
    // A frame would show the answer to a machine where there is no such call, or not for this reader.
    ask(`api/v1/calls/${encodeURIComponent(id)}`).catch(fail);
  };
  open();
  return { root, back };
}
