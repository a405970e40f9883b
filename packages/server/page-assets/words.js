// The words of the page, in Chinese and English, and how times and sizes are written.

/** @type {"zh" | "en"} */
export const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";

/** @satisfies {Record<string, readonly [zh: string, en: string]>} */
const words = {
  offline: ["无法连接服务,请检查网络后重试", "the service can't be reached; check the network and try again"],
  answered: ["服务返回了 {status}", "the service answered {status}"],
  ended: ["登录已结束,请重新登录", "Your session has ended. Log in again."],
  logIn: ["登录", "Log in"],
  logOut: ["退出", "Log out"],
  welcome: ["通话质量检测", "Call quality assurance"],
  name: ["用户名", "User name"],
  password: ["密码", "Password"],
  code: ["动态验证码", "One-time code"],
  codeHint: ["验证器上的 6 位数字,或一个恢复码", "6 digits of your authenticator, or a recovery code"],
  signOn: ["用 {name} 登录", "Log in with {name}"],
  or: ["或", "or"],
  setUp: ["首次使用", "First start"],
  setUpWhy: [
    "还没有管理员。服务启动时在日志中写了一个一次性口令(setupToken),请填在这里并创建第一位管理员。",
    "There is no administrator yet. At its start the service wrote a one-time token (setupToken) to its log: enter it here and make the first administrator.",
  ],
  token: ["一次性口令", "One-time token"],
  passwordHint: ["至少 12 个字符", "12 characters at least"],
  makeAdministrator: ["创建管理员", "Make the administrator"],
  newPassword: ["新密码", "New password"],
  currentPassword: ["当前密码", "Current password"],
  changePassword: ["修改密码", "Change password"],
  changeWhy: ["这个密码是别人设的,请先换成自己的。", "Somebody else set this password: first choose your own."],
  factor: ["绑定验证器", "Enrol an authenticator"],
  factorWhy: [
    "管理员登录需要第二因素。在手机的验证器应用里添加帐号并输入下面的密钥,再填上它显示的 6 位数字。",
    "Administrators log in with a second factor. Add an account to the authenticator app on your telephone with this key, then enter the 6 digits that it shows.",
  ],
  factorKey: ["密钥", "Key"],
  factorOpen: ["在本机的验证器中打开", "Open in an authenticator on this device"],
  factorGive: ["输入验证码", "Enter your code"],
  confirm: ["确认", "Confirm"],
  recovery: ["恢复码", "Recovery codes"],
  recoveryWhy: [
    "手机丢失时,每个恢复码可代替一次验证码。只显示这一次,请抄下来收好。",
    "If the telephone is lost, each of these stands in once for a code. They are shown only now: write them down.",
  ],
  recoveryKept: ["我已抄好,继续", "I have kept them, go on"],
  drop: ["把录音或转写文本拖到这里", "Drop recordings or transcripts here"],
  dropKinds: [
    "WAV、MP3、OGG、AMR 等录音,JSON、CSV、SRT、TXT 等转写,或它们的压缩包;可以一次多个",
    "recordings (WAV, MP3, OGG, AMR, …), transcripts (JSON, CSV, SRT, TXT, …) or archives of them; many at once",
  ],
  choose: ["选择文件", "Choose files"],
  sent: ["已送交", "Sent"],
  sending: ["正在发送 {done} / {size}", "sending {done} of {size}"],
  resuming: ["连接中断,正在续传……", "the line broke, going on …"],
  queued: ["排队中", "in line"],
  checking: ["已发送,正在读取……", "sent, being read …"],
  again: ["重试", "Try again"],
  clear: ["清除已完成", "Clear what is done"],
  stopped: ["已收到 {done} / {size}", "{done} of {size} arrived"],
  chooseAgain: [
    "页面关闭时还没有传完。请重新选择这个文件,将从断点继续。",
    "The page was left before it was complete. Choose this file again: it goes on from there.",
  ],
  chooseThis: ["选择这个文件", "Choose this file"],
  giveUp: ["放弃", "Give up"],
  notRead: ["未能读取", "could not be read"],
  notTaken: ["没有收下", "not taken"],
  countDone: ["{done} / {count} 通已完成", "{done} of {count} done"],
  stageWaiting: ["等待", "Waiting"],
  stageHearing: ["听", "Listening"],
  stageJudging: ["评", "Judging"],
  stageJudged: ["完成", "Done"],
  stageSetAside: ["已搁置", "Set aside"],
  retry: ["再试", "Try again"],
  openSheet: ["质检单", "Sheet"],
  calls: ["通话", "Calls"],
  words: ["说过的词", "Words said"],
  wordsHint: ["两个字以上,空格分隔", "two characters or more"],
  team: ["班组", "Team"],
  agent: ["坐席", "Agent"],
  queue: ["队列", "Queue"],
  stage: ["状态", "Stage"],
  standard: ["标准", "Standard"],
  clause: ["违反条款", "Clause violated"],
  clauseHint: ["先选标准", "needs a standard"],
  from: ["从", "From"],
  to: ["到", "To"],
  any: ["全部", "any"],
  search: ["查找", "Search"],
  reset: ["清空", "Clear"],
  filters: ["筛选", "Filters"],
  time: ["时间", "Time"],
  scores: ["得分", "Scores"],
  violated: ["违反条款", "Violated"],
  none: ["没有", "none"],
  andMore: ["另 {count} 条", "{count} more"],
  provisional: ["暂定", "provisional"],
  fatal: ["一票否决", "fatal"],
  undetermined: ["{count} 项待定", "{count} open"],
  notApplied: ["无适用标准", "no standard applies"],
  received: ["收到", "received"],
  empty: ["还没有通话。", "No calls yet."],
  emptyDrop: ["把第一段录音拖到上面试试。", "Drop a first recording above."],
  noMatch: ["没有符合条件的通话。", "No call matches."],
  loading: ["正在读取……", "loading …"],
  more: ["更多", "More"],
  allShown: ["共 {count} 通", "{count} calls"],
  someShown: ["已显示 {count} 通", "{count} calls shown"],
  newCalls: ["有新的通话,点此刷新", "There are new calls: show them"],
  back: ["返回列表", "Back to the list"],
  backHome: ["返回", "Back"],
  account: ["我的帐号", "My account"],
  signOnHeading: ["单点登录", "Single sign-on"],
  notLinked: [
    "还没有关联 {name}。关联后可以用它登录到这个帐号,角色由您在那里所在的组决定。",
    "Not linked to {name} yet. Once it is, you can log in to this account with it, and your groups there decide your roles.",
  ],
  linkWhy: ["关联前请确认是您本人", "to be sure that it is you"],
  link: ["关联 {name}", "Link {name}"],
  linkedAt: ["{time} 关联", "linked {time}"],
  part: ["解除关联", "Unlink"],
  ownWindow: ["在新窗口打开", "Open in a window of its own"],
  sheetOf: ["质检单", "Sheet of the call"],
  unread: ["未能读取的内容", "What could not be read"],
  settle: ["已处理", "Seen to"],
  times: ["{count} 次", "{count} times"],
  overviewWhy: [
    "管理员管理人员和系统,不查看通话。要送交录音、查看评分,请新建一个质检专员或主管帐号并用它登录。",
    "Administrators look after people and the system and don't see calls. To send recordings and see scores, make an account for an inspector or a supervisor and log in with it.",
  ],
  overviewAuditor: [
    "审计员查看谁做了什么,不查看通话内容。",
    "Auditors see who did what, and nothing of what was said in calls.",
  ],
  overviewNoCalls: ["您的角色不查看通话。", "Your role doesn't see calls."],
  auditLog: ["审计日志", "Log of who did what"],
  auditActor: ["操作者", "Who"],
  auditAction: ["操作", "What"],
  auditSubject: ["对象", "To what"],
  auditVerify: ["校验", "Verify"],
  auditExport: ["导出", "Export"],
  auditWhole: ["完好:{count} 条记录与哈希链和签名一致。", "Whole: {count} entries fit their chain and its signatures."],
  auditBroken: ["从第 {seq} 条起与哈希链不符。", "From entry {seq} on it does not fit its chain."],
  people: ["人员", "People"],
  teams: ["班组", "Teams"],
  noTeams: ["还没有班组。", "No teams yet."],
  roles: ["角色", "Roles"],
  displayName: ["姓名", "Name"],
  disabled: ["已停用", "disabled"],
  newPerson: ["新建人员", "Add a person"],
  agentId: ["坐席工号", "Agent id"],
  agentIdHint: ["坐席本人只看到此工号的通话", "agents see the calls of this id only"],
  firstPassword: ["初始密码", "First password"],
  firstPasswordHint: ["至少 12 个字符;首次登录时须更换", "12 characters at least; to be changed at the first login"],
  add: ["新建", "Add"],
  added: ["已新建 {name}", "{name} was added"],
  byApi: ["通过 API", "By the API"],
  byApiWhy: [
    "其余的事(班组、密钥、标准、保留期限……)目前通过 API 完成,说明见 OpenAPI 文档。",
    "Everything else (teams, keys, standards, retention, …) is done by the API for now; the OpenAPI document describes it.",
  ],
  openApi: ["OpenAPI 文档", "OpenAPI document"],
  queuesIdle: ["没有等待或失败的任务。", "Nothing waits and nothing has failed."],
  queues: ["任务队列", "Queues of jobs"],
  waiting: ["等待", "waiting"],
  active: ["进行中", "active"],
  failed: ["失败", "failed"],
  roleAdministrator: ["管理员", "Administrator"],
  roleSupervisor: ["主管", "Supervisor"],
  roleTeamLeader: ["班长", "Team leader"],
  roleInspector: ["质检专员", "Inspector"],
  roleTrainer: ["培训师", "Trainer"],
  roleAgent: ["坐席", "Agent"],
  roleAuditor: ["审计员", "Auditor"],
  agentSays: ["坐席", "Agent"],
  customerSays: ["客户", "Customer"],
};

/** @typedef {keyof typeof words} Word */

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [details]
 */
export function say(word, details = {}) {
  const text = words[word][language === "zh" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (hole, name) => String(details[name] ?? hole));
}

/** @param {import("./shapes.ts").Stage} stage */
export function stageName(stage) {
  const names = /** @type {const} */ ({
    waiting: "stageWaiting",
    hearing: "stageHearing",
    judging: "stageJudging",
    judged: "stageJudged",
    setAside: "stageSetAside",
  });
  return say(names[stage]);
}

const roleNames = /** @type {const} */ ({
  administrator: "roleAdministrator",
  supervisor: "roleSupervisor",
  teamLeader: "roleTeamLeader",
  inspector: "roleInspector",
  trainer: "roleTrainer",
  agent: "roleAgent",
  auditor: "roleAuditor",
});

/** @typedef {keyof typeof roleNames} RoleName */

export const allRoles = /** @type {RoleName[]} */ (Object.keys(roleNames));

/** @param {RoleName} role */
export function roleName(role) {
  return say(roleNames[role]);
}

/**
 * Local time, to the minute.
 * @param {string} instant
 */
export function timeOf(instant) {
  const at = new Date(instant);
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** @param {number} ms */
export function lengthOf(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
