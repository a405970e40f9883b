// tingheng serve: the service, in one process or as one of several.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import type { ServeOptions } from "./serve-actions.ts";

const actions = () => import("./serve-actions.ts");

export function addServe(program: Command, cli: Cli): void {
  program
    .command("serve")
    .description(
      cli.say({
        zh: "启动服务:收通话、听、评判、提供接口(设置见 docs/running.md)",
        en: "start the service: takes calls in, listens, judges, answers (settings: docs/running.md)",
      }),
    )
    .option(
      "--folder <folder>",
      cli.say({ zh: "数据文件夹(默认 tingheng-data)", en: "data folder (default: tingheng-data)" }),
    )
    .option("--host <address>", cli.say({ zh: "监听地址(默认 127.0.0.1)", en: "address (default: 127.0.0.1)" }))
    .option("--port <number>", cli.say({ zh: "端口(默认 8470)", en: "port (default: 8470)" }))
    .option("--part <all|api|worker>", cli.say({ zh: "本进程做什么(默认 all)", en: "what it does (default: all)" }))
    .action(async (options: ServeOptions) => (await actions()).serve(options, cli));
}
