// tingheng convert: calls from one format to another.
import { type JudgedCall, readCalls, renderCalls } from "@tingheng/formats";
import { fileBytes } from "@tingheng/knowledge/files";
import type { Command } from "commander";
import { type Cli, exits } from "../cli.ts";
import { writeTo } from "../streams.ts";
import { knownFormat } from "./format-option.ts";

interface Options {
  readonly to: string;
  readonly format?: string;
}

export function addConvert(program: Command, cli: Cli): void {
  program
    .command("convert")
    .description(cli.say({ zh: "转换通话格式", en: "convert calls from one format to another" }))
    .argument("<inputs...>", cli.say({ zh: "文件;- 表示标准输入", en: "files; - is standard input" }))
    .option("--to <format>", cli.say({ zh: "输出格式", en: "format to write" }), "call-record")
    .option(
      "--format <id>",
      cli.say({ zh: "输入格式(默认自动识别)", en: "format of the input (detected by default)" }),
      knownFormat,
    )
    .action(async (inputs: string[], options: Options) => {
      process.exitCode = await convert(inputs, options, cli);
    });
}

async function convert(inputs: readonly string[], options: Options, cli: Cli): Promise<number> {
  let failed = 0;
  let converted = 0;
  async function* calls(): AsyncGenerator<JudgedCall> {
    for (const name of inputs) {
      const bytes = name === "-" ? (process.stdin as AsyncIterable<Uint8Array>) : fileBytes(name);
      for await (const item of readCalls(
        { name, bytes },
        options.format === undefined ? {} : { format: options.format },
      )) {
        if (item.ok) {
          converted += 1;
          yield item;
        } else {
          failed += 1;
          cli.tell(cli.explain(item.error));
        }
      }
    }
  }
  for await (const piece of renderCalls(calls(), options.to, { now: new Date().toISOString() })) {
    await writeTo(process.stdout, piece);
  }
  if (failed > 0)
    cli.tell(cli.say({ zh: `转换 ${converted} 通,失败 ${failed}`, en: `${converted} converted, ${failed} failed` }));
  return failed === 0 ? exits.ok : converted === 0 ? exits.nothing : exits.someFailed;
}
