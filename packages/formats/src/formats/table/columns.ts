// The columns that a table of calls may have, by the names that people give them in Chinese and English.

/** Of the call, and so the same in each of its rows. */
export const callColumns = {
  id: "通话编号 通话ID 通话流水号 录音编号 录音流水号 录音ID 流水号 会话ID 会话编号 工单号 call_id callid call id conversation_id session_id",
  source: "来源 source",
  direction: "方向 呼叫方向 通话方向 呼叫类型 direction call_type",
  startedAt: "通话时间 通话开始时间 呼叫时间 来电时间 起呼时间 started_at call_time call_start",
  callerNumber: "主叫 主叫号码 来电号码 caller caller_number ani",
  calledNumber: "被叫 被叫号码 called called_number callee dnis",
  queue: "队列 技能组 queue skill skill_group",
  campaign: "活动 外呼任务 项目 campaign",
  language: "语言 语种 language",
  agentId: "工号 坐席工号 座席工号 客服工号 坐席编号 坐席ID agent_id agent id",
  agentName: "坐席姓名 座席姓名 客服姓名 坐席名称 agent_name agent name",
  agentTeam: "班组 团队 组别 team agent_team",
  agentDesk: "席位 坐席组 desk agent_desk",
  customerName: "客户姓名 客户名称 customer_name customer name",
  customerNumber: "客户号码 客户电话 customer_number customer number",
  ringMs: "振铃毫秒 ring_ms",
  ringSeconds: "振铃时长 振铃秒数 振铃时长(秒) ring_seconds ring_s",
  ringCount: "振铃次数 响铃次数 ring_count",
  hangupBy: "挂机方 挂断方 挂机人 hangup hangup_by hung_up_by",
  disposition: "通话结果 处理结果 disposition",
  recordingUri: "录音地址 录音文件 录音链接 recording recording_url",
  durationMs: "时长毫秒 duration_ms",
  durationSeconds: "通话时长 录音时长 通话时长(秒) duration duration_s duration_seconds",
} as const;

/** Of the turn: one row each. */
const turnColumns = {
  speaker: "角色 说话人 发言人 讲话人 说话方 speaker role participant",
  text: "内容 文本 对话内容 说话内容 发言内容 话术 转写 转写文本 text content words utterance message transcript",
  start: "开始 起始 开始时间 起始时间 开始时刻 start begin start_time begin_time",
  startMs: "开始毫秒 开始时间(毫秒) 开始时间(ms) start_ms begin_ms startms",
  startSeconds: "开始秒 开始时间(秒) 开始时间(s) start_s start_seconds",
  end: "结束 终止 结束时间 终止时间 结束时刻 end end_time",
  endMs: "结束毫秒 结束时间(毫秒) 结束时间(ms) end_ms endms",
  endSeconds: "结束秒 结束时间(秒) 结束时间(s) end_s end_seconds",
  confidence: "置信度 confidence",
} as const;

export type CallColumn = keyof typeof callColumns;
export type TurnColumn = keyof typeof turnColumns;

/** Which field each column holds; one that no name fits is a field of its own. */
export type Header = readonly { readonly title: string; readonly field: CallColumn | TurnColumn | undefined }[];

const fields = new Map<string, CallColumn | TurnColumn>();
for (const [field, names] of Object.entries({ ...callColumns, ...turnColumns }))
  for (const name of names.replace(/(call|agent|customer) (id|name|number)/g, "$1_$2").split(" "))
    fields.set(plain(name), field as CallColumn | TurnColumn);

export function headerOf(row: readonly string[]): Header {
  const taken = new Set<string>();
  return row.map((title) => {
    const field = fields.get(plain(title));
    if (field === undefined || taken.has(field)) return { title, field: undefined };
    taken.add(field);
    return { title, field };
  });
}

/** A table of turns has a column of text, and one that says whose it is or when or in which call. */
export function isTurnTable(header: Header): boolean {
  const has = (field: string) => header.some((column) => column.field === field);
  return has("text") && (has("speaker") || has("id"));
}

function plain(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}
