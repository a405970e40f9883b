// What administrators do with the accounts of others; the last administrator with a password of this service always stays.
import { type Actor, AppError, type Role } from "@tingheng/domain";
import {
  changeUser,
  endSessionsOf,
  findUserByEmail,
  findUserForUpdate,
  insertUser,
  localAdministrators,
  missingTeams,
  type Runner,
  removeFactor,
  setPassword,
  type User,
  type UserChange,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { checkPassword, hashPassword } from "./passwords.ts";

export interface NewUser {
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly agentId: string | undefined;
  readonly email?: string | undefined;
  /** Changed at the first login. */
  readonly password: string;
}

/** @throws AppError `user.name-taken`, `user.email-taken`, `team.unknown`, and those of `checkPassword` */
export async function createUser(services: Services, actor: Actor, wish: NewUser): Promise<User> {
  checkPassword(wish.password, wish.name);
  const passwordHash = await hashPassword(wish.password);
  const id = services.newId("usr");
  return services.database.transaction(async (trx) => {
    await knownTeams(trx, wish.teams);
    await freeEmail(trx, wish.email);
    if (!(await insertUser(trx, { ...wish, id, passwordHash, passwordTemporary: true }, services.now())))
      throw new AppError("user.name-taken", { name: wish.name });
    await services.audit(trx, actor, "user.created", { kind: "user", id }, { roles: wish.roles.join(" ") });
    return userForUpdate(trx, id);
  });
}

/** What changes; `agentId` and `email` are `null` where there is none any more. */
export interface UserWish extends Pick<UserChange, "displayName" | "roles" | "teams" | "agentId" | "email"> {
  readonly disabled?: boolean | undefined;
}

/** Other roles, or none at all, end the user's sessions at once. */
export async function editUser(services: Services, actor: Actor, id: string, wish: UserWish): Promise<User> {
  const { disabled, ...rest } = wish;
  const at = services.now();
  return services.database.transaction(async (trx) => {
    const administrators = await localAdministrators(trx, true);
    const user = await userForUpdate(trx, id);
    await knownTeams(trx, wish.teams ?? []);
    await freeEmail(trx, wish.email ?? undefined, id);
    const stays = !(disabled ?? user.disabledAt !== undefined) && (wish.roles ?? user.roles).includes("administrator");
    if (!stays && administrators.length === 1 && administrators[0] === id)
      throw new AppError("user.last-administrator");
    const disabledAt = disabled === true ? (user.disabledAt ?? at) : null;
    await changeUser(trx, id, { ...rest, disabledAt: disabled === undefined ? undefined : disabledAt }, at);
    if (disabled === true || (wish.roles !== undefined && !sameRoles(wish.roles, user.roles)))
      await endSessionsOf(trx, id);
    await services.audit(trx, actor, actionOf(wish, user), { kind: "user", id }, detailsOf(wish));
    return userForUpdate(trx, id);
  });
}

/** A password that its user changes at the next login; ends their sessions. */
export async function resetPassword(services: Services, actor: Actor, id: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await services.database.transaction(async (trx) => {
    const user = await userForUpdate(trx, id);
    if (user.passwordHash === undefined) throw new AppError("password.elsewhere");
    checkPassword(password, user.name);
    await setPassword(trx, id, hash, true, services.now());
    await endSessionsOf(trx, id);
    await services.audit(trx, actor, "user.password-reset", { kind: "user", id });
  });
}

/** For somebody who lost both the authenticator and the recovery codes; ends their sessions. */
export async function resetFactor(services: Services, actor: Actor, id: string): Promise<void> {
  await services.database.transaction(async (trx) => {
    const user = await userForUpdate(trx, id);
    if (user.factorConfirmedAt === undefined) throw new AppError("factor.missing");
    await removeFactor(trx, id);
    await endSessionsOf(trx, id);
    await services.audit(trx, actor, "user.factor-removed", { kind: "user", id });
  });
}

/** @returns how many */
export async function endSessionsFor(services: Services, actor: Actor, id: string): Promise<number> {
  return services.database.transaction(async (trx) => {
    await userForUpdate(trx, id);
    const ended = await endSessionsOf(trx, id);
    await services.audit(trx, actor, "user.sessions-ended", { kind: "user", id }, { ended });
    return ended;
  });
}

async function userForUpdate(trx: Runner, id: string): Promise<User> {
  const user = await findUserForUpdate(trx, id);
  if (user === undefined) throw new AppError("thing.not-found", { what: "user", id });
  return user;
}

async function knownTeams(trx: Runner, teams: readonly string[]): Promise<void> {
  const missing = await missingTeams(trx, teams);
  if (missing.length > 0) throw new AppError("team.unknown", { teams: missing.join(", ") });
}

/** @throws AppError `user.email-taken` */
async function freeEmail(trx: Runner, email: string | undefined, own?: string): Promise<void> {
  const user = email === undefined ? undefined : await findUserByEmail(trx, email);
  if (email !== undefined && user !== undefined && user.id !== own) throw new AppError("user.email-taken", { email });
}

function sameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

function actionOf({ disabled }: UserWish, { disabledAt }: User): "user.disabled" | "user.enabled" | "user.changed" {
  if (disabled === undefined || disabled === (disabledAt !== undefined)) return "user.changed";
  return disabled ? "user.disabled" : "user.enabled";
}

function detailsOf({ roles, teams, agentId }: UserWish): Record<string, string> {
  return {
    ...(roles === undefined ? {} : { roles: roles.join(" ") }),
    ...(teams === undefined ? {} : { teams: teams.join(" ") }),
    ...(agentId === undefined ? {} : { agentId: agentId ?? "" }),
  };
}
