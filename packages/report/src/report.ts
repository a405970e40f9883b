// The report 质检报告: one HTML file, written call by call; the summary comes last in the file and first on the page.
import {
  type CallRecord,
  type DefectClass,
  type Exhibit,
  inLanguage,
  type Judgement,
  type Language,
  type Standard,
} from "@tingheng/domain";
import { conversation } from "./conversation.ts";
import { anchor, clock, escapeHtml } from "./html.ts";
import { player } from "./player.ts";
import { sheet } from "./sheet.ts";
import { script, style } from "./style.ts";
import type { StandardTotals, Totals } from "./totals.ts";
import { reportWords } from "./words.ts";

export function reportHead(language: Language, now: Date): string {
  const words = reportWords[language];
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title>
<style>${style}</style></head>
<body><header><h1>${words.title}</h1><p>${words.made} <time>${now.toISOString().slice(0, 16).replace("T", " ")}</time></p></header>
<main>
`;
}

export function callSection(
  call: CallRecord,
  judgements: readonly Judgement[],
  standards: readonly Standard[],
  language: Language,
  exhibit?: Exhibit,
): string {
  const words = reportWords[language];
  const key = anchor(call.source, call.id);
  const applied = judgements.filter(({ notApplicable }) => notApplicable === undefined);
  const sheets = applied.flatMap((judgement) => {
    const standard = standards.find(({ id }) => id === judgement.standard.id);
    return standard === undefined ? [] : [sheet(judgement, standard, key, words, language)];
  });
  return `<details class="call" id="${key}"><summary><b>${escapeHtml(call.id)}</b>${callFacts(call)}<span class="scores">${applied.map((one) => scoreChip(one, standards, language)).join("")}</span></summary>
${exhibit === undefined ? "" : player(call, applied, exhibit, words)}<div class="two"><div class="sheets">${sheets.join("")}</div><div class="words"><h3>${words.conversation}</h3>${conversation(call, applied, key, words)}</div></div></details>
`;
}

function callFacts(call: CallRecord): string {
  const facts = [
    call.startedAt?.slice(0, 16).replace("T", " "),
    call.agent?.name ?? call.agent?.id,
    call.agent?.team,
    call.queue ?? call.campaign,
    call.direction,
    call.sound?.durationMs === undefined ? undefined : clock(call.sound.durationMs),
  ];
  return facts.flatMap((fact) => (fact === undefined ? [] : [` <span>${escapeHtml(fact)}</span>`])).join("");
}

function scoreChip(judgement: Judgement, standards: readonly Standard[], language: Language): string {
  const standard = standards.find(({ id }) => id === judgement.standard.id);
  const title = standard === undefined ? judgement.standard.id : inLanguage(standard.title, language);
  const broken = judgement.clauses.filter(({ outcome }) => outcome === "violated").length;
  const touched = judgement.clauses.some(
    ({ outcome, judgedBy }) => judgedBy !== "human" && outcome !== "notApplicable",
  );
  if (!touched) return "";
  const known = judgement.clauses.some(({ outcome }) => outcome === "violated" || outcome === "met");
  if (!known) return `<span class="chip" title="${escapeHtml(title)}">${escapeHtml(title)} ?</span>`;
  const tone = judgement.fatal || broken > 2 ? "bad" : broken > 0 ? "fair" : "good";
  const score =
    judgement.maxScore > 0 ? `${judgement.score}${judgement.provisional ? "*" : ""}` : broken > 0 ? `✗ ${broken}` : "✓";
  return `<span class="chip ${tone}" title="${escapeHtml(title)}">${escapeHtml(title)} ${score}</span>`;
}

export function reportFoot(totals: Totals, standards: readonly Standard[], language: Language): string {
  const words = reportWords[language];
  const failed = totals.failed === 0 ? "" : ` · <b class="off">${totals.failed} ${words.failed}</b>`;
  const rows = standards.flatMap((standard) => {
    const one = totals.standards[standard.id];
    return one === undefined || one.calls === 0 ? [] : [standardRow(standard, one, language)];
  });
  return `</main>
<section class="summary"><h2>${words.summary}</h2><p>${totals.calls} ${words.calls}${failed}</p>
<table class="totals"><thead><tr><th>${words.standard}</th><th>${words.calls}</th><th>${words.meanScore}</th><th>${words.provisional}</th><th>${words.customer}</th><th>${words.business}</th><th>${words.compliance}</th><th>${words.mostBroken}</th></tr></thead><tbody>${rows.join("")}</tbody></table></section>
<script>${script}</script></body></html>
`;
}

function standardRow(standard: Standard, totals: StandardTotals, language: Language): string {
  const words = reportWords[language];
  const mean = totals.scored === 0 ? "–" : (totals.scoreSum / totals.scored).toFixed(1);
  const rate = (name: DefectClass) => {
    if (!standard.clauses.some(({ defect }) => defect === name)) return "–";
    const { defective, known } = totals.defects[name] ?? { defective: 0, known: 0 };
    const open = known < totals.calls ? `, ${totals.calls - known} ${words.open}` : "";
    return `${((100 * defective) / totals.calls).toFixed(0)} % <small>(${defective}/${totals.calls}${open})</small>`;
  };
  const worst = Object.entries(totals.clauses)
    .filter(([, { violated }]) => violated > 0)
    .sort(([, a], [, b]) => b.violated - a.violated)
    .slice(0, 5)
    .map(([id, { violated }]) => {
      const clause = standard.clauses.find((one) => one.id === id);
      return `<span class="part lost" title="${escapeHtml(clause === undefined ? "" : inLanguage(clause.title, language))}">${escapeHtml(id)} <b>${violated}</b></span>`;
    });
  return `<tr><th>${escapeHtml(inLanguage(standard.title, language))}</th><td>${totals.calls}</td><td>${mean}</td><td>${totals.provisional}</td><td>${rate("customer")}</td><td>${rate("business")}</td><td>${rate("compliance")}</td><td>${worst.join("") || "–"}</td></tr>`;
}
