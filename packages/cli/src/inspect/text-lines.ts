// A call's judgements for a terminal: one line a standard, one line for each clause that is broken or can't be told.
import { type CallRecord, type ClauseResult, inLanguage, type Judgement, type Standard } from "@tingheng/domain";

export function callLines(call: CallRecord, judgements: readonly Judgement[], standards: readonly Standard[]): string {
  const sheets = judgements.filter(({ notApplicable }) => notApplicable === undefined);
  const [first] = judgements;
  const none = sheets.length === 0 && first?.notApplicable !== undefined ? [`– ${first.notApplicable}`] : [];
  const lines = [...none, ...sheets.flatMap((judgement) => sheetLines(judgement, standards))];
  return `■ ${call.source}/${call.id}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function sheetLines(judgement: Judgement, standards: readonly Standard[]): string[] {
  const standard = standards.find(({ id }) => id === judgement.standard.id);
  const title = standard === undefined ? judgement.standard.id : inLanguage(standard.title, standard.language);
  const score =
    judgement.maxScore === 0 ? "" : ` ${judgement.score}/${judgement.maxScore}${judgement.provisional ? " *" : ""}`;
  const fatal = judgement.fatal ? " ✗✗" : "";
  const broken = judgement.clauses.filter(({ outcome }) => outcome === "violated");
  const open = judgement.clauses.filter(({ outcome, judgedBy }) => outcome === "undetermined" && judgedBy !== "human");
  const proposals = judgement.proposals.map(({ clause, kind, subject, amount, currency }) =>
    `  → ${clause} ${subject} ${kind} ${amount ?? ""} ${currency ?? ""}`.trimEnd(),
  );
  return [
    `${title}${score}${fatal}`,
    ...broken.map((one) => clauseLine("✗", one)),
    ...open.map((one) => clauseLine("?", one)),
    ...proposals,
  ];
}

function clauseLine(mark: string, { id, points, reason, evidence }: ClauseResult): string {
  const off = points === 0 ? "" : ` ${points}`;
  const turn = evidence[0]?.turn;
  return `  ${mark} ${id}${off}  ${reason}${turn === undefined ? "" : `  #${turn + 1}`}`;
}
