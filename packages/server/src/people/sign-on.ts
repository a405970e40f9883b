// Logging in by single sign-on 单点登录: begun and finished by the same browser, once, in time; the person is known by issuer and subject.
import { AppError, systemActor } from "@tingheng/domain";
import {
  addTeams,
  changeUser,
  endSessionsOf,
  findUserByIdentity,
  findUserForUpdate,
  insertOidcState,
  insertUser,
  linkIdentity,
  type Runner,
  setLoggedIn,
  takeOidcState,
  type User,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { noteFailure, where } from "./log-in.ts";
import { returnAddress } from "./return-address.ts";
import { beginSession, type Origin, personNamed } from "./sessions.ts";
import { type SignedOn, signedOn } from "./sign-on-claims.ts";
import type { SignOnProvider } from "./sign-on-provider.ts";
import { hashOf, newToken } from "./tokens.ts";
import { UserName } from "./user-name.ts";

const finishWithinMs = 600_000;

/** @returns where the browser is sent, and the token that its cookie keeps until it comes back */
export async function beginSignOn(
  services: Services,
  provider: SignOnProvider,
  wish: string | undefined,
): Promise<{ address: string; browser: string }> {
  const [state, browser, nonce, verifier] = [0, 1, 2, 3].map(() => newToken(services)) as [
    string,
    string,
    string,
    string,
  ];
  const address = await provider.address({ state, nonce, verifier });
  await insertOidcState(
    services.database.kysely,
    { state: hashOf(state), browser: hashOf(browser) },
    {
      nonce,
      verifier,
      returnTo: returnAddress(wish, services.config.base_path),
      endsAt: new Date(services.now().getTime() + finishWithinMs),
    },
  );
  return { address, browser };
}

/**
 * @param search of the address to which the provider sent the browser back
 * @param browser the token of the browser's cookie
 * @returns the token of the session, and where the browser goes
 */
export async function finishSignOn(
  services: Services,
  provider: SignOnProvider,
  came: { readonly search: string; readonly browser: string; readonly from: Origin },
): Promise<{ token: string; returnTo: string }> {
  const state = new URLSearchParams(came.search).get("state") ?? "";
  const hashes = { state: hashOf(state), browser: hashOf(came.browser) };
  const begun = await takeOidcState(services.database.kysely, hashes, services.now());
  if (begun === undefined) return refuse(services, came.from, "no such login");
  const checks = { state, nonce: begun.nonce, verifier: begun.verifier };
  const claims = await provider.claims(came.search, checks).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return refuse(services, came.from, error);
  });
  const token = await admit(services, signedOn(claims, services.config), came.from);
  return { token, returnTo: begun.returnTo };
}

async function refuse(services: Services, from: Origin, reason: unknown): Promise<never> {
  services.log.warn({ reason: described(reason) }, "sign-on refused");
  await noteFailure(services, undefined, "sign-on", from);
  throw new AppError("sign-on.refused");
}

/** Without what the provider sent, which may hold a token. */
function described(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const { name, message, cause } = reason;
  return cause instanceof Error ? `${name}: ${message}: ${cause.message}` : `${name}: ${message}`;
}

/** Makes the person known here, gives them the roles of their groups, and begins a session. */
async function admit(services: Services, person: SignedOn, from: Origin): Promise<string> {
  const outcome = await services.database.transaction(async (trx) => {
    const user = await known(services, trx, person);
    if (user === undefined || user.disabledAt !== undefined || person.roles.length === 0) return { user };
    const factorAt = person.factor ? services.now() : undefined;
    const token = await beginSession(services, trx, { userId: user.id, via: "oidc", factorAt, from });
    await setLoggedIn(trx, user.id, services.now());
    await services.audit(trx, personNamed(user), "login.succeeded", { kind: "user", id: user.id }, where(from));
    return { user, token };
  });
  if (outcome.token !== undefined) return outcome.token;
  await noteFailure(services, outcome.user, "sign-on", from);
  throw new AppError(person.roles.length === 0 ? "sign-on.no-role" : "login.refused");
}

/** The user of this person, made or changed as the provider says; nobody is made who has no role. */
async function known(services: Services, trx: Runner, person: SignedOn): Promise<User | undefined> {
  const user = await findUserByIdentity(trx, person.issuer, person.subject);
  await addTeams(trx, person.teams);
  if (user !== undefined) return follow(services, trx, user, person);
  return person.roles.length === 0 ? undefined : makeKnown(services, trx, person);
}

async function makeKnown(services: Services, trx: Runner, person: SignedOn): Promise<User | undefined> {
  const id = services.newId("usr");
  const { displayName, roles, teams, agentId } = person;
  const user = { id, displayName, roles, teams, agentId, passwordHash: undefined, passwordTemporary: false };
  const at = services.now();
  for (const name of namesFor(person.name, id)) {
    if (!(await insertUser(trx, { ...user, name }, at))) continue;
    await linkIdentity(trx, { issuer: person.issuer, subject: person.subject, userId: id }, at);
    await services.audit(trx, systemActor, "user.created", { kind: "user", id }, { roles: roles.join(" ") });
    break;
  }
  return findUserForUpdate(trx, id);
}

/** A name that somebody else has here is theirs: nobody is taken for another because of a name. */
function namesFor(wish: string, id: string): string[] {
  const ending = id.slice(-8);
  const name = UserName.safeParse(wish);
  return name.success ? [name.data, `${name.data.slice(0, 50)}-${ending}`] : [`user-${ending}`];
}

async function follow(services: Services, trx: Runner, user: User, person: SignedOn): Promise<User | undefined> {
  const { displayName, roles, teams, agentId = null } = person;
  await changeUser(trx, user.id, { displayName, roles, teams, agentId }, services.now());
  const rolesOf = (held: readonly string[]) => [...held].sort().join(" ");
  if (rolesOf(roles) !== rolesOf(user.roles)) {
    await endSessionsOf(trx, user.id);
    await services.audit(trx, systemActor, "user.changed", { kind: "user", id: user.id }, { roles: rolesOf(roles) });
  }
  return findUserForUpdate(trx, user.id);
}
