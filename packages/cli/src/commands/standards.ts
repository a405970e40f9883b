// tingheng standards: list, show, test, lint and compare standards.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

/** Loaded when they are wanted: the engine and its tables are a hundred megabytes that other commands do without. */
const actions = () => import("./standards-actions.ts");

export function addStandards(program: Command, cli: Cli): void {
  const standards = program
    .command("standards")
    .description(cli.say({ zh: "查看、测试、比较考核标准", en: "look at, test and compare standards" }));
  const data = () => String(program.opts().data);
  standards
    .command("list")
    .description(cli.say({ zh: "列出标准", en: "list the standards" }))
    .action(async () => (await actions()).list(data(), cli));
  standards
    .command("show")
    .description(cli.say({ zh: "显示一个标准的评分表与条款", en: "show a standard's sheet and clauses" }))
    .argument("<id>")
    .action(async (id: string) => (await actions()).show(data(), id, cli));
  standards
    .command("test")
    .description(cli.say({ zh: "运行标准自带的用例", en: "run the standards' own cases" }))
    .argument("[ids...]")
    .option("--clause <id>", cli.say({ zh: "只测一个条款", en: "only one clause" }))
    .action(async (ids: string[], { clause }: { clause?: string }) => {
      process.exitCode = (await actions()).test(data(), ids, clause, cli);
    });
  standards
    .command("lint")
    .description(
      cli.say({
        zh: "检查标准:未用词表、缺用例、标准之间的矛盾",
        en: "look for unused names, missing cases and standards that contradict each other",
      }),
    )
    .argument("[ids...]")
    .action(async (ids: string[]) => {
      process.exitCode = (await actions()).lint(data(), ids, cli);
    });
  standards
    .command("diff")
    .description(cli.say({ zh: "比较两个标准(编号或文件夹)", en: "compare two standards (ids or folders)" }))
    .argument("<before>")
    .argument("<after>")
    .action(async (before: string, after: string) => (await actions()).diff(data(), before, after, cli));
}
