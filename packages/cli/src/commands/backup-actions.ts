// What `tingheng backup`, `restore` and `key rotate` do, and how they tell it.
import { backUp, type Config, inspectBackup, readConfig, restore, rotateStorageKey } from "@tingheng/server";
import { type Cli, exits } from "../cli.ts";

interface Where {
  readonly folder?: string;
}

export async function backup(
  file: string,
  options: Where & { readonly withoutRecordings?: boolean },
  cli: Cli,
): Promise<void> {
  const { tables, objects } = await backUp(configOf(options), file, options.withoutRecordings !== true);
  tellContents(rowsIn(tables), objects?.count, cli);
  cli.tell(
    cli.say({
      zh: "密钥(TINGHENG_SECRET 或数据文件夹里的 secret,以及 TINGHENG_STORAGE_KEY)不在备份里,请另行保存",
      en: "keys (TINGHENG_SECRET or the file secret of the data folder, and TINGHENG_STORAGE_KEY) are not in it: keep them elsewhere",
    }),
  );
}

export async function restoreFrom(
  file: string,
  options: Where & { readonly dryRun?: boolean },
  cli: Cli,
): Promise<void> {
  const config = configOf(options);
  const restored = options.dryRun === true ? await inspectBackup(config, file) : await restore(config, file);
  const { manifest, audit } = restored;
  tellContents(rowsIn(manifest.tables), manifest.objects?.count, cli);
  cli.tell(auditLine(audit, cli));
  if ("jobs" in restored)
    cli.tell(cli.say({ zh: `已恢复,重建任务 ${restored.jobs} 个`, en: `restored; ${restored.jobs} jobs made anew` }));
  else cli.tell(cli.say({ zh: "检查完毕,未写入任何内容", en: "checked; nothing was written" }));
}

/** @returns the exit code */
export async function rotate(next: string, options: Where, cli: Cli): Promise<number> {
  const { rewrapped, already, failed, key } = await rotateStorageKey(configOf(options), next);
  cli.tell(
    cli.say({
      zh: `改用密钥 ${key}:换了 ${rewrapped} 个对象,${already} 个早已是新密钥`,
      en: `key ${key}: ${rewrapped} objects changed, ${already} were under it already`,
    }),
  );
  for (const { key: object, error } of failed) cli.tell(`${object}: ${error.say(cli.language)}`);
  if (failed.length > 0) return exits.someFailed;
  cli.tell(cli.say({ zh: "请把 TINGHENG_STORAGE_KEY 设为新密钥", en: "set TINGHENG_STORAGE_KEY to the new key now" }));
  return exits.ok;
}

function tellContents(rows: number, objects: number | undefined, cli: Cli): void {
  const recordings = objects ?? cli.say({ zh: "不含", en: "no" });
  cli.tell(
    cli.say({ zh: `${rows} 行,录音对象 ${recordings}`, en: `${rows} rows, ${recordings} objects of recordings` }),
  );
}

function auditLine(audit: Awaited<ReturnType<typeof inspectBackup>>["audit"], cli: Cli): string {
  if (audit === undefined)
    return cli.say({
      zh: "这里没有该安装的 TINGHENG_SECRET,审计日志未核对;启动前请放回",
      en: "the secret of this installation is not here, so its log was not verified: put it back before starting",
    });
  if (audit.fault !== undefined)
    return cli.say({
      zh: `审计日志第 ${audit.fault.seq} 条不符`,
      en: `the log has a fault at entry ${audit.fault.seq}`,
    });
  return cli.say({ zh: `审计日志完好:${audit.entries} 条`, en: `the log is whole: ${audit.entries} entries` });
}

function rowsIn(tables: readonly { readonly rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

function configOf({ folder }: Where): Config {
  return readConfig({ ...process.env, ...(folder === undefined ? {} : { TINGHENG_FOLDER: folder }) });
}
