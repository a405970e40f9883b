// The words by which Chinese and English sources name the sides of a call, and a given map of roles.
import type { CallRecord, Speaker, Turn } from "@tingheng/domain";

const words: Readonly<Record<Exclude<Speaker, "unknown">, string>> = {
  agent:
    "坐席 座席 客服 客服代表 客服人员 客服专员 话务员 接线员 服务人员 业务员 营业员 销售 顾问 员工 商家 工作人员 agent operator staff csr representative rep advisor internal",
  customer:
    "客户 顾客 用户 来电人 来电者 消费者 车主 买家 主叫人 customer client caller consumer user guest external end_customer",
  third: "第三方 第三人 旁人 其他人 third third_party",
  ivr: "语音菜单 语音导航 自动语音 机器人 智能客服 系统 系统提示 ivr bot robot chatbot system voicebot automated",
};

const roles = new Map<string, Speaker>(
  Object.entries(words).flatMap(([role, list]) => list.split(" ").map((word) => [word, role as Speaker] as const)),
);

/** `客服小王`, `客户张先生`; but 客户经理 is a job on the other side of the line. */
const named: readonly (readonly [RegExp, Speaker])[] = [
  [/机器人$/, "ivr"],
  [/^(客服|坐席|座席|话务员|接线员)[\p{Script=Han}a-z]{1,4}$/u, "agent"],
  [/^(客户|顾客|用户)\p{Script=Han}{1,3}(先生|女士|小姐|总|老师)$/u, "customer"],
];

const numberOrNote = /[\s_#-]*(\(.*\)|\[.*\]|<.*>|\d+)[\s:]*$|[\s:]+$/;

/** The role that a label names: `客服`, `坐席8012`, `Agent (Anna)`, `客户:` … or `unknown`. */
export function speakerOf(label: string | number | undefined): Speaker {
  if (typeof label !== "string") return "unknown";
  const plain = label.normalize("NFKC").trim().toLowerCase();
  const bare = plain.replace(numberOrNote, "");
  return roles.get(plain) ?? roles.get(bare) ?? named.find(([pattern]) => pattern.test(bare))?.[1] ?? "unknown";
}

/** Speaker fields of a turn. The label stays where it says more than the role does. */
export function speakerFields(label: string | number | undefined): Pick<Turn, "speaker" | "speakerLabel"> {
  if (label === undefined || label === "") return { speaker: "unknown" };
  const speaker = speakerOf(label);
  const plain = String(label).normalize("NFKC").trim().toLowerCase();
  return speaker !== "unknown" && roles.has(plain) ? { speaker } : { speaker, speakerLabel: String(label) };
}

/** The call with the roles that were given for its labels, or for roles by their name. */
export function withRoles(call: CallRecord, given: Readonly<Record<string, Speaker>> | undefined): CallRecord {
  if (!given || !call.turns) return call;
  const turns = call.turns.map((turn) => {
    const speaker = own(given, turn.speakerLabel) ?? own(given, turn.speaker);
    return speaker && speaker !== turn.speaker ? { ...turn, speaker } : turn;
  });
  return { ...call, turns };
}

function own<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
