// Recordings, recognisers and their models.
import type { ErrorEntries } from "./error-entries.ts";

export const soundErrors = {
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
} as const satisfies ErrorEntries;
