// The report 质检报告: judged calls as one page.

export { callSection, reportFoot, reportHead } from "./report.ts";
export { type ReportedCall, reportPage } from "./report-page.ts";
export { addJudgements, addTotals, noTotals, type StandardTotals, type Totals } from "./totals.ts";
