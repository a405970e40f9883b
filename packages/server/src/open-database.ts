// The database that the settings name.
import { join } from "node:path";
import { type Database, openEmbedded, openPostgres } from "@tingheng/store";
import type { Config } from "./config.ts";

export function openDatabase({
  database_url: url,
  folder,
}: Pick<Config, "database_url" | "folder">): Promise<Database> {
  return url === undefined ? openEmbedded(databaseFolder(folder)) : openPostgres({ url });
}

/** Where the embedded database lies. */
export function databaseFolder(folder: string): string {
  return join(folder, "database");
}
