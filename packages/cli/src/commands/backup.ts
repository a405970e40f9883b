// tingheng backup, restore, key: what keeps an installation safe.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

const actions = () => import("./backup-actions.ts");

export function addBackup(program: Command, cli: Cli): void {
  const folder = [
    "--folder <folder>",
    cli.say({ zh: "数据文件夹(默认 tingheng-data)", en: "data folder (default: tingheng-data)" }),
  ] as const;
  program
    .command("backup")
    .argument("<file>")
    .description(
      cli.say({
        zh: "备份全部数据与录音(内嵌数据库须先停服务)",
        en: "back up all data and recordings (stop the service first on the embedded database)",
      }),
    )
    .option(...folder)
    .option("--without-recordings", cli.say({ zh: "不含录音", en: "leave recordings out" }))
    .action(async (file: string, options) => (await actions()).backup(file, options, cli));
  program
    .command("restore")
    .argument("<file>")
    .description(cli.say({ zh: "把备份恢复到空的数据库", en: "restore a backup into an empty database" }))
    .option(...folder)
    .option("--dry-run", cli.say({ zh: "只检查,不写入", en: "check everything, write nothing" }))
    .action(async (file: string, options) => (await actions()).restoreFrom(file, options, cli));
  program
    .command("key")
    .description(cli.say({ zh: "录音加密密钥", en: "the key that recordings are encrypted with" }))
    .command("rotate")
    .argument("<new>", cli.say({ zh: "新密钥或存放它的文件", en: "the new key, or a file with it" }))
    .description(
      cli.say({
        zh: "换密钥,或首次启用(须先停服务)",
        en: "change the key, or begin to use one (stop the service first)",
      }),
    )
    .option(...folder)
    .action(async (next: string, options) => {
      process.exitCode = await (await actions()).rotate(next, options, cli);
    });
}
