// tingheng standards: list, show, test, lint and compare standards; bring them into a service's store and out of it.
import { type Command, Option } from "commander";
import type { Cli } from "../cli.ts";

/** Loaded when they are wanted: the engine and its tables are a hundred megabytes that other commands do without. */
const actions = () => import("./standards-actions.ts");
const storeActions = () => import("./standards-store-actions.ts");

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
  addStore(standards, cli);
}

function addStore(standards: Command, cli: Cli): void {
  const folder = [
    "--folder <folder>",
    cli.say({ zh: "数据文件夹(默认 tingheng-data)", en: "data folder (default: tingheng-data)" }),
  ] as const;
  standards
    .command("export")
    .description(
      cli.say({
        zh: "把服务中的标准与问卷导出为 zip 文件或新文件夹(内嵌数据库须先停服务)",
        en: "write the standards and questionnaires of a service into a zip file or a new folder (stop it first on the embedded database)",
      }),
    )
    .argument("<path>")
    .argument(
      "[ids...]",
      cli.say({ zh: "标准或问卷编号(默认全部)", en: "standards and questionnaires (default: all)" }),
    )
    .option(...folder)
    .addOption(
      new Option(
        "--which <versions>",
        cli.say({
          zh: "inForce 现行版本,published 所有已发布版本,all 包括草稿和已停用版本",
          en: "inForce: those of today; published: those of other days too; all: drafts and retired ones too",
        }),
      )
        .choices(["inForce", "published", "all"])
        .default("inForce"),
    )
    .action(async (path: string, ids: string[], options) => (await storeActions()).exportTo(path, ids, options, cli));
  standards
    .command("import")
    .description(
      cli.say({
        zh: "把 zip 文件或文件夹中的标准与问卷作为草稿导入服务",
        en: "bring the standards and questionnaires of a zip file or a folder into a service, as drafts",
      }),
    )
    .argument("<path>")
    .option(...folder)
    .action(async (path: string, options) => (await storeActions()).importFrom(path, options, cli));
}
