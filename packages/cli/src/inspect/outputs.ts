// The shapes in which `inspect` writes: what comes before, for each call, between, and after. All are valid at any point
// at which the run is stopped, once the closing is written.
import type { CallRecord, Exhibit, Judgement, Language, Standard } from "@tingheng/domain";
import { callSection, reportFoot, reportHead, type Totals } from "@tingheng/report";
import { callLines } from "./text-lines.ts";

export type OutputKind = "text" | "json" | "ndjson" | "html" | "none";

export type Render = (call: CallRecord, judgements: readonly Judgement[], exhibit?: Exhibit) => string;

/** The text of one call's judgements. JSON pieces end in a comma and a line end that the writer takes off again. */
export function rendererOf(kind: OutputKind, standards: readonly Standard[], language: Language): Render {
  if (kind === "ndjson") return (_, judgements) => judgements.map((one) => `${JSON.stringify(one)}\n`).join("");
  if (kind === "json") return (_, judgements) => judgements.map((one) => `${JSON.stringify(one)},\n`).join("");
  if (kind === "html")
    return (call, judgements, exhibit) => callSection(call, judgements, standards, language, exhibit);
  if (kind === "text") return (call, judgements) => callLines(call, judgements, standards);
  return () => "";
}

export interface Frame {
  readonly head: string;
  /** Taken off the end of the last piece. */
  readonly separator: string;
  foot(totals: Totals, standards: readonly Standard[]): string;
}

export function frameOf(kind: OutputKind, language: Language, now: Date): Frame {
  if (kind === "json") return { head: "[\n", separator: ",\n", foot: () => "\n]\n" };
  if (kind === "html") {
    return {
      head: reportHead(language, now),
      separator: "",
      foot: (totals, standards) => reportFoot(totals, standards, language),
    };
  }
  return { head: "", separator: "", foot: () => "" };
}
