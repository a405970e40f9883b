// A whole report at once, for a few calls that are in memory; a long run writes head, sections and foot as it goes.
import type { CallRecord, Exhibit, Judgement, Language, Standard } from "@tingheng/domain";
import { callSection, reportFoot, reportHead } from "./report.ts";
import { addJudgements, noTotals } from "./totals.ts";

export interface ReportedCall {
  readonly call: CallRecord;
  readonly judgements: readonly Judgement[];
  /** Its sound may travel with the page or stay at an address. */
  readonly exhibit?: Exhibit;
}

export function reportPage(
  calls: readonly ReportedCall[],
  standards: readonly Standard[],
  language: Language,
  now: Date,
): string {
  const totals = noTotals();
  for (const { judgements } of calls) addJudgements(totals, judgements);
  const sections = calls.map(({ call, judgements, exhibit }) =>
    callSection(call, judgements, standards, language, exhibit),
  );
  return reportHead(language, now) + sections.join("") + reportFoot(totals, standards, language);
}
