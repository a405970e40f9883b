// Every error a user can meet: a stable code, the status it means over HTTP, and one sentence in both languages.
// `{name}` in a sentence is filled from the error's details.

import { inChinese } from "./error-words.ts";

export const errorCatalogue = {
  "input.not-found": { status: 404, zh: "找不到 {path}", en: "{path} does not exist" },
  "input.unreadable": { status: 400, zh: "无法读取 {path}:{problem}", en: "{path} can't be read: {problem}" },
  "output.unwritable": { status: 500, zh: "无法写入 {path}:{problem}", en: "{path} can't be written: {problem}" },
  "input.format-unknown": {
    status: 415,
    zh: "{path} 不是已知的格式;用 --format 指定其中之一:{known}",
    en: "{path} is in no known format; name one with --format: {known}",
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
  "sound.unknown": {
    status: 415,
    zh: "{path} 不是已知的录音格式;没有文件头的录音需要指明编码、采样率和声道数",
    en: "{path} is no recording of a known kind; for one without a header name its encoding, rate and channels",
  },
  "sound.disguised": {
    status: 415,
    zh: "{path} 是{kindZh},或其中含有{kindZh};不作为录音接收",
    en: "{path} is {kind}, or holds one; it is not taken as a recording",
  },
  "sound.broken": { status: 422, zh: "{path} 无法解码:{problem}", en: "{path} can't be decoded: {problem}" },
  "sound.limit": {
    status: 422,
    zh: "{path}:{what} 为 {found},允许的是 {allowed}",
    en: "{path}: {what} is {found}, allowed is {allowed}",
  },
  "sound.stalled": {
    status: 422,
    zh: "{path}:解码器在 {seconds} 秒内没有任何进展,已停止",
    en: "{path}: the decoder made no progress in {seconds} seconds and was stopped",
  },
  "sound.needs-ffmpeg": {
    status: 415,
    zh: "{path} 使用 {codec} 编码,解码需要 ffmpeg,但没有找到;请安装 ffmpeg 或先转换录音",
    en: "{path} is {codec}, which is decoded by ffmpeg, and none was found: install ffmpeg or convert the recording",
  },
  "fetch.url": {
    status: 422,
    zh: "{url} 不是可以取录音的网址",
    en: "{url} is no address that a recording is fetched from",
  },
  "fetch.unreachable": { status: 502, zh: "无法连接 {host}:{problem}", en: "{host} can't be reached: {problem}" },
  "fetch.internal": {
    status: 403,
    zh: "{host} 指向内部地址,不在允许取录音的主机之列;管理员可以在设置中列出它",
    en: "{host} leads to an internal address and is not among the hosts that recordings are fetched from; an administrator can list it",
  },
  "fetch.unlisted": {
    status: 403,
    zh: "{host} 不在允许取录音的主机之列",
    en: "{host} is not among the hosts that recordings are fetched from",
  },
  "fetch.insecure": {
    status: 422,
    zh: "只通过 https 向 {host} 取录音",
    en: "recordings are fetched from {host} over https only",
  },
  "fetch.port": {
    status: 422,
    zh: "只通过 443 端口向 {host} 取录音",
    en: "recordings are fetched from {host} on port 443 only",
  },
  "fetch.redirects": {
    status: 502,
    zh: "{host} 的网址转了 {allowed} 次以上",
    en: "the address at {host} was redirected more than {allowed} times",
  },
  "fetch.answer": { status: 502, zh: "{host} 的回答是 {answer}", en: "{host} answered with {answer}" },
  "fetch.too-large": {
    status: 422,
    zh: "{host} 上的录音超过允许的 {allowed}",
    en: "the recording at {host} is larger than the {allowed} that are allowed",
  },
  "fetch.too-slow": {
    status: 504,
    zh: "{host} 太慢:{seconds} 秒内没有传完,或没有任何数据",
    en: "{host} was too slow: not done, or nothing came, in {seconds} seconds",
  },
  "fetch.broken": {
    status: 502,
    zh: "从 {host} 取录音中断:{problem}",
    en: "the recording from {host} broke off: {problem}",
  },
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
  "recogniser.failed": {
    status: 502,
    zh: "语音识别引擎 {engine} 出错:{problem}",
    en: "the recogniser {engine} failed: {problem}",
  },
  "recogniser.unavailable": {
    status: 503,
    zh: "语音识别引擎 {engine} 在本机不可用:{problem}",
    en: "the recogniser {engine} can't be used on this machine: {problem}",
  },
  "model.unknown": {
    status: 422,
    zh: "{path} 中没有可识别的语音模型(需要 tokens.txt 及 SenseVoice、Paraformer、Zipformer 或 Whisper 的 .onnx 文件)",
    en: "{path} holds no speech model that is known (tokens.txt and the .onnx files of SenseVoice, Paraformer, Zipformer or Whisper)",
  },
  "model.unlisted": {
    status: 404,
    zh: "目录中没有模型 {id};现有:{known}",
    en: "the catalogue has no model {id}; known: {known}",
  },
  "model.not-installed": {
    status: 404,
    zh: "没有安装模型 {id};已安装:{known}",
    en: "the model {id} is not installed; there are: {known}",
  },
  "model.download-failed": {
    status: 502,
    zh: "无法下载 {path}:{problem}(再次运行会从中断处继续)",
    en: "{path} can't be downloaded: {problem} (the next run goes on where it stopped)",
  },
  "model.checksum": {
    status: 422,
    zh: "{path} 与校验和不符:应为 {expected},实际是 {found};文件已丢弃",
    en: "{path} has another checksum: expected {expected}, found {found}; the file was thrown away",
  },
  "model.disk-full": {
    status: 507,
    zh: "{path} 所在磁盘空间不足:需要 {needed},剩余 {free}",
    en: "no room on the disk for {path}: {needed} are needed, {free} are free",
  },
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
  usage: { status: 400, zh: "{problem}", en: "{problem}" },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
export type Language = "zh" | "en";

/** An expected failure with a stable code. `details` fills the sentence and travels with the error as data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string>> = {}) {
    super(`${code}: ${sentence(code, details, "en")}`);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  /** The sentence for a person, in their language. */
  say(language: Language): string {
    return sentence(this.code, this.details, language);
  }
}

function sentence(code: ErrorCode, details: Readonly<Record<string, string>>, language: Language): string {
  return errorCatalogue[code][language].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const said = details[name] ?? hole;
    return language === "zh" && (name === "expected" || name === "found") ? inChinese(said) : said;
  });
}
