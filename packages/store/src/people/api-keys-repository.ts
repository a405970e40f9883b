// Keys of machines API 密钥. Only a hash of their secret is known here.
import type { Permission, Scope } from "@tingheng/domain";
import type { Selectable } from "kysely";
import type { Runner } from "../database/database.ts";
import type { ApiKeysTable } from "./people-tables.ts";

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly permissions: readonly Permission[];
  readonly scope: Scope;
  /** The user who made it. */
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | undefined;
  readonly revokedAt: Date | undefined;
}

export async function insertApiKey(runner: Runner, key: Omit<ApiKey, "usedAt" | "revokedAt">): Promise<void> {
  await runner
    .insertInto("api_keys")
    .values({
      id: key.id,
      name: key.name,
      secret_hash: key.secretHash,
      permissions: [...key.permissions],
      scope: JSON.stringify(key.scope),
      made_by: key.madeBy,
      made_at: key.madeAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

export async function findApiKey(runner: Runner, id: string): Promise<ApiKey | undefined> {
  const row = await runner.selectFrom("api_keys").selectAll().where("id", "=", id).executeTakeFirst();
  return row && apiKeyOf(row);
}

/** The latest first, from the one before `after`. */
export async function listApiKeys(runner: Runner, limit: number, after?: string): Promise<ApiKey[]> {
  const rows = await runner
    .selectFrom("api_keys")
    .selectAll()
    .$if(after !== undefined, (query) => query.where("id", "<", after ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(apiKeyOf);
}

export async function setApiKeyUsed(runner: Runner, id: string, at: Date): Promise<void> {
  await runner.updateTable("api_keys").set({ used_at: at }).where("id", "=", id).execute();
}

/** @returns false where there is no such key, or it was revoked before */
export async function revokeApiKey(runner: Runner, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("api_keys")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function apiKeyOf(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    // The embedded database gives plain bytes.
    secretHash: Buffer.from(row.secret_hash),
    // Both written by `insertApiKey` from a parsed request.
    permissions: row.permissions as Permission[],
    scope: row.scope as Scope,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}
