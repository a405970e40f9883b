// Scores of a call in a few words: colour, sign and text say the same.
import { element } from "./element.js";
import { standardName } from "./standards.js";
import { say } from "./words.js";

/** @typedef {import("./shapes.ts").Call} Call */
/** @typedef {import("./shapes.ts").Score} Score */

/** @param {Call} call */
export function scoreChips({ stage, judgements }) {
  const applied = judgements.filter(({ applies }) => applies);
  if (applied.length > 0) return applied.map(scoreChip);
  return stage === "judged" ? [element("span", { class: "soft" }, say("notApplied"))] : [];
}

/** @param {Score} score */
function scoreChip(score) {
  const { standard, maxScore, fatal, provisional, violated, undetermined } = score;
  const broken = violated.length;
  const tone = fatal || broken > 2 ? "bad" : broken > 0 ? "fair" : undetermined.length > 0 ? "open" : "good";
  const sign = { bad: "✗", fair: "!", open: "?", good: "✓" }[tone];
  const points = maxScore > 0 ? `${rounded(score.score)} / ${rounded(maxScore)}` : broken > 0 ? String(broken) : "";
  const notes = [
    fatal && say("fatal"),
    provisional && undetermined.length === 0 && say("provisional"),
    undetermined.length > 0 && say("undetermined", { count: undetermined.length }),
  ].filter(Boolean);
  return element(
    "span",
    { class: `chip ${tone}`, title: `${standard} ${score.version}` },
    element("span", { class: "sign", "aria-hidden": true }, sign),
    `${standardName(standard)} `,
    element("b", {}, points),
    notes.length > 0 && element("small", {}, notes.join(" · ")),
  );
}

/** @param {number} points */
function rounded(points) {
  return Math.round(points * 100) / 100;
}
