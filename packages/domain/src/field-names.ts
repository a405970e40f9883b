// What the fields of a call record are called by people, for sentences about what is missing.
import type { Language } from "./errors.ts";

const names: readonly (readonly [prefix: string, zh: string, en: string])[] = [
  ["turns.startMs", "每句话的起止时间", "the times of the turns"],
  ["turns.endMs", "每句话的起止时间", "the times of the turns"],
  ["turns.text", "足够清楚的文本", "a transcript that is clear enough"],
  ["turns.speaker", "说话人", "who is speaking"],
  ["turns", "通话文本", "the transcript"],
  ["hangup.by", "由谁挂机", "who hung up"],
  ["hangup.atMs", "挂机时间", "when the call was ended"],
  ["hangup", "挂机记录", "the hang-up record"],
  ["ring", "振铃记录", "the ringing record"],
  ["holds", "保持(等待)记录", "the hold record"],
  ["mutes", "静音记录", "the mute record"],
  ["transfers", "转接记录", "the transfer record"],
  ["holidays", "节假日历", "the calendar of holidays"],
  ["answeredAtMs", "接通时间", "when the call was answered"],
  ["startedAt", "通话开始时间", "when the call began"],
  ["direction", "呼入或呼出", "whether the call is inbound or outbound"],
  ["agent.desk", "坐席席位", "the agent's desk"],
  ["agent", "坐席信息", "who the agent is"],
  ["trunk.carrier", "运营商", "the carrier of the line"],
  ["trunk", "线路信息", "the line"],
  ["callerNumber", "主叫号码", "the calling number"],
  ["calledNumber", "被叫号码", "the called number"],
  ["customer.number", "客户号码", "the customer's number"],
  ["customer.name", "客户姓名", "the customer's name"],
  ["customer", "客户信息", "who the customer is"],
  ["outcome", "办理结果", "the outcome"],
  ["sound", "录音测量", "measures of the recording"],
  ["model", "语言模型的回答", "an answer of the language model"],
  ["recording", "录音", "the recording"],
  ["campaign", "外呼活动", "the campaign"],
  ["language", "通话语言", "the language of the call"],
  ["queue", "队列", "the queue"],
  ["extra.droppedBy", "线路由谁断开", "who dropped the line"],
  ["extra.questionsWellHeard", "回访问题是否听清", "whether the questions were heard well"],
];

/** A field's name in a language; the field itself where it has none. */
export function fieldName(field: string, language: Language): string {
  const known = names.find(([prefix]) => field === prefix || field.startsWith(`${prefix}.`));
  return known === undefined ? field : language === "zh" ? known[1] : known[2];
}
