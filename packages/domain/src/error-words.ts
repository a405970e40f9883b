// What was expected and what was found, in Chinese. Errors carry the English words as data; a reader may want the others.
// `%` stands for whatever is named there, and keeps its place.

const words: readonly (readonly [english: string, chinese: string])[] = [
  ["a JSON value", "一个 JSON 值"],
  ["a JSON value or ]", "一个 JSON 值或 ]"],
  ["a field name in double quotes", "双引号括起的字段名"],
  ["a field name in double quotes or }", "双引号括起的字段名或 }"],
  [", or }", ", 或 }"],
  [", or ]", ", 或 ]"],
  ['a closing "', '结尾的 "'],
  ["a character allowed in a string", "字符串中允许的字符"],
  ["the end of the text", "文本结束"],
  ["something else", "其他内容"],
  ["nothing", "空缺"],
  ["none", "一个也没有"],
  ["neither", "两者皆无"],
  ["both", "两者都有"],
  ["valid input", "有效的输入"],
  ["string", "文字"],
  ["number", "数字"],
  ["int", "整数"],
  ["boolean", "true 或 false"],
  ["array", "列表"],
  ["object", "对象"],
  ["record", "对象"],
  ["no field %", "没有字段 %"],
  ["at least % elements", "至少 % 项"],
  ["at least the % points of its items", "不少于各项合计的 % 分"],
  ["at least %", "至少 %"],
  ["a text that is not empty", "非空文字"],
  ["an end that is not before startMs", "不早于 startMs 的结束时间"],
  ["an ISO 8601 instant with an offset, e.g. %", "带时区的 ISO 8601 时刻,例如 %"],
  ["calls", "通话"],
  ["an empty file", "空文件"],
  ["seconds in digits", "以数字写的秒数"],
  ["seconds like %", "形如 % 的秒数"],
  ["seconds or mm:ss", "秒数或 分:秒"],
  ["a whole number", "整数"],
  ["a number from 0 to 1", "0 到 1 之间的数"],
  ["a cue with its times", "带时间的字幕条"],
  ["two times in order", "先后有序的两个时间"],
  ["a vCon that is not encrypted", "未加密的 vCon"],
  ["text in UTF-8, UTF-16 or GB18030", "UTF-8、UTF-16 或 GB18030 编码的文本"],
  ["bytes that are none of them", "都不是的字节"],
  ["lines like 坐席:… or agent: …", "形如 坐席:… 或 agent: … 的行"],
  ["a transcript: %", "转写文本:%"],
  ["columns for speaker and text, such as %", "说话人列和内容列,例如 %"],
  ["rows of a CSV table", "CSV 表格的行"],
  ["a workbook (XLSX, XLS or ODS) that is whole", "完整的工作簿(XLSX、XLS 或 ODS)"],
  ["tingheng: a JSON Patch, version 1", "tingheng:JSON Patch,第 1 版"],
  ["tingheng.patch: a field at %", "tingheng.patch:% 处的字段"],
  ["a standard", "一份标准"],
  ["cases", "用例"],
  ["a phrase", "一个词句"],
  ["a phrase with at least one character", "至少一个字的词句"],
  ["an opening bracket before %", "% 之前的左括号"],
  ["% to close this bracket", "用 % 关上这个括号"],
  ["the end of the phrase", "词句结束"],
  ["a width like {30}, at most %", "形如 {30} 的宽度,最多 %"],
  ["[…] for what may be left out; no ? behind a bracket", "用 […] 表示可省略的部分;括号后不能有 ?"],
  ["any, or one of %", "any,或其中之一:%"],
  ["one of %", "其中之一:%"],
  ["an operator or combination (%)", "一个算子或组合(%)"],
  ["exactly one operator or combination", "恰好一个算子或组合"],
  ["exactly one of %", "恰好其中之一:%"],
  ["at most one of %", "最多其中之一:%"],
  ["one at least of %", "至少其中之一:%"],
  ["one comparison at least, e.g. %", "至少一个比较,例如 %"],
  ["either % or %", "% 或 % 二者之一"],
  ["either require or forbid beside each", "each 之外另有 require 或 forbid 之一"],
  ["a rule with one of %", "规则,含其中之一:%"],
  ["only % in this rule", "此规则中只能有 %"],
  ["a meaning: %", "一个语义:%"],
  ["one question for %", "为 % 写一个问题"],
  ["phrases under of, or a meaning", "of 之下的词句,或一个语义"],
  ["phrases under yes and no for this scale", "此量表在 yes 和 no 之下的词句"],
  ["phrases under %", "% 之下的词句"],
  ["a condition such as %", "条件,例如 %"],
  ["a list of conditions", "条件的列表"],
  ["a list that does not hold itself", "不包含自身的列表"],
  ["a definition that does not use itself", "不引用自身的定义"],
  ["the name of a definition", "定义的名称"],
  ["a section, item or clause", "分部、项目或条款"],
  ["a clause that stands in some item", "归入某个项目的条款"],
  ["a clause that stands in one item only", "只归入一个项目的条款"],
  ["the id of a clause", "条款编号"],
  ["the id of a clause of this standard", "本标准的条款编号"],
  ["an id that stands once", "不重复的编号"],
  ["question ids that stand once", "不重复的问题编号"],
  ["why a person must judge it", "须由人判断的理由"],
  ["a regular expression in RE2 syntax", "RE2 语法的正则表达式"],
  ["a regular expression (RE2)", "正则表达式(RE2)"],
  ["a whole number of kinds", "种类数(整数)"],
  ["kinds by name: %", "按名称列出的种类:%"],
  ["{ of: <condition>, atLeast: n, atMost: n } with whole numbers", "{ of: <条件>, atLeast: n, atMost: n },n 为整数"],
  ["in or prefixes, or both", "in 或 prefixes,或两者"],
  ["% not above %", "% 不大于 %"],
  ["from not after to", "from 不晚于 to"],
  ["between from low to high", "between 由小到大"],
  ["the smaller one first", "小者在前"],
  ["[[start, end], …] in milliseconds", "[[起, 止], …],以毫秒计"],
  ["longerThanMs or shorterThanMs", "longerThanMs 或 shorterThanMs"],
  ["ms or count", "ms 或 count"],
];

const rules = words.map(([english, chinese]) => ({ pattern: patternOf(english), chinese }));

function patternOf(english: string): RegExp {
  const parts = english.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join("([^]+?)")}( \\(\\+\\d+\\))?$`, "u");
}

/** The Chinese words for an error's `expected` or `found`; what has no wording of its own stays as it is. */
export function inChinese(english: string): string {
  for (const { pattern, chinese } of rules) {
    const match = pattern.exec(english);
    if (match === null) continue;
    const named = match.slice(1, -1);
    return chinese.replace(/%/gu, (hole) => named.shift() ?? hole) + (match.at(-1) ?? "");
  }
  const options = english.split(" | ");
  return options.length > 1 ? options.map(inChinese).join(" | ") : english;
}
