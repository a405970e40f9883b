// What is read from and written to files, standards and questionnaires.
import type { ErrorEntries } from "./error-entries.ts";

export const inputErrors = {
  "input.not-found": { status: 404, zh: "找不到 {path}", en: "{path} does not exist" },
  "input.unreadable": { status: 400, zh: "无法读取 {path}:{problem}", en: "{path} can't be read: {problem}" },
  "output.unwritable": { status: 500, zh: "无法写入 {path}:{problem}", en: "{path} can't be written: {problem}" },
  "input.format-unknown": {
    status: 415,
    zh: "{path} 不是能识别的录音,也不是已知格式的通话;请转换为其中之一:{known}",
    en: "{path} is neither a recording that is known nor calls in a known format; convert it to one of {known}",
  },
  "input.malformed": {
    status: 422,
    zh: "{where}:应为 {expected},实际是 {found}",
    en: "{where}: expected {expected}, found {found}",
  },
  "standard.invalid": {
    status: 422,
    zh: "{where}:应为 {expected},实际是 {found}",
    en: "{where}: expected {expected}, found {found}",
  },
  "standard.unknown": {
    status: 404,
    zh: "没有标准 {id};现有:{known}",
    en: "there is no standard {id}; known: {known}",
  },
  "questionnaire.unknown": {
    status: 404,
    zh: "没有问卷 {id};现有:{known}",
    en: "there is no questionnaire {id}; known: {known}",
  },
  usage: { status: 400, zh: "{problem}", en: "{problem}" },
} as const satisfies ErrorEntries;
