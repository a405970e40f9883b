// What `tingheng standards export` and `import` do, and how they tell it.
import { type Config, exportStandards, importStandardFiles, readConfig } from "@tingheng/server";
import type { Cli } from "../cli.ts";

interface Where {
  readonly folder?: string;
}

export async function exportTo(
  path: string,
  names: readonly string[],
  options: Where & { readonly which: "inForce" | "published" | "all" },
  cli: Cli,
): Promise<void> {
  const count = await exportStandards(configOf(options), path, { which: options.which, names, versions: [] });
  cli.tell(cli.say({ zh: `${path}:${count} 个版本`, en: `${path}: ${count} versions` }));
}

export async function importFrom(path: string, options: Where, cli: Cli): Promise<void> {
  const imported = await importStandardFiles(configOf(options), path);
  const said = {
    added: cli.say({ zh: "已导入为草稿", en: "added as a draft" }),
    unchanged: cli.say({ zh: "已有,未变", en: "there already" }),
    refused: "",
  };
  for (const { standard, version, outcome } of imported) cli.print(`${standard} ${version}  ${said[outcome]}\n`);
}

function configOf({ folder }: Where): Config {
  return readConfig({ ...process.env, ...(folder === undefined ? {} : { TINGHENG_FOLDER: folder }) });
}
