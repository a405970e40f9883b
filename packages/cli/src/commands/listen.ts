// tingheng listen: a recording becomes a call record with its `sound`, and nothing is judged.
import type { Speaker } from "@tingheng/domain";
import { recordingAt } from "@tingheng/listening/files";
import type { Command } from "commander";
import { type Cli, exits } from "../cli.ts";
import { addHearingOptions, type HearingOptions, hearingOf } from "./hearing-options.ts";
import { listeningLines } from "./listening-lines.ts";
import { rolesOf } from "./roles-option.ts";

interface Options extends HearingOptions {
  readonly json?: boolean;
  readonly customer?: string;
  readonly copy?: string;
  readonly roles?: string;
}

export function addListen(program: Command, cli: Cli): void {
  const command = program
    .command("listen")
    .description(
      cli.say({
        zh: "听录音:谁在何时说了什么、多响、多快、静默多久、谁打断谁",
        en: "listen to a recording: who spoke when, how loud, how fast, how long nobody did, who broke in",
      }),
    )
    .argument("<recording>", cli.say({ zh: "录音文件", en: "a recording" }))
    .option(
      "--customer <file>",
      cli.say({
        zh: "客户一侧的录音(此时前者为坐席一侧)",
        en: "the customer's side, where the recording is the agent's",
      }),
    )
    .option(
      "--roles <map>",
      cli.say({ zh: "声道对应,如 0=agent,1=customer", en: "whose channels they are, e.g. 0=agent,1=customer" }),
    )
    .option(
      "--copy <file>",
      cli.say({
        zh: "另存一份 WAV(--hide-private 时已静音)",
        en: "write the sound as WAV (silenced with --hide-private)",
      }),
    )
    .option("--json", cli.say({ zh: "输出通话记录 JSON", en: "write the call record as JSON" }));
  addHearingOptions(command, cli).action(async (path: string, options: Options, run: Command) => {
    const { knowledgeIn } = await import("@tingheng/knowledge");
    const { hearRecording, recogniserOf } = await import("@tingheng/listening");
    const { writeWav } = await import("@tingheng/speech");
    const hearing = hearingOf(options, rolesOf(options.roles) as Record<string, Speaker>);
    const recogniser = recogniserOf(hearing);
    try {
      const files = {
        ...recordingAt(path),
        ...(options.customer === undefined ? {} : { customerPath: options.customer }),
      };
      const { call, open } = await hearRecording(
        files,
        hearing,
        recogniser,
        knowledgeIn(String(run.optsWithGlobals().data)),
      );
      cli.print(options.json === true ? `${JSON.stringify(call, null, 2)}\n` : listeningLines(call, cli.language));
      if (options.copy !== undefined) await writeWav(options.copy, await open());
      if (call.turns === undefined) cli.tell(cli.say(noWords));
      process.exitCode = exits.ok;
    } finally {
      await recogniser?.close();
    }
  });
}

const noWords = {
  zh: "没有文字:用 tingheng models add 安装语音模型,或用 --recogniser 指定识别服务,或在录音旁放同名转写文件",
  en: "no words: install a model (tingheng models add), name a service (--recogniser), or put a transcript of the same name beside it",
};
