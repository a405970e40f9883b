// A call in the list.
import { element } from "./element.js";
import { scoreChips } from "./scores.js";
import { ask, sentenceOf } from "./service.js";
import { lengthOf, say, stageName, timeOf } from "./words.js";

/** @typedef {import("./shapes.ts").Call} Call */

/** Clauses that a row names; the sheet names them all. */
const mostClauses = 6;

/**
 * @param {Call} call
 * @param {object} wish
 * @param {HTMLAnchorElement} wish.link to its sheet
 * @param {boolean} wish.mayRetry
 * @param {(call: Call) => void} wish.onRetried
 */
export function callRow(call, { link, mayRetry, onRetried }) {
  const { agent, team, queue, durationMs } = call;
  link.append(timeOf(call.startedAt ?? call.receivedAt));
  const about = [
    call.startedAt === undefined && say("received"),
    durationMs !== undefined && lengthOf(durationMs),
  ].filter(Boolean);
  const person = agent?.name ?? agent?.id;
  return element(
    "tr",
    { id: `row-${call.id}`, class: call.stage === "setAside" ? "aside" : "" },
    cell("time", "time", link, about.length > 0 && element("small", {}, about.join(" · "))),
    cell("agent", "agent", person, agent?.id !== undefined && agent.id !== person && element("small", {}, agent.id)),
    cell("team", "team", team),
    cell("queue", "queue", queue),
    element(
      "td",
      { class: "scores", "data-label": say("scores") },
      element("div", { class: "chips" }, call.stage === "judged" ? scoreChips(call) : stageOf(call.stage)),
      call.stage === "setAside" && setAside(call, mayRetry, onRetried),
      excerpt(call),
    ),
    cell("violated", "violated", violatedIn(call)),
  );
}

/**
 * @param {import("./words.js").Word} label
 * @param {string} kind
 * @param {...import("./element.js").Child} children
 */
function cell(label, kind, ...children) {
  const empty = children.every((child) => child === undefined || child === false || child === "");
  return element("td", { class: empty ? `${kind} empty` : kind, "data-label": say(label) }, ...children);
}

/** @param {import("./shapes.ts").Stage} stage */
function stageOf(stage) {
  const tone = stage === "setAside" ? "bad" : "running";
  return element("span", { class: `chip ${tone}` }, stage === "setAside" ? "✗ " : "… ", stageName(stage));
}

/** @param {Call} call */
function violatedIn({ judgements }) {
  const ids = [...new Set(judgements.flatMap(({ violated }) => violated))];
  const rest = ids.slice(mostClauses);
  return (
    ids.length > 0 &&
    element(
      "span",
      { class: "clauses", title: ids.join(" ") },
      ids.slice(0, mostClauses).map((id) => element("code", {}, id)),
      rest.length > 0 && element("small", {}, say("andMore", { count: rest.length })),
    )
  );
}

/** @param {Call} call */
function excerpt({ excerpt: found }) {
  if (found === undefined) return undefined;
  const { text, from, to, speaker } = found;
  const who = speaker === "agent" ? say("agentSays") : speaker === "customer" ? say("customerSays") : "";
  return element(
    "p",
    { class: "excerpt" },
    who && element("small", {}, who),
    text.slice(0, from),
    element("mark", {}, text.slice(from, to)),
    text.slice(to),
  );
}

/**
 * @param {Call} call
 * @param {boolean} mayRetry
 * @param {(call: Call) => void} onRetried
 */
function setAside({ id, stageReason }, mayRetry, onRetried) {
  const why = element("span", {});
  if (stageReason !== undefined) void sentenceOf(stageReason).then((sentence) => why.append(sentence));
  const retry = element(
    "button",
    {
      type: "button",
      onclick: async () => {
        retry.disabled = true;
        try {
          onRetried(await ask(`api/v1/calls/${encodeURIComponent(id)}/retry`, { method: "POST" }));
        } catch (error) {
          retry.disabled = false;
          why.replaceChildren(error instanceof Error ? error.message : String(error));
        }
      },
    },
    say("retry"),
  );
  return element("p", { class: "problem" }, why, " ", mayRetry && retry);
}
