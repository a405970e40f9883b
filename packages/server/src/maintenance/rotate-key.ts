// Another key for recordings: each encrypted one gets its own key sealed anew, then the installation knows the new fingerprint.
// Can be broken off and begun again at any time. Recordings from before there was a key stay readable as they are.
import { randomFillSync } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { findFact, keyFingerprint, migrate, type Rewrapping, rewrapObjects, setFact } from "@tingheng/store";
import type { Config } from "../config.ts";
import { factOf } from "../installation-secret.ts";
import { openDatabase } from "../open-database.ts";
import { fingerprintOfKey, openShelf, storageKeySetting } from "../storage.ts";
import { masterKeyOf } from "../storage-key.ts";

const randomBytes = (count: number) => randomFillSync(new Uint8Array(count));

/**
 * @param newKey as the setting `storage_key` would hold it: the key or the path of a file with it
 * @throws AppError `start.secret-changed` where the key that is set now is not the one of this installation
 */
export async function rotateStorageKey(config: Config, newKey: string): Promise<Rewrapping & { readonly key: string }> {
  const [old, next] = [await masterKeyOf(config.storage_key), await masterKeyOf(newKey)];
  if (next === undefined) throw new AppError("storage.master-key-malformed", { where: "key", found: "nothing" });
  const database = await openDatabase(config);
  const shelf = await openShelf(config, randomBytes);
  try {
    await migrate(database);
    const name = factOf(storageKeySetting);
    const known = await findFact(database.kysely, name);
    const fingerprint = keyFingerprint(next);
    const given = fingerprintOfKey(old);
    if (known !== undefined && known !== given && known !== fingerprint)
      throw new AppError("start.secret-changed", { setting: storageKeySetting, expected: known, found: given });
    const none = { rewrapped: 0, already: 0, failed: [] };
    const done = old === undefined ? none : await rewrapObjects(shelf, old, next, randomBytes);
    if (done.failed.length === 0) await setFact(database.kysely, name, fingerprint);
    return { ...done, key: fingerprint };
  } finally {
    shelf.close();
    await database.close();
  }
}
