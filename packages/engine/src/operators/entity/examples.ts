// Things that are said, and numbers that are something else.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "a phone number said digit by digit",
      params: "phone",
      by: "customer",
      dialogue: "客户:幺三八,零零幺二,三四五六",
    },
    {
      title: "a length of time",
      params: "duration",
      dialogue: "坐席:我们二十四小时内给您回复",
      evidence: { text: "二十四小时" },
    },
    { title: "a form of address", params: "title", dialogue: "坐席:王先生您好", evidence: { text: "王先生" } },
    { title: "a plate", params: "plate", by: "customer", dialogue: "客户:浙A12345" },
  ],
  reject: [
    { title: "twelve digits are no mobile number", params: "phone", dialogue: "坐席:订单号是138001234567" },
    { title: "sixteen digits that fail the check digit", params: "bankCard", dialogue: "坐席:6222020200012345" },
    { title: "said by the other side", params: "phone", dialogue: "客户:13800123456" },
  ],
  unknown: [{ title: "who says it is not known", params: "phone", dialogue: "未知:13800123456" }],
};
