// Plain and polite forms of address.
import type { OperatorExamples } from "../../operator.ts";

const second = { form: "second-person", words: ["你"], except: ["你好", "你们"] };
const bare = { form: "bare-name", titles: ["先生", "女士", "小姐"] };

export const examples: OperatorExamples = {
  accept: [
    { title: "the plain pronoun", params: second, dialogue: "坐席:你要不要办", evidence: { text: "你" } },
    { title: "after a quotation has ended", params: second, dialogue: "坐席:他说“好”,你听一下" },
    {
      title: "the full name of the record without a title",
      params: bare,
      call: { customer: { name: "王小明" }, turns: [{ speaker: "agent", text: "王小明,请听一下" }] },
      evidence: { text: "王小明" },
    },
    {
      title: "introduced politely, then called by the bare name",
      params: bare,
      dialogue: "坐席:请问是李建国先生吗\n客户:是\n坐席:李建国,听我说",
      evidence: { turn: 2 },
    },
  ],
  reject: [
    { title: "in a greeting and of many people", params: second, dialogue: "坐席:你好,你们那边" },
    { title: "the customer may", params: second, dialogue: "客户:你说" },
    { title: "a quotation", params: second, dialogue: "坐席:他问“你是谁”" },
    {
      title: "with a title",
      params: bare,
      call: { customer: { name: "王小明" }, turns: [{ speaker: "agent", text: "王小明先生您好" }] },
    },
    { title: "a surname is no full name", params: bare, dialogue: "坐席:请问是王先生吗\n坐席:王,您好" },
    { title: "no name is known", params: bare, dialogue: "坐席:王小明,听我说" },
  ],
  unknown: [
    { title: "nobody knows who said it", params: second, dialogue: "未知:你听着" },
    { title: "no transcript", params: bare, call: {} },
  ],
};
