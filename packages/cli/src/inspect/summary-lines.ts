// What a run came to, for a person at a terminal.
import type { DefectClass, Language } from "@tingheng/domain";
import type { StandardTotals, Totals } from "@tingheng/report";

const words = {
  zh: {
    judged: "已评判",
    calls: "通",
    failed: "读取失败",
    mean: "平均分",
    provisional: "待人工",
    fatal: "一票否决",
    violated: "违反",
    undetermined: "无法判定",
    proposals: "处理建议",
    amount: "合计",
    rates: "缺陷",
    notApplied: "不适用",
    wordless:
      "通录音没有文字,只按声音测量评判:用 tingheng models add 安装语音模型,或用 --recogniser 指定识别服务,或在录音旁放同名转写文件",
  },
  en: {
    judged: "judged",
    calls: "calls",
    failed: "could not be read",
    mean: "mean score",
    provisional: "provisional",
    fatal: "failed outright",
    violated: "violated",
    undetermined: "undetermined",
    proposals: "proposals",
    amount: "in all",
    rates: "defects",
    notApplied: "not applicable",
    wordless:
      "recordings without words were judged by their sound alone: install a model (tingheng models add), name a service (--recogniser), or put a transcript of the same name beside them",
  },
} as const;

const defectNames: Readonly<Record<DefectClass, Readonly<Record<Language, string>>>> = {
  customer: { zh: "客户关键", en: "customer-critical" },
  business: { zh: "业务关键", en: "business-critical" },
  compliance: { zh: "合规关键", en: "compliance-critical" },
};

export function summaryLines(totals: Totals, language: Language): string[] {
  const say = words[language];
  const bad = totals.failed === 0 ? "" : `, ${totals.failed} ${say.failed}`;
  return [
    `${say.judged} ${totals.calls} ${say.calls}${bad}`,
    ...Object.entries(totals.standards).map(([id, standard]) => standardLine(id, standard, language)),
    ...(totals.wordless > 0 ? [`${totals.wordless} ${say.wordless}`] : []),
  ];
}

function standardLine(id: string, totals: StandardTotals, language: Language): string {
  const say = words[language];
  const parts = [
    `${totals.calls} ${say.calls}`,
    totals.notApplicable > 0 ? `${say.notApplied} ${totals.notApplicable}` : "",
    totals.scored > 0 ? `${say.mean} ${(totals.scoreSum / totals.scored).toFixed(1)}` : "",
    totals.provisional > 0 ? `${say.provisional} ${totals.provisional}` : "",
    totals.fatal > 0 ? `${say.fatal} ${totals.fatal}` : "",
    `${say.violated} ${totals.outcomes.violated}`,
    `${say.undetermined} ${totals.outcomes.undetermined}`,
    totals.proposals > 0 ? `${say.proposals} ${totals.proposals} (${say.amount} ${totals.amount})` : "",
    ratesOf(totals, language),
  ];
  return `  ${id}: ${parts.filter((part) => part !== "").join(" · ")}`;
}

function ratesOf(totals: StandardTotals, language: Language): string {
  const rates = Object.entries(totals.defects) as [DefectClass, { defective: number; known: number }][];
  if (rates.length === 0) return "";
  const shown = rates.map(([name, { defective, known }]) => {
    const open = known < totals.calls ? `+${totals.calls - known}?` : "";
    return `${defectNames[name][language]} ${defective}${open}/${totals.calls}`;
  });
  return `${words[language].rates} ${shown.join(" ")}`;
}
