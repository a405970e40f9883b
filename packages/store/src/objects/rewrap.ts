// Key rotation 换密钥: every encrypted object gets its own key sealed anew under the new master key. Content is not
// encrypted again and names stay. Can be stopped and started again at any time.

import { AppError, type ErrorCode } from "@tingheng/domain";
import type { MasterKey } from "./master-key.ts";
import { isObjectKey, isSealed } from "./object-key.ts";
import type { Shelf } from "./shelf.ts";
import { openVault, sealBytes, sealFingerprint } from "./vault.ts";

export type Rewrapping = {
  readonly rewrapped: number;
  /** Under the new key before this run. */
  readonly already: number;
  /** Objects that neither key opens, each with its reason. */
  readonly failed: readonly { readonly key: string; readonly error: AppError }[];
};

const aboutOneObject = new Set<ErrorCode>([
  "storage.missing",
  "storage.damaged",
  "storage.outside",
  "storage.master-key-wrong",
]);

/** What concerns one object is listed and the rest is done; what concerns the whole store ends the run. */
export async function rewrapObjects(
  shelf: Shelf,
  oldKey: MasterKey,
  newKey: MasterKey,
  randomBytes: (count: number) => Uint8Array,
): Promise<Rewrapping> {
  const vault = openVault(newKey, [oldKey]);
  const failed: { key: string; error: AppError }[] = [];
  let rewrapped = 0;
  let already = 0;
  for await (const { key } of shelf.list("")) {
    if (!isObjectKey(key) || !isSealed(key)) continue;
    try {
      const opened = await shelf.open(key, sealBytes);
      await opened.close();
      const seal = vault.unseal(key, opened.head);
      if (sealFingerprint(key, opened.head) === vault.fingerprint) {
        already += 1;
        continue;
      }
      await shelf.replaceHead(key, vault.seal(key, seal, randomBytes));
      rewrapped += 1;
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !aboutOneObject.has(thrown.code)) throw thrown;
      if (thrown.code !== "storage.missing") failed.push({ key, error: thrown });
    }
  }
  return { rewrapped, already, failed };
}
