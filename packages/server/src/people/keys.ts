// Keys of machines API 密钥: `thk_<id>_<secret>`, shown once, kept as a hash, for some permissions and some calls, until a day.
import { type Actor, AppError, beyondOwn, type Permission, type Scope } from "@tingheng/domain";
import { type ApiKey, findApiKey, insertApiKey, revokeApiKey, setApiKeyUsed } from "@tingheng/store";
import type { Services } from "../services.ts";
import { hashOf, newToken, sameBytes } from "./tokens.ts";

const longestMs = 731 * 86_400_000;
const usedEveryMs = 60_000;
/** What stands in a secret's place when there is no such key, so that both take as long. */
const noSecret = hashOf("no key");

export interface KeyWish {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly scope: Scope;
  readonly expiresAt: Date;
}

/**
 * @returns the key as it is kept, and the text that is sent with requests and shown only now
 * @throws AppError `key.beyond-own` where its maker, who is no part of the system, has not all of its rights
 */
export async function makeKey(services: Services, maker: Actor, wish: KeyWish): Promise<{ key: ApiKey; text: string }> {
  const beyond = maker.kind === "system" ? undefined : beyondOwn(maker, wish);
  if (beyond !== undefined) throw new AppError("key.beyond-own", { right: beyond });
  const at = services.now();
  const lastsMs = wish.expiresAt.getTime() - at.getTime();
  if (lastsMs <= 0 || lastsMs > longestMs) throw new AppError("key.expiry");
  const id = services.newId("key");
  const secret = newToken(services);
  const made = { ...wish, id, secretHash: hashOf(secret), madeBy: maker.id, madeAt: at };
  await services.database.transaction(async (trx) => {
    await insertApiKey(trx, made);
    await services.audit(trx, maker, "key.made", { kind: "key", id }, { permissions: wish.permissions.join(" ") });
  });
  return {
    key: { ...made, usedAt: undefined, revokedAt: undefined },
    text: `thk_${id.slice("key_".length)}_${secret}`,
  };
}

/** @throws AppError `thing.not-found` */
export async function takeKeyBack(services: Services, actor: Actor, id: string): Promise<void> {
  await services.database.transaction(async (trx) => {
    if (!(await revokeApiKey(trx, id, services.now()))) throw new AppError("thing.not-found", { what: "key", id });
    await services.audit(trx, actor, "key.revoked", { kind: "key", id });
  });
}

/** @throws AppError `access.unauthenticated` unless the header holds a key that is valid now */
export async function actorOfKey(services: Services, authorization: string): Promise<Actor> {
  const { id, secret } = /^Bearer thk_(?<id>[0-9a-z]+)_(?<secret>[\w-]+)$/i.exec(bearerOf(authorization))?.groups ?? {};
  if (id === undefined || secret === undefined) throw new AppError("access.unauthenticated");
  const { kysely } = services.database;
  const key = await findApiKey(kysely, `key_${id}`);
  const now = services.now();
  const right = sameBytes(hashOf(secret), key?.secretHash ?? noSecret);
  if (key === undefined || !right || key.revokedAt !== undefined || key.expiresAt <= now)
    throw new AppError("access.unauthenticated");
  if (now.getTime() - (key.usedAt?.getTime() ?? 0) >= usedEveryMs) await setApiKeyUsed(kysely, key.id, now);
  return {
    kind: "key",
    id: key.id,
    name: key.name,
    roles: [],
    permissions: new Set(key.permissions),
    scope: key.scope,
  };
}

/** Telephone systems that know only names and passwords send the key as the password. */
function bearerOf(authorization: string): string {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  if (basic === undefined) return authorization;
  const pair = Buffer.from(basic, "base64").toString("utf8");
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}
