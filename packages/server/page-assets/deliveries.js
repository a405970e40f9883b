// What was dropped: a place to drop it, and a line for each file with how far it is, from its first byte to its score.

import { filesIn } from "./dropped-files.js";
import { element, fill } from "./element.js";
import { scoreChips } from "./scores.js";
import { sendFile } from "./send-file.js";
import { sentenceOf } from "./service.js";
import { unfinishedLine } from "./unfinished-line.js";
import { unfinishedUploads } from "./unfinished-uploads.js";
import { say, sizeOf, stageName } from "./words.js";

/** @typedef {import("./shapes.ts").Call} Call */
/** @typedef {import("./shapes.ts").TakenFile} TakenFile */

const atOnce = 3;
let lines = 0;

/**
 * @param {object} wish
 * @param {string} wish.owner who sends them
 * @param {ReturnType<typeof import("./follow-calls.js").followCalls>} wish.follower
 * @param {(id: string) => HTMLElement} wish.sheetLink
 */
export function deliveries({ owner, follower, sheetLink }) {
  const unfinished = unfinishedUploads(owner);
  const list = element("ul", { class: "deliveries" });
  const clear = element("button", { type: "button", class: "quiet", onclick: clearDone }, say("clear"));
  const left = element("ul", { class: "deliveries" });
  const section = element(
    "section",
    { class: "sent", hidden: true, "aria-label": say("sent") },
    element("div", { class: "bar" }, element("h2", {}, say("sent")), clear),
    left,
    list,
  );
  /** @type {(() => Promise<void>)[]} */
  const waiting = [];
  let running = 0;

  function clearDone() {
    for (const line of list.querySelectorAll("[data-done]")) line.remove();
    showOrHide();
  }

  function showOrHide() {
    section.hidden = list.childElementCount + left.childElementCount === 0;
    clear.hidden = list.childElementCount === 0;
  }

  function next() {
    const work = running < atOnce ? waiting.shift() : undefined;
    if (work === undefined) return;
    running += 1;
    void work().finally(() => {
      running -= 1;
      next();
    });
    next();
  }

  /** @param {readonly File[]} files */
  function take(files) {
    for (const file of files) {
      left.querySelector(`[data-upload="${CSS.escape(unfinished.keyOf(file))}"]`)?.remove();
      const line = deliveryLine(file);
      list.append(line.root);
      const work = () => deliver(file, line);
      waiting.push(work);
      line.onAgain = () => {
        waiting.push(work);
        next();
      };
    }
    showOrHide();
    next();
  }

  /**
   * @param {File} file
   * @param {ReturnType<typeof deliveryLine>} line
   */
  async function deliver(file, line) {
    try {
      line.sent(0);
      const onBreak = () => line.say(say("resuming"));
      const taken = await sendFile(file, { onSent: line.sent, onBreak }, unfinished);
      line.taken(taken);
      follow(taken, line);
    } catch (error) {
      line.failed(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * @param {TakenFile} taken
   * @param {ReturnType<typeof deliveryLine>} line
   */
  function follow({ calls }, line) {
    let done = 0;
    for (const { id } of calls) {
      follower.watch(id, line.name, (call) => {
        const settled = call.stage === "judged" || call.stage === "setAside";
        if (settled) done += 1;
        if (calls.length === 1) void line.reached(call, sheetLink(id));
        else line.counted(done, calls.length);
      });
    }
  }

  const { zone, choose } = dropZone(take);
  void Promise.all(unfinished.all().map((one) => unfinishedLine(one, { choose, unfinished, onGone: showOrHide }))).then(
    (lines) => {
      left.append(...lines.flatMap((line) => line ?? []));
      showOrHide();
    },
  );
  return { zone, section };
}

/** @param {(files: readonly File[]) => void} take */
function dropZone(take) {
  const picker = element("input", {
    type: "file",
    multiple: true,
    id: "files",
    class: "hidden",
    onchange: () => {
      take([...(picker.files ?? [])]);
      picker.value = "";
    },
  });
  const zone = element(
    "section",
    { class: "drop", "aria-label": say("drop") },
    element("p", { class: "big" }, say("drop")),
    element("p", { class: "soft" }, say("dropKinds")),
    picker,
    element("label", { for: "files", class: "button primary" }, say("choose")),
  );
  let depth = 0;
  const over = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle("over", depth > 0);
  };
  zone.addEventListener("dragenter", () => over(1));
  zone.addEventListener("dragleave", () => over(-1));
  // Beside the zone too: a file that misses it must not replace the page.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  zone.addEventListener("drop", async (event) => {
    over(-depth);
    if (event.dataTransfer !== null) take(await filesIn(event.dataTransfer));
  });
  return { zone, choose: () => picker.click() };
}

/** @param {File} file */
function deliveryLine(file) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": file.name });
  const text = element("span", { class: "state" }, say("queued"));
  const more = element("div", { class: "outcome", "aria-live": "polite" });
  const root = element(
    "li",
    {},
    element("div", { class: "file" }, element("b", {}, file.name), element("small", {}, sizeOf(file.size))),
    element("div", { class: "progress" }, bar, text),
    more,
  );
  const line = {
    root,
    name: `sent ${lines++}`,
    onAgain: () => {},
    /** @param {number} bytes */
    sent(bytes) {
      fill(more);
      delete root.dataset.done;
      bar.hidden = false;
      bar.value = file.size === 0 ? 1 : bytes / file.size;
      const whole = bytes >= file.size;
      fill(text, whole ? say("checking") : say("sending", { done: sizeOf(bytes), size: sizeOf(file.size) }));
    },
    /** @param {string} words */
    say(words) {
      fill(text, words);
    },
    /** @param {TakenFile} taken */
    taken({ calls, problems }) {
      bar.hidden = true;
      const [only] = calls;
      if (only === undefined) fill(text, element("span", { class: "chip bad" }, `✗ ${say("notRead")}`));
      else if (calls.length === 1) fill(text, stages(only.stage));
      else line.counted(0, calls.length);
      fill(
        more,
        problems.map(({ where, problem }) => sentence(where, problem)),
      );
      if (calls.length === 0) root.dataset.done = "";
    },
    /** @param {string} problem */
    failed(problem) {
      bar.hidden = true;
      fill(text, element("span", { class: "chip bad" }, `✗ ${say("notTaken")}`));
      const again = element("button", { type: "button", onclick: () => line.onAgain() }, say("again"));
      fill(more, element("p", { class: "problem" }, problem, " ", again));
      root.dataset.done = "";
    },
    /**
     * @param {Call} call
     * @param {HTMLElement} link
     */
    async reached(call, link) {
      fill(text, stages(call.stage));
      if (call.stage === "judged") {
        root.dataset.done = "";
        fill(more, element("div", { class: "chips" }, scoreChips(call), link));
      }
      if (call.stage === "setAside") {
        root.dataset.done = "";
        fill(more, element("p", { class: "problem" }, call.stageReason && (await sentenceOf(call.stageReason))));
      }
    },
    /**
     * @param {number} done
     * @param {number} count
     */
    counted(done, count) {
      bar.hidden = done === count;
      bar.value = done / count;
      fill(text, say("countDone", { done, count }));
      if (done === count) root.dataset.done = "";
    },
  };
  return line;
}

/**
 * @param {string} where
 * @param {import("./shapes.ts").ProblemBody} problem
 */
function sentence(where, { title }) {
  return element("p", { class: "problem" }, title.includes(where) ? title : `${where}: ${title}`);
}

/** @param {import("./shapes.ts").Stage} stage */
function stages(stage) {
  if (stage === "setAside") return element("span", { class: "chip bad" }, `✗ ${stageName(stage)}`);
  /** @type {readonly import("./shapes.ts").Stage[]} */
  const order = ["waiting", "hearing", "judging", "judged"];
  const at = order.indexOf(stage);
  return element(
    "ol",
    { class: "stages" },
    order.map((one, index) =>
      element(
        "li",
        { class: index < at || stage === "judged" ? "past" : "", "aria-current": one === stage && "step" },
        stageName(one),
      ),
    ),
  );
}
