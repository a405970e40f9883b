// tingheng inspect: judges calls and writes sheets.

import { once } from "node:events";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { AppError } from "@tingheng/domain";
import type { Totals } from "@tingheng/report";
import type { Command } from "commander";
import { type Cli, exits } from "../cli.ts";
import type { OutputKind } from "../inspect/outputs.ts";
import { runInspect } from "../inspect/run-inspect.ts";
import { summaryLines } from "../inspect/summary-lines.ts";
import { openedFile, unwritable, writeTo } from "../streams.ts";
import { knownFormat } from "./format-option.ts";
import { addHearingOptions, type HearingOptions, hearingOf } from "./hearing-options.ts";
import { tellFailed, tellPassedOver } from "./reading-lines.ts";
import { rolesOf } from "./roles-option.ts";

interface Options extends HearingOptions {
  readonly standard?: string[];
  readonly format?: string;
  readonly roles?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly html?: string;
  readonly workers?: string;
  readonly data: string;
}

export function addInspect(program: Command, cli: Cli): void {
  addHearingOptions(inspectCommand(program, cli), cli).action(
    async (inputs: string[], options: Options, command: Command) => {
      process.exitCode = await inspect(inputs, { ...options, data: String(command.optsWithGlobals().data) }, cli);
    },
  );
}

function inspectCommand(program: Command, cli: Cli): Command {
  return program
    .command("inspect")
    .description(
      cli.say({ zh: "按标准评判通话,输出评分表", en: "judge calls by the standards and write score sheets" }),
    )
    .argument(
      "<inputs...>",
      cli.say({ zh: "文件或文件夹;- 表示标准输入", en: "files or folders; - is standard input" }),
    )
    .option("--standard <id...>", cli.say({ zh: "只用这些标准", en: "only these standards" }))
    .option(
      "--format <id>",
      cli.say({ zh: "输入格式(默认自动识别)", en: "format of the input (detected by default)" }),
      knownFormat,
    )
    .option(
      "--roles <map>",
      cli.say({ zh: "说话人对应,如 0=agent,1=customer", en: "what speakers are, e.g. 0=agent,1=customer" }),
    )
    .option("--json", cli.say({ zh: "输出 JSON 数组", en: "write a JSON array" }))
    .option("--ndjson", cli.say({ zh: "每行输出一份评判", en: "write one judgement a line" }))
    .option("--html <file>", cli.say({ zh: "写一份 HTML 报告", en: "write an HTML report" }))
    .option("--workers <n>", cli.say({ zh: "并行线程数", en: "threads to work with" }));
}

async function inspect(inputs: readonly string[], options: Options, cli: Cli): Promise<number> {
  const output = outputOf(options);
  const report = options.html === undefined ? undefined : await reportFile(options.html);
  const stop = stopOnSignal(cli);
  const progress = progressLine(cli);
  const roles = rolesOf(options.roles);
  const totals = await runInspect({
    inputs,
    data: options.data,
    standards: options.standard,
    format: options.format,
    roles,
    hearing: hearingOf(options, roles),
    output,
    workers: workersOf(options.workers),
    language: cli.language,
    now: new Date(),
    stdin: untilStopped(process.stdin as AsyncIterable<Uint8Array>, stop.asked),
    write: (piece) => writeTo(report?.file ?? process.stdout, piece),
    failed: (failure) => {
      progress.clear();
      tellFailed(failure, cli);
    },
    passedOver: (path) => tellPassedOver(path, cli),
    progress: progress.show,
    stopped: () => stop.asked() || report?.file.destroyed === true,
  });
  progress.clear();
  await report?.finish();
  tellSummary(totals, options, cli);
  return exitOf(totals, stop.asked());
}

function outputOf({ json, ndjson, html }: Options): OutputKind {
  const wanted = [
    json === true ? "json" : "",
    ndjson === true ? "ndjson" : "",
    html === undefined ? "" : "html",
  ].filter((one) => one !== "");
  if (wanted.length > 1) throw new AppError("usage", { problem: `--${wanted.join(" + --")}: one at a time` });
  return (wanted[0] as OutputKind | undefined) ?? "text";
}

function workersOf(wanted: string | undefined): number {
  const count = wanted === undefined ? availableParallelism() : Number(wanted);
  if (!Number.isInteger(count) || count < 1 || count > 256)
    throw new AppError("usage", { problem: `--workers ${wanted}: 1–256` });
  return count;
}

/** The HTML file; `finish` closes it and tells what went wrong on the way. */
async function reportFile(path: string) {
  const file = await openedFile(path);
  let problem: unknown;
  file.on("error", (error) => {
    problem = error;
  });
  const finish = async () => {
    if (!file.destroyed) await once(file.end(), "close").catch(() => {});
    if (problem !== undefined) throw unwritable(path, problem);
  };
  return { file, finish };
}

/** Standard input, which ends at once when the run is stopped, also while nothing comes. */
async function* untilStopped(source: AsyncIterable<Uint8Array>, asked: () => boolean): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    if (!asked()) throw error;
  }
}

/** The first Ctrl-C finishes what is running and closes the output; the second ends at once. */
function stopOnSignal(cli: Cli): { asked(): boolean } {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(exits.interrupted);
      asked = true;
      process.stdin.destroy();
      cli.tell(
        cli.say({
          zh: "正在收尾,已完成的部分会保留;再按一次立即退出",
          en: "finishing; what is done is kept (once more: exit at once)",
        }),
      );
    });
  }
  return { asked: () => asked };
}

/** On a terminal: how far the run is, at most five times a second. */
function progressLine(cli: Cli): { show(totals: Totals): void; clear(): void } {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} };
  let last = 0;
  const started = performance.now();
  return {
    show: ({ calls, failed }) => {
      const now = performance.now();
      if (now - last < 200) return;
      last = now;
      const rate = Math.round(calls / ((now - started) / 1000));
      const bad = failed === 0 ? "" : cli.say({ zh: `,失败 ${failed}`, en: `, ${failed} failed` });
      process.stderr.write(
        `\r\x1b[K${cli.say({ zh: `已评判 ${calls} 通${bad}(每秒 ${rate})`, en: `${calls} judged${bad} (${rate} a second)` })}`,
      );
    },
    clear: () => process.stderr.write("\r\x1b[K"),
  };
}

function tellSummary(totals: Totals, options: Options, cli: Cli): void {
  for (const line of summaryLines(totals, cli.language)) cli.tell(line);
  if (options.html !== undefined)
    cli.tell(cli.say({ zh: `报告:${resolve(options.html)}`, en: `report: ${resolve(options.html)}` }));
}

function exitOf({ calls, failed }: Totals, interrupted: boolean): number {
  if (interrupted) return exits.interrupted;
  if (failed === 0) return calls === 0 ? exits.nothing : exits.ok;
  return calls === 0 ? exits.nothing : exits.someFailed;
}
