// tingheng convert: calls from one format to another.
import { AppError } from "@tingheng/domain";
import { type JudgedCall, type Parsed, readCalls, renderCalls } from "@tingheng/formats";
import type { Command } from "commander";
import { type Cli, exits } from "../cli.ts";
import { failureAt, inputOf, type Task, tasksOf } from "../inspect/tasks.ts";
import { writeTo } from "../streams.ts";
import { knownFormat } from "./format-option.ts";
import { tellFailed, tellPassedOver } from "./reading-lines.ts";

interface Options {
  readonly to: string;
  readonly format?: string;
}

export function addConvert(program: Command, cli: Cli): void {
  program
    .command("convert")
    .description(cli.say({ zh: "转换通话格式", en: "convert calls from one format to another" }))
    .argument(
      "<inputs...>",
      cli.say({ zh: "文件或文件夹;- 表示标准输入", en: "files or folders; - is standard input" }),
    )
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
    const passedOver = (path: string) => tellPassedOver(path, cli);
    for await (const task of tasksOf(inputs, process.stdin as AsyncIterable<Uint8Array>, passedOver)) {
      for await (const item of callsOf(task, inputs, options, cli)) {
        if (item.ok) {
          converted += 1;
          yield item;
        } else {
          failed += 1;
          tellFailed(failureAt(item.where, item.error), cli);
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

/** Sound is not converted: of a recording in a folder only what lies beside it is read. */
async function* callsOf(task: Task, inputs: readonly string[], options: Options, cli: Cli): AsyncGenerator<Parsed> {
  if (task.kind === "unreadable") {
    const { where, code, details } = task.failure;
    yield { ok: false, where, error: new AppError(code, details) };
    return;
  }
  const format = options.format === undefined ? {} : { format: options.format };
  if (task.kind !== "recording") {
    yield* readCalls(inputOf(task), format);
    return;
  }
  const { path, customerPath, besidePath } = task.files;
  const wasNamed = inputs.includes(path);
  if (!wasNamed) for (const sound of [path, customerPath]) if (sound !== undefined) tellPassedOver(sound, cli);
  const toRead = wasNamed ? path : besidePath;
  if (toRead !== undefined) yield* readCalls(inputOf({ kind: "file", path: toRead }), format);
}
