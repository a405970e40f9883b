// Standards between the store and files, as the command line does it. On the embedded database the service must not run meanwhile.
import { randomFillSync } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { AppError, idsFrom, systemActor } from "@tingheng/domain";
import { type Database, migrate, standardsWithFiles } from "@tingheng/store";
import { auditTo } from "../audit.ts";
import type { Config } from "../config.ts";
import { databaseFolder, openDatabase } from "../open-database.ts";
import { chosenStandards, type StandardChoice } from "../standards/chosen-standards.ts";
import { dayOf } from "../standards/day.ts";
import { bringIn, type ImportedStandard } from "../standards/import-standards.ts";
import type { NamedText } from "../standards/standard-files.ts";
import { archiveFiles, archiveOf, textOf, textsOfArchive } from "../standards/standards-archive.ts";

const now = () => new Date();

/**
 * Writes versions into a zip file, or into a new folder where the path does not end in `.zip`.
 * @returns how many versions
 * @throws AppError `backup.exists` where something is there already
 */
export async function exportStandards(config: Config, path: string, choice: StandardChoice): Promise<number> {
  if (existsSync(path)) throw new AppError("backup.exists", { path });
  return inDatabase(config, async (database) => {
    const chosen = chosenStandards(await standardsWithFiles(database.kysely), choice, dayOf(now()));
    if (isZip(path)) writeFileSync(path, archiveOf(chosen));
    else for (const file of archiveFiles(chosen)) writeInto(path, file);
    const subject = { kind: "standard", id: "archive" };
    await auditTo(now)(database.kysely, systemActor, "standard.exported", subject, { versions: chosen.length });
    return chosen.length;
  });
}

/**
 * Brings the standards of a zip file or a folder in as drafts.
 * @throws AppError `input.*`, `archive.*`, `standard.invalid`, `standard.changed`
 */
export async function importStandardFiles(config: Config, path: string): Promise<readonly ImportedStandard[]> {
  if (!existsSync(path)) throw new AppError("input.not-found", { path });
  const files = statSync(path).isDirectory() ? textsBelow(path) : await textsOfArchive(readFileSync(path));
  return inDatabase(config, async (database) => {
    const newId = idsFrom(Date.now, (bytes) => randomFillSync(bytes));
    const { items } = await bringIn({ database, newId, now, audit: auditTo(now) }, systemActor, files, undefined);
    return items;
  });
}

function isZip(path: string): boolean {
  return path.toLowerCase().endsWith(".zip");
}

function writeInto(folder: string, { path, text }: NamedText): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** The files of standards and questionnaires; a data folder holds others too. */
function textsBelow(folder: string): NamedText[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|[/\\])(standard|questionnaire|cases)\.yaml$|(^|[/\\])README\.md$/.test(path))
    .sort()
    .map((path) => ({ path: path.split(sep).join("/"), text: textOf(readFileSync(join(folder, path)), path) }));
}

async function inDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const folder = databaseFolder(config.folder);
  if (config.database_url === undefined && !existsSync(folder)) throw new AppError("input.not-found", { path: folder });
  const database = await openDatabase(config);
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
}
