// tingheng demo: the service with sample calls in it, to look at.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

export function addDemo(program: Command, cli: Cli): void {
  program
    .command("demo")
    .description(
      cli.say({
        zh: "启动演示:样例通话、评判与登录账号",
        en: "start with sample calls, their sheets and people to log in as",
      }),
    )
    .option(
      "--folder <folder>",
      cli.say({ zh: "演示数据文件夹(默认 tingheng-demo)", en: "folder of its data (default: tingheng-demo)" }),
    )
    .option("--port <number>", cli.say({ zh: "端口(默认 8470)", en: "port (default: 8470)" }))
    .action(async (options: { folder?: string; port?: string }) =>
      (await import("./demo-actions.ts")).demo({ folder: "tingheng-demo", ...options }, cli),
    );
}
