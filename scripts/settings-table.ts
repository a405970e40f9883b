// The table of settings in docs/running.md, made from the settings themselves: `node scripts/settings-table.ts` writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readConfig } from "@tingheng/server";

const source = readFileSync(new URL("../packages/server/src/config.ts", import.meta.url), "utf8");
const begin = "<!-- settings -->";
const end = "<!-- /settings -->";

/** The table's lines. What a setting is for is what stands above it in the source; settings that follow share it. */
export function settingsTable(): string {
  const body = /const Settings = z\.strictObject\(\{\n(.*?)\n\}\);/su.exec(source)?.[1] ?? "";
  const defaults = readConfig({}) as Readonly<Record<string, unknown>>;
  const rows: string[] = [];
  let about = "";
  for (const line of body.split("\n")) {
    about = /^ {2}\/\*\* (.*) \*\/$/u.exec(line)?.[1] ?? about;
    const name = /^ {2}([a-z0-9_]+):/u.exec(line)?.[1];
    if (name === undefined) continue;
    const value = defaults[name];
    const shown = value === undefined ? "" : `\`${JSON.stringify(value)}\``;
    rows.push(`| \`${name}\` | \`TINGHENG_${name.toUpperCase()}\` | ${shown} | ${about.replaceAll("|", "\\|")} |`);
    about = "";
  }
  return ["| in the file | in the environment | default | what |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

export function withTable(page: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the page has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${settingsTable()}\n\n${end}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL("../docs/running.md", import.meta.url);
  writeFileSync(path, withTable(readFileSync(path, "utf8")));
}
