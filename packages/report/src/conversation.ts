// The conversation of a call: turns as bubbles, marks where clauses point, and what was measured between the turns.
import { type CallRecord, type Evidence, type Judgement, measureInWords, type Turn } from "@tingheng/domain";
import { highlighted, type Mark } from "./highlight.ts";
import { anchor, clock, escapeHtml } from "./html.ts";
import type { Words } from "./words.ts";

/** One clause's evidence, ready to be shown at its place. */
interface Pointer {
  readonly clause: string;
  readonly evidence: Evidence;
}

export function conversation(call: CallRecord, judgements: readonly Judgement[], key: string, words: Words): string {
  const { turns } = call;
  if (turns === undefined || turns.length === 0) return `<p class="quiet">${words.noConversation}</p>`;
  const pointers = judgements.flatMap((judgement) =>
    judgement.clauses
      .filter(({ outcome }) => outcome === "violated" || outcome === "undetermined")
      .flatMap(({ id, evidence }) => evidence.map((one) => ({ clause: id, evidence: one }))),
  );
  const events = pointers.filter(({ evidence }) => evidence.turn === undefined && evidence.startMs !== undefined);
  const rows = turns.map((turn, index) => {
    const here = pointers.filter(({ evidence }) => evidence.turn === index);
    const next = turns[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const after = events.filter(
      ({ evidence }) =>
        (evidence.startMs ?? 0) >= (turn.startMs ?? Number.POSITIVE_INFINITY) && (evidence.startMs ?? 0) < next,
    );
    return turnRow(turn, index, here, key, words) + after.map((one) => eventRow(one, words)).join("");
  });
  return `<ol class="talk">${rows.join("")}</ol>`;
}

function turnRow(turn: Turn, index: number, pointers: readonly Pointer[], key: string, words: Words): string {
  const marks: Mark[] = pointers.map(({ clause, evidence }) => ({
    clause,
    from: evidence.from ?? 0,
    to: evidence.to ?? 0,
    kind: evidence.role ?? "hit",
  }));
  const worst = marks.some(({ kind }) => kind === "hit")
    ? "bad"
    : marks.some(({ kind }) => kind === "due")
      ? "owed"
      : marks.length > 0
        ? "unsure"
        : "";
  const time = turn.startMs === undefined ? "" : `<time data-at="${turn.startMs}">${clock(turn.startMs)}</time>`;
  const who = speakerName(turn, words);
  const badges = badgesOf(pointers, words);
  return `<li id="${anchor(key, "t", index)}" class="${turn.speaker} ${worst}"><span class="who">${index + 1} ${escapeHtml(who)}${time}</span><p>${highlighted(turn.text, marks)}</p>${badges}</li>`;
}

function badgesOf(pointers: readonly Pointer[], words: Words): string {
  const seen = new Map(
    pointers.map(({ clause, evidence }) => [
      `${clause}/${evidence.role}`,
      { clause, role: evidence.role ?? "hit", evidence },
    ]),
  );
  const badges = [...seen.values()].map(({ clause, role, evidence }) => {
    const prefix = role === "due" ? `${words.due} ` : role === "unsure" ? `${words.maybe} ` : "";
    return `<b class="${role}">${prefix}${escapeHtml(clause)}${measureOf(evidence, words)}</b>`;
  });
  return badges.length === 0 ? "" : `<span class="badges">${badges.join("")}</span>`;
}

function measureOf(evidence: Evidence, { language }: Words): string {
  const words = measureInWords(evidence, language);
  return words === undefined ? "" : ` · ${escapeHtml(words)}`;
}

function eventRow({ clause, evidence }: Pointer, words: Words): string {
  const { startMs, endMs, role } = evidence;
  const span = `${clock(startMs ?? 0)}${endMs === undefined ? "" : `–${clock(endMs)}`}`;
  const prefix = role === "unsure" ? `${words.maybe} ` : "";
  return `<li class="event ${role === "unsure" ? "unsure" : "bad"}"><span data-at="${startMs ?? 0}">${span} ${prefix}${escapeHtml(clause)}${measureOf(evidence, words)}</span></li>`;
}

function speakerName(turn: Turn, words: Words): string {
  const names = {
    agent: words.agent,
    customer: words.customerSide,
    third: words.third,
    ivr: words.ivr,
    unknown: words.unknown,
  };
  const label = turn.speaker === "unknown" && turn.speakerLabel !== undefined ? ` ${turn.speakerLabel}` : "";
  return `${names[turn.speaker]}${label}`;
}
