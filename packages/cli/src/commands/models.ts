// tingheng models: list, add, verify and remove speech models.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { usualModels } from "./hearing-options.ts";
import type { AddOptions } from "./models-actions.ts";

const actions = () => import("./models-actions.ts");

export function addModels(program: Command, cli: Cli): void {
  const models = program
    .command("models")
    .description(cli.say({ zh: "列出、安装、校验、删除语音模型", en: "list, add, verify and remove speech models" }))
    .option("--models <folder>", cli.say({ zh: "语音模型文件夹", en: "folder of speech models" }), usualModels())
    .option(
      "--catalogue <file>",
      cli.say({
        zh: "自备的模型目录(JSON),代替自带目录",
        en: "a catalogue of your own (JSON) instead of the one shipped",
      }),
    );
  const where = () => models.opts<{ models: string; catalogue?: string }>();
  models
    .command("list")
    .description(
      cli.say({ zh: "列出可安装与已安装的模型", en: "list the models that can be added and those that are there" }),
    )
    .action(async () => (await actions()).list(where(), cli));
  models
    .command("add")
    .description(
      cli.say({
        zh: "下载模型(中断后再次运行会继续),或从本机文件夹安装",
        en: "download a model (an interrupted one goes on in the next run), or take one from a folder",
      }),
    )
    .argument("<models...>", cli.say({ zh: "目录中的编号,或文件夹路径", en: "ids of the catalogue, or folders" }))
    .option(
      "--mirror <address>",
      cli.say({
        zh: "镜像地址,代替目录中的下载地址(也可设 TINGHENG_MODELS_MIRROR)",
        en: "a mirror in place of the catalogue's address (also TINGHENG_MODELS_MIRROR)",
      }),
    )
    .option("--link", cli.say({ zh: "文件夹不复制,只建立链接", en: "link to a folder instead of copying it" }))
    .action(async (ids: string[], options: AddOptions) => (await actions()).add(ids, where(), options, cli));
  models
    .command("verify")
    .description(cli.say({ zh: "重新计算已安装模型的校验和", en: "compute the checksums of installed models again" }))
    .argument("[models...]")
    .action(async (ids: string[]) => {
      process.exitCode = await (await actions()).verify(ids, where(), cli);
    });
  models
    .command("remove")
    .description(cli.say({ zh: "删除已安装的模型", en: "remove installed models" }))
    .argument("<models...>")
    .action(async (ids: string[]) => (await actions()).remove(ids, where(), cli));
}
