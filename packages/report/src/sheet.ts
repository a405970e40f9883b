// One standard's sheet for one call: score, sections, what is broken and why, what can't be told and what for, proposals.
import {
  type ClauseResult,
  type Evidence,
  inLanguage,
  type Judgement,
  type Language,
  type Standard,
} from "@tingheng/domain";
import { anchor, clock, escapeHtml } from "./html.ts";
import type { Words } from "./words.ts";

export function sheet(judgement: Judgement, standard: Standard, key: string, words: Words, language: Language): string {
  const of = (outcome: ClauseResult["outcome"]) => judgement.clauses.filter((one) => one.outcome === outcome);
  const open = of("undetermined");
  const machine = open.filter(({ judgedBy }) => judgedBy !== "human");
  const people = open.filter(({ judgedBy }) => judgedBy === "human");
  const rows = (list: readonly ClauseResult[]) =>
    list.map((one) => clauseRow(one, standard, key, words, language)).join("");
  const block = (title: string, list: readonly ClauseResult[], opened: boolean) =>
    list.length === 0
      ? ""
      : `<details${opened ? " open" : ""}><summary>${title} ${list.length}</summary><table class="clauses">${rows(list)}</table></details>`;
  const broken = of("violated");
  return `<section class="sheet"><h3>${escapeHtml(inLanguage(standard.title, language))} <small>${standard.id} ${standard.version}${followed(judgement, words)}</small>${scoreOf(judgement, words)}</h3>
${subtotals(judgement, standard, language)}
${broken.length === 0 ? `<p class="fine">${words.nothingBroken}</p>` : `<table class="clauses">${rows(broken)}</table>`}
${proposals(judgement, words)}${block(words.undetermined, machine, true)}${block(words.forPeople, people, false)}${facts(judgement, words)}${block(words.met, of("met"), false)}${block(words.notApplicable, of("notApplicable"), false)}
</section>`;
}

/** The questionnaire that the call follows, in the version it was held against. */
function followed({ questionnaires = [] }: Judgement, words: Words): string {
  return questionnaires
    .filter((one) => one.followed === true)
    .map(({ id, version }) => escapeHtml(` · ${words.questionnaire} ${id} ${version}`))
    .join("");
}

function scoreOf(judgement: Judgement, words: Words): string {
  if (judgement.fatal) return ` <span class="score bad">${words.fatal}</span>`;
  if (judgement.maxScore === 0) return ` <span class="score none">${words.noPoints}</span>`;
  const share = judgement.score / judgement.maxScore;
  const tone = share >= 0.9 ? "good" : share >= 0.7 ? "fair" : "bad";
  const note = judgement.provisional ? `<small>${words.provisional}</small>` : "";
  return ` <span class="score ${tone}">${judgement.score}<i>/${judgement.maxScore}</i>${note}</span>`;
}

function subtotals({ sections, maxScore }: Judgement, standard: Standard, language: Language): string {
  if (sections === undefined || maxScore === 0) return "";
  const cells = sections
    .filter(({ maxPoints, dropped }) => maxPoints > 0 && dropped !== true)
    .map(
      ({ id, points, maxPoints }) =>
        `<span class="part${points < maxPoints ? " lost" : ""}">${escapeHtml(sectionTitle(standard, id, language))} <b>${points}</b>/${maxPoints}</span>`,
    );
  return `<p class="parts">${cells.join("")}</p>`;
}

function sectionTitle(standard: Standard, id: string, language: Language): string {
  const section = standard.sections.find((one) => one.id === id);
  return section === undefined ? id : inLanguage(section.title, language);
}

function clauseRow(result: ClauseResult, standard: Standard, key: string, words: Words, language: Language): string {
  const clause = standard.clauses.find(({ id }) => id === result.id);
  const title = clause === undefined ? "" : inLanguage(clause.title, language);
  const off = result.points === 0 ? "" : `<b class="off">${result.points}</b>`;
  const links = new Set(result.evidence.map((one) => evidenceLink(one, key, words)));
  const proof = [...links].slice(0, 8).join("");
  const text = clause === undefined ? "" : `<small class="text">${escapeHtml(clause.text)}</small>`;
  return `<tr class="${result.outcome}"><th>${escapeHtml(result.id)}</th><td><strong>${escapeHtml(title)}</strong> ${off}<br>${escapeHtml(result.reason)}${text}<span class="proof">${proof}</span></td></tr>`;
}

function evidenceLink(evidence: Evidence, key: string, words: Words): string {
  const at = evidence.startMs === undefined ? "" : ` ${clock(evidence.startMs)}`;
  if (evidence.turn === undefined) return at === "" ? "" : `<span>${at.trim()}</span>`;
  const prefix = evidence.role === "due" ? `${words.due} ` : "";
  return `<a href="#${anchor(key, "t", evidence.turn)}">${prefix}#${evidence.turn + 1}${at}</a>`;
}

function proposals(judgement: Judgement, words: Words): string {
  if (judgement.proposals.length === 0) return "";
  const rows = judgement.proposals.map(({ clause, subject, kind, amount, currency, note, occurrences }) => {
    const sum = amount === undefined ? "" : ` <b>${amount} ${escapeHtml(currency ?? "")}</b>`;
    const times = occurrences === undefined ? "" : ` ×${occurrences}`;
    return `<li>${escapeHtml(clause)} · ${escapeHtml(subject)} · ${escapeHtml(kind)}${sum}${times} ${escapeHtml(note ?? "")}</li>`;
  });
  return `<div class="proposals"><b>${words.proposals}</b> <small>${words.proposalNote}</small><ul>${rows.join("")}</ul></div>`;
}

function facts(judgement: Judgement, words: Words): string {
  const labels = judgement.labels
    .map(({ id, value }) => `<li>${escapeHtml(id)}: <b>${escapeHtml(value)}</b></li>`)
    .join("");
  const answers = judgement.answers
    .map(({ question, value }) => `<li>${escapeHtml(question)}: <b>${escapeHtml(String(value))}</b></li>`)
    .join("");
  return `${labels === "" ? "" : `<div class="facts"><b>${words.labels}</b><ul>${labels}</ul></div>`}${answers === "" ? "" : `<div class="facts"><b>${words.answers}</b><ul>${answers}</ul></div>`}`;
}
