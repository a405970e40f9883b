// The log of who did what, and what may not be deleted or brought back.
import type { ErrorEntries } from "./error-entries.ts";

export const auditErrors = {
  "audit.broken": {
    status: 500,
    zh: "审计日志从第 {seq} 条起与哈希链不符,不再签名;请运行 tingheng audit verify",
    en: "from entry {seq} on the audit log does not fit its chain and is not signed; run tingheng audit verify",
  },
  "call.held": {
    status: 409,
    zh: "通话 {id} 处于法律保全中,不能删除",
    en: "call {id} is under legal hold and can't be deleted",
  },
  "call.never-done": {
    status: 500,
    zh: "多次单独处理这通电话,处理进程每次都中途退出,原因不明",
    en: "each time this call was worked on by itself, the process ended before it was done; no error is known",
  },
  "call.erased": {
    status: 409,
    zh: "来源 {source} 的这通电话已被删除,不再接收",
    en: "this call of {source} was erased and is not taken again",
  },
  "call.judging-too-long": {
    status: 500,
    zh: "评判这通通话用了超过 {seconds} 秒,已中止",
    en: "judging this call took longer than {seconds} seconds and was ended",
  },
} as const satisfies ErrorEntries;
