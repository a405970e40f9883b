// Where recordings lie, opened as the settings say, under the key of this installation.
import { join } from "node:path";
import {
  checkMasterKey,
  type Database,
  keyFingerprint,
  type MasterKey,
  type ObjectStore,
  openFolderShelf,
  openObjectStore,
  openS3Shelf,
  openVault,
  type Shelf,
} from "@tingheng/store";
import type { Config } from "./config.ts";
import { requireSame } from "./installation-secret.ts";
import { masterKeyOf } from "./storage-key.ts";

type RandomBytes = (count: number) => Uint8Array;

/** @throws AppError where the key is not the one of this installation or not the one of its recordings */
export async function openObjects(config: Config, database: Database, randomBytes: RandomBytes): Promise<ObjectStore> {
  const masterKey = await masterKeyOf(config.storage_key);
  await requireSame(database, storageKeySetting, fingerprintOfKey(masterKey));
  const shelf = await openShelf(config, randomBytes);
  const vault = masterKey === undefined ? undefined : openVault(masterKey);
  await checkMasterKey(shelf, vault).catch((error) => {
    shelf.close();
    throw error;
  });
  return openObjectStore({ shelf, nowMs: Date.now, randomBytes, ...(vault === undefined ? {} : { vault }) });
}

export const storageKeySetting = "TINGHENG_STORAGE_KEY";

export function fingerprintOfKey(masterKey: MasterKey | undefined): string {
  return masterKey === undefined ? "none" : keyFingerprint(masterKey);
}

export async function openShelf(config: Config, randomBytes: RandomBytes): Promise<Shelf> {
  const { s3_bucket: bucket, s3_url: endpoint, s3_region: region, s3_prefix: prefix, s3_key_id, s3_secret } = config;
  if (bucket === undefined) return openFolderShelf(join(config.folder, "objects"));
  return openS3Shelf({
    bucket,
    region,
    prefix,
    pathStyle: endpoint !== undefined,
    spoolFolder: join(config.folder, "spool"),
    randomBytes,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(s3_key_id === undefined || s3_secret === undefined
      ? {}
      : { credentials: { accessKeyId: s3_key_id, secretAccessKey: s3_secret } }),
  });
}
