// One sentence a person understands for every clause result, in the standard's language.
import {
  type Clause,
  type Evidence,
  fieldName,
  inLanguage,
  type Language,
  limitInWords,
  measureInWords,
} from "@tingheng/domain";
import type { Verdict } from "../rule/verdict.ts";

type Sentence = Readonly<Record<Language, (said: Verdict) => string>>;

/** The standard's own sentence where it has one, else one made from what was found. */
export function reasonFor(clause: Clause, said: Verdict, language: Language): string {
  if (said.because !== undefined) return fill(said.because, said);
  if (said.outcome === "violated" && clause.reason !== undefined)
    return fill(inLanguage(clause.reason, language), said);
  return sentences[said.outcome][language](said);
}

const sentences: Readonly<Record<Verdict["outcome"], Sentence>> = {
  violated: {
    zh: (said) =>
      isDue(said)
        ? `应有而未见${measured(said, "zh")}`
        : `出现 ${said.occurrences} 次${quoted(said, "zh")}${measured(said, "zh")}`,
    en: (said) =>
      isDue(said)
        ? `due, but not found${measured(said, "en")}`
        : `${said.occurrences} ×${quoted(said, "en")}${measured(said, "en")}`,
  },
  met: {
    zh: (said) => (said.evidence.length > 0 ? `符合${quoted(said, "zh")}` : "未见违反"),
    en: (said) => (said.evidence.length > 0 ? `kept${quoted(said, "en")}` : "nothing against it was found"),
  },
  notApplicable: { zh: () => "这通电话没有出现该情形", en: () => "no occasion for it in this call" },
  undetermined: { zh: (said) => undetermined(said, "zh"), en: (said) => undetermined(said, "en") },
};

function undetermined(said: Verdict, language: Language): string {
  const names = [...new Set(said.missing.map((field) => fieldName(field, language)))];
  const fields = names.join(language === "zh" ? "、" : ", ");
  const seen = quoted(said, language);
  if (language === "zh") {
    const lacking = fields === "" ? "" : `缺少 ${fields}`;
    const doubt = said.evidence.length > 0 ? `疑似${seen},把握不足` : "";
    return `无法判定:${[lacking, doubt].filter((part) => part !== "").join(";") || "需要人工判断"}`;
  }
  const lacking = fields === "" ? "" : `missing ${fields}`;
  const doubt = said.evidence.length > 0 ? `possibly${seen}, not sure enough` : "";
  return `can't be judged: ${[lacking, doubt].filter((part) => part !== "").join("; ") || "needs a person"}`;
}

function isDue(said: Verdict): boolean {
  return said.evidence[0]?.role === "due";
}

/** Up to two quotations. */
function quoted(said: Verdict, language: Language): string {
  const texts = [
    ...new Set(
      said.evidence.flatMap(({ text, role }) => (text === undefined || role === "due" ? [] : [shortened(text)])),
    ),
  ].slice(0, 2);
  if (texts.length === 0) return "";
  return language === "zh" ? `:「${texts.join("」「")}」` : `: “${texts.join("”, “")}”`;
}

function shortened(text: string): string {
  return text.length <= 30 ? text : `${text.slice(0, 29)}…`;
}

function measured(said: Verdict, language: Language): string {
  const one = said.evidence.find(({ measure }) => measure !== undefined);
  const words = one === undefined ? undefined : measureInWords(one, language);
  if (one === undefined || words === undefined) return "";
  const limit = limitInWords(one, language);
  if (language === "zh") return `:${words}${limit === undefined ? "" : `(界限 ${limit})`}`;
  return `: ${words}${limit === undefined ? "" : ` (limit ${limit})`}`;
}

function fill(template: string, said: Verdict): string {
  const first: Evidence | undefined = said.evidence[0];
  const values: Readonly<Record<string, unknown>> = {
    count: said.occurrences,
    text: first?.text ?? "",
    value: first?.value ?? "",
    threshold: first?.threshold ?? "",
    kinds: (said.kinds ?? []).join("、"),
  };
  const filled = template.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  // Where there is nothing to quote, neither is there a colon or a pair of marks for it.
  return filled.replace(/「」|“”|\(\)|()/gu, "").replace(/[::、,,\s]+$/u, "");
}
