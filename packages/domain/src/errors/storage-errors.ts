// Databases and where recordings lie.
import type { ErrorEntries } from "./error-entries.ts";

export const storageErrors = {
  "storage.locked": {
    status: 503,
    zh: "{path} 正被另一个听衡进程使用;每个数据文件夹只能有一个进程,多进程请使用 PostgreSQL(DATABASE_URL)",
    en: "{path} is in use by another process of Tingheng; a folder has one process at a time, several need PostgreSQL (DATABASE_URL)",
  },
  "storage.key-invalid": {
    status: 400,
    zh: "{key} 不是本系统的存储键",
    en: "{key} is no key of this store",
  },
  "storage.missing": { status: 404, zh: "存储中没有 {key}", en: "{key} is not in the store" },
  "storage.range": {
    status: 416,
    zh: "字节范围 {range} 无效",
    en: "{range} is no range of bytes",
  },
  "storage.too-large": {
    status: 413,
    zh: "内容超过允许的 {limit} 字节",
    en: "the content is larger than the allowed {limit} bytes",
  },
  "storage.disk-full": {
    status: 507,
    zh: "{path} 所在存储空间已满:{problem}",
    en: "no room left at {path}: {problem}",
  },
  "storage.read-only": {
    status: 503,
    zh: "无法写入 {path}:{problem};请检查目录权限和挂载方式",
    en: "{path} can't be written: {problem}; check its owner and how it is mounted",
  },
  "storage.unavailable": {
    status: 503,
    zh: "存储 {place} 不可用:{problem}",
    en: "the store {place} can't be used: {problem}",
  },
  "storage.outside": {
    status: 500,
    zh: "{path} 不是存储目录内的普通文件,已拒绝访问",
    en: "{path} is no plain file inside the store's folder and was not touched",
  },
  "storage.damaged": {
    status: 500,
    zh: "存储中的 {key} 已损坏:{problem}",
    en: "{key} is damaged in the store: {problem}",
  },
  "storage.master-key-malformed": {
    status: 422,
    zh: "{where}:加密密钥应为 32 个随机字节(64 位十六进制或 base64),实际是 {found}",
    en: "{where}: an encryption key is 32 random bytes as 64 hex digits or base64, found {found}",
  },
  "storage.master-key-missing": {
    status: 500,
    zh: "{key} 已用密钥 {sealedWith} 加密,但没有设置加密密钥",
    en: "{key} is encrypted with the key {sealedWith}, and no encryption key is set",
  },
  "storage.master-key-wrong": {
    status: 500,
    zh: "{key} 是用密钥 {sealedWith} 加密的,而设置的密钥是 {given}",
    en: "{key} is encrypted with the key {sealedWith}, but the key that is set is {given}",
  },
  "database.unreachable": {
    status: 503,
    zh: "无法连接数据库:{problem}",
    en: "the database can't be reached: {problem}",
  },
  "database.too-old": {
    status: 503,
    zh: "数据库是 PostgreSQL {found},需要 {expected} 或更新的版本",
    en: "the database is PostgreSQL {found}; {expected} or newer is needed",
  },
  "database.newer": {
    status: 503,
    zh: "数据库由更新的版本建立(迁移 {name} 本版本不认识);请安装该版本。未做任何改动",
    en: "the database was made by a newer release (this one doesn't know the migration {name}); install that one. Nothing was changed",
  },
  "database.changed": {
    status: 503,
    zh: "数据库中已执行的迁移 {name} 与本版本的内容不同。未做任何改动",
    en: "the migration {name} in the database is not the one of this release. Nothing was changed",
  },
  "backup.damaged": {
    status: 500,
    zh: "备份 {path} 不完整或已损坏:{problem}。未写入任何内容",
    en: "the backup {path} is incomplete or damaged: {problem}. Nothing was written",
  },
  "backup.exists": {
    status: 409,
    zh: "{path} 已存在,不会覆盖",
    en: "{path} is there already and is not overwritten",
  },
  "restore.not-empty": {
    status: 409,
    zh: "只能恢复到空的数据库;这里已有数据。未写入任何内容",
    en: "a backup is restored only into an empty database; there is data in this one. Nothing was written",
  },
} as const satisfies ErrorEntries;
