// The report 质检报告: one HTML file, written call by call.
import type { CallRecord, Judgement, Language, Standard } from "@tingheng/domain";
import type { Totals } from "../inspect/totals.ts";

export function reportHead(_standards: readonly Standard[], language: Language, _now: Date): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><body>`;
}

export function renderCallSection(
  call: CallRecord,
  judgements: readonly Judgement[],
  _standards: readonly Standard[],
): string {
  return `<pre>${call.id} ${judgements.length}</pre>`;
}

export function reportFoot(totals: Totals, _standards: readonly Standard[], _language: Language): string {
  return `<p>${totals.calls}</p></body></html>`;
}
