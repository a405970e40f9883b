// Accounts joined to a person at the provider of single sign-on: by an administrator, or by whoever is logged in and proves both.
import { createHash } from "node:crypto";
import { type Actor, AppError } from "@tingheng/domain";
import {
  endSessionsOf,
  findUserForUpdate,
  type Identity,
  identitiesOf,
  type LinkedIdentity,
  linkIdentity,
  type Runner,
  type User,
  unlinkIdentity,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { personNamed, type Visit } from "./sessions.ts";

/** What an identity is called in addresses and in the log, which keeps no name that a provider may give to a person. */
export function identityId({ issuer, subject }: Identity): string {
  return createHash("sha256")
    .update(JSON.stringify([issuer, subject]))
    .digest("base64url")
    .slice(0, 22);
}

/** @throws AppError `thing.not-found`, `identity.taken` */
export async function giveIdentity(
  services: Services,
  actor: Actor,
  userId: string,
  identity: Identity,
): Promise<LinkedIdentity> {
  return services.database.transaction(async (trx) => {
    await heldUser(trx, userId);
    await joinIdentity(services, trx, actor, userId, identity);
    return known(trx, userId, identityId(identity));
  });
}

/** In somebody's transaction. What is joined already stays so. @throws AppError `identity.taken` */
export async function joinIdentity(
  services: Services,
  trx: Runner,
  actor: Actor,
  userId: string,
  identity: Identity,
): Promise<void> {
  if (await linkIdentity(trx, userId, identity, services.now())) {
    const details = { issuer: identity.issuer, identity: identityId(identity) };
    return services.audit(trx, actor, "user.identity-linked", { kind: "user", id: userId }, details);
  }
  const own = (await identitiesOf(trx, userId)).some((one) => identityId(one) === identityId(identity));
  if (!own) throw new AppError("identity.taken");
}

/** Ends the user's sessions. @throws AppError `thing.not-found` */
export async function takeIdentity(services: Services, actor: Actor, userId: string, id: string): Promise<void> {
  await services.database.transaction(async (trx) => {
    await heldUser(trx, userId);
    await part(services, trx, actor, userId, id);
    await endSessionsOf(trx, userId);
  });
}

/** Ends the user's other sessions. @throws AppError `thing.not-found`; `identity.only` where nothing else would let them in */
export async function dropIdentity(services: Services, { user, session }: Visit, id: string): Promise<void> {
  const { id: userId } = user;
  await services.database.transaction(async (trx) => {
    const { passwordHash } = await heldUser(trx, userId);
    const others = (await identitiesOf(trx, userId)).filter((one) => identityId(one) !== id);
    if (passwordHash === undefined && others.length === 0) throw new AppError("identity.only");
    await part(services, trx, personNamed(user), userId, id);
    await endSessionsOf(trx, userId, session.id);
  });
}

async function part(services: Services, trx: Runner, actor: Actor, userId: string, id: string): Promise<void> {
  const identity = await known(trx, userId, id);
  await unlinkIdentity(trx, userId, identity);
  const details = { issuer: identity.issuer, identity: id };
  await services.audit(trx, actor, "user.identity-unlinked", { kind: "user", id: userId }, details);
}

async function known(trx: Runner, userId: string, id: string): Promise<LinkedIdentity> {
  const found = (await identitiesOf(trx, userId)).find((one) => identityId(one) === id);
  if (found === undefined) throw new AppError("thing.not-found", { what: "identity", id });
  return found;
}

async function heldUser(trx: Runner, id: string): Promise<User> {
  const user = await findUserForUpdate(trx, id);
  if (user === undefined) throw new AppError("thing.not-found", { what: "user", id });
  return user;
}
