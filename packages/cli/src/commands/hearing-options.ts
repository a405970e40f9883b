// The options of every command that listens to recordings.
import { homedir } from "node:os";
import { join } from "node:path";
import type { Speaker } from "@tingheng/domain";
import type { Hearing } from "@tingheng/listening";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

export interface HearingOptions {
  readonly recogniser?: string;
  readonly models?: string;
  readonly language?: string;
  readonly raw?: string;
  readonly swap?: boolean;
  readonly hidePrivate?: boolean;
}

export const usualModels = (): string => join(homedir(), ".tingheng", "models");

export function addHearingOptions(command: Command, cli: Cli): Command {
  return command
    .option(
      "--recogniser <which>",
      cli.say({
        zh: "语音识别:sherpa-onnx:<模型>、openai:<地址>#<模型>、funasr:<ws 地址>、command:<命令模板>",
        en: "speech recognition: sherpa-onnx:<model>, openai:<address>#<model>, funasr:<ws address>, command:<template>",
      }),
    )
    .option("--models <folder>", cli.say({ zh: "语音模型文件夹", en: "folder of speech models" }))
    .option("--language <code>", cli.say({ zh: "录音的语言,如 zh", en: "language of the recordings, e.g. zh" }))
    .option(
      "--raw <encoding:rate:channels>",
      cli.say({ zh: "无文件头录音的参数,如 alaw:8000:1", en: "what headerless sound is, e.g. alaw:8000:1" }),
    )
    .option(
      "--hide-private",
      cli.say({
        zh: "先去掉电话、证件、银行卡、车牌等隐私号码(文字打星号,录音静音)",
        en: "take private numbers out first (stars in the text, silence in the sound)",
      }),
    )
    .option("--swap", cli.say({ zh: "坐席与客户互换后再评判", en: "agent and customer change places" }));
}

/** The key of a recognition service comes from TINGHENG_RECOGNISER_KEY, so that it stands in no list of processes. */
export function hearingOf(
  { recogniser, models = usualModels(), language, raw, swap = false, hidePrivate = false }: HearingOptions,
  roles: Readonly<Record<string, Speaker>>,
): Hearing {
  const { TINGHENG_RECOGNISER_KEY: key, PATH: ffmpegPath } = process.env;
  return {
    models,
    swap,
    hidePrivate,
    roles,
    ...(recogniser === undefined ? {} : { recogniser }),
    ...(language === undefined ? {} : { language }),
    ...(raw === undefined ? {} : { raw }),
    ...(key === undefined ? {} : { key }),
    ...(ffmpegPath === undefined ? {} : { ffmpegPath }),
  };
}
