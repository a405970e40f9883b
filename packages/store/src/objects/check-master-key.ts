// Whether the key that is set is the one that recordings were encrypted with: asked at start, before anything is
// stored under a key that somebody made anew by mistake.

import { AppError, type ErrorCode } from "@tingheng/domain";
import { isObjectKey, isSealed } from "./object-key.ts";
import type { ObjectKey } from "./object-store.ts";
import type { Shelf } from "./shelf.ts";
import { sealBytes, sealFingerprint, type Vault } from "./vault.ts";

const mostLookedAt = 1000;
const enoughSealed = 8;
const ofOneObject = new Set<ErrorCode>(["storage.missing", "storage.damaged", "storage.outside"]);

/** Looks at some encrypted objects; names have no order that anybody chose, so these are a fair sample. */
export async function checkMasterKey(shelf: Shelf, vault?: Vault): Promise<void> {
  let lookedAt = 0;
  let sealed = 0;
  for await (const { key } of shelf.list("")) {
    lookedAt += 1;
    if (isObjectKey(key) && isSealed(key)) {
      sealed += 1;
      await checkObject(shelf, vault, key);
    }
    if (lookedAt >= mostLookedAt || sealed >= enoughSealed) return;
  }
}

async function checkObject(shelf: Shelf, vault: Vault | undefined, key: ObjectKey): Promise<void> {
  try {
    const opened = await shelf.open(key, sealBytes);
    await opened.close();
    const sealedWith = sealFingerprint(key, opened.head);
    if (vault === undefined) throw new AppError("storage.master-key-missing", { key, sealedWith });
    vault.unseal(key, opened.head);
  } catch (thrown) {
    // What one object suffers from says nothing about the key.
    if (!(thrown instanceof AppError && ofOneObject.has(thrown.code))) throw thrown;
  }
}
