// The language model.
import type { ErrorEntries } from "./error-entries.ts";

export const languageModelErrors = {
  "language-model.failed": {
    status: 502,
    zh: "语言模型 {model} 没有给出可用的回答:{problem}",
    en: "the language model {model} gave no answer that can be used: {problem}",
  },
  "language-model.off": { status: 503, zh: "语言模型已被停用", en: "the language model is switched off" },
  "language-model.budget": {
    status: 429,
    zh: "语言模型的额度已用完:{limit} 允许 {allowed},已用 {spent}",
    en: "the language model's budget is spent: {limit} allows {allowed}, {spent} are used",
  },
  "language-model.resting": {
    status: 503,
    zh: "语言模型 {model} 连续出错,暂停到 {until}",
    en: "the language model {model} failed again and again and is left alone until {until}",
  },
} as const satisfies ErrorEntries;
