// Databases and where recordings lie.
import type { ErrorEntries } from "./error-entries.ts";

export const storageErrors = {
  "storage.locked": {
    status: 503,
    zh: "{path} 正被另一个听衡进程使用;每个数据文件夹只能有一个进程,多进程请使用 PostgreSQL(DATABASE_URL)",
    en: "{path} is in use by another process of Tingheng; a folder has one process at a time, several need PostgreSQL (DATABASE_URL)",
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
} as const satisfies ErrorEntries;
