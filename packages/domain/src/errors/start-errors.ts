// What keeps the service from starting.
import type { ErrorEntries } from "./error-entries.ts";

export const startErrors = {
  "start.secret-changed": {
    status: 503,
    zh: "{setting} 不是这个安装原来的密钥(原指纹 {expected},现在 {found});请恢复原密钥,否则会话、API 密钥与加密录音都无法再用",
    en: "{setting} is not the key of this installation (fingerprint {expected}, now {found}): put the old one back, or sessions, API keys and encrypted recordings can't be used any more",
  },
  "start.secret-missing": {
    status: 503,
    zh: "多个进程共用一个数据库时必须设置 TINGHENG_SECRET(至少 32 个字符,各进程相同,妥善保存)",
    en: "processes that share a database need TINGHENG_SECRET (32 characters or more, the same for all, kept safe)",
  },
  "start.port-taken": { status: 503, zh: "端口 {port} 已被占用", en: "the port {port} is taken" },
} as const satisfies ErrorEntries;
