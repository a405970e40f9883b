// archive
import type { ErrorEntries } from "./error-entries.ts";

export const archiveErrors = {
  "archive.broken": { status: 422, zh: "{path} 无法解包:{problem}", en: "{path} can't be unpacked: {problem}" },
  "archive.limit": {
    status: 422,
    zh: "{path}:{what} 为 {found},允许的是 {allowed}",
    en: "{path}: {what} is {found}, allowed is {allowed}",
  },
  "archive.encrypted": {
    status: 422,
    zh: "{path} 中的 {entry} 已加密;请先解密",
    en: "{entry} in {path} is encrypted: decrypt it first",
  },
  "archive.nested": {
    status: 422,
    zh: "{path} 中的 {entry} 本身又是压缩包;请先解开",
    en: "{entry} in {path} is an archive itself: unpack it first",
  },
  "archive.entry": {
    status: 422,
    zh: "{path} 中的 {entry} 不是普通文件,或使用了未知的压缩方式",
    en: "{entry} in {path} is no plain file, or is packed in an unknown way",
  },
} as const satisfies ErrorEntries;
