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
  "call.erased": {
    status: 409,
    zh: "来源 {source} 的这通电话已被删除,不再接收",
    en: "this call of {source} was erased and is not taken again",
  },
} as const satisfies ErrorEntries;
