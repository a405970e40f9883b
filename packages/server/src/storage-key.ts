// The key under which recordings are encrypted: written in the setting itself, or in the file that it names.
import { existsSync } from "node:fs";
import { type MasterKey, parseMasterKey, readMasterKey } from "@tingheng/store";

export async function masterKeyOf(setting: string | undefined): Promise<MasterKey | undefined> {
  if (setting === undefined) return undefined;
  return existsSync(setting) ? readMasterKey(setting) : parseMasterKey(setting, "TINGHENG_STORAGE_KEY");
}
