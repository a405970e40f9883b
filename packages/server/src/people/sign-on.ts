// Logging in by single sign-on 单点登录: begun and finished by the same browser, once, in time; the person is known by issuer and subject,
// and nobody is taken for a user of this service by a name.
import { AppError, type Role, systemActor } from "@tingheng/domain";
import {
  addTeams,
  changeUser,
  endSessionsOf,
  findUserByEmail,
  findUserByIdentity,
  findUserForUpdate,
  identitiesOf,
  insertOidcState,
  insertUser,
  localAdministrators,
  type Runner,
  setLoggedIn,
  takeOidcState,
  type User,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { joinIdentity } from "./identities.ts";
import { noteFailure, where } from "./log-in.ts";
import { beginSession, type Origin, personNamed, type Visit } from "./sessions.ts";
import { type SignedOn, signedOn } from "./sign-on-claims.ts";
import type { SignOnProvider } from "./sign-on-provider.ts";
import { hashOf, newToken } from "./tokens.ts";
import { UserName } from "./user-name.ts";

const finishWithinMs = 600_000;

/**
 * @param returnTo the path of this service where the browser goes in the end
 * @param linkTo the user who is to be joined to whoever logs in at the provider; nobody where somebody logs in here
 * @returns where the browser is sent, and the token that its cookie keeps until it comes back
 */
export async function beginSignOn(
  services: Services,
  provider: SignOnProvider,
  { returnTo, linkTo }: { readonly returnTo: string; readonly linkTo?: string },
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
      returnTo,
      linkTo,
      endsAt: new Date(services.now().getTime() + finishWithinMs),
    },
  );
  return { address, browser };
}

/**
 * @param search of the address to which the provider sent the browser back
 * @param browser the token of the browser's cookie
 * @param visit of whoever is logged in there, if anybody is
 * @returns the token of the session that began, if one did, and where the browser goes
 */
export async function finishSignOn(
  services: Services,
  provider: SignOnProvider,
  came: {
    readonly search: string;
    readonly browser: string;
    readonly from: Origin;
    readonly visit: Visit | undefined;
  },
): Promise<{ token: string | undefined; returnTo: string }> {
  const state = new URLSearchParams(came.search).get("state") ?? "";
  const hashes = { state: hashOf(state), browser: hashOf(came.browser) };
  const begun = await takeOidcState(services.database.kysely, hashes, services.now());
  if (begun === undefined) return refuse(services, came.from, "no such login");
  const checks = { state, nonce: begun.nonce, verifier: begun.verifier };
  const claims = await provider.claims(came.search, checks).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return refuse(services, came.from, error);
  });
  const person = signedOn(claims, services.config);
  const { returnTo, linkTo } = begun;
  if (linkTo === undefined) return { token: await admit(services, person, came.from), returnTo };
  const { visit } = came;
  // Whoever began it is still there: nobody else's account is joined to anybody.
  if (visit?.user.id !== linkTo) return refuse(services, came.from, "another user than the one who began it");
  if (person.roles.length === 0) throw new AppError("sign-on.no-role");
  await services.database.transaction((trx) => joinIdentity(services, trx, personNamed(visit.user), linkTo, person));
  return { token: undefined, returnTo };
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
  await addTeams(trx, person.teams ?? []);
  const user = await findUserByIdentity(trx, person);
  if (user !== undefined) return follow(services, trx, user, person);
  if (person.roles.length === 0) return undefined;
  const addressed = await addressedUser(services, trx, person);
  if (addressed === undefined) return makeKnown(services, trx, person);
  // Who was shut out does not come in again as somebody new.
  if (addressed.disabledAt !== undefined) return addressed;
  await joinIdentity(services, trx, systemActor, addressed.id, person);
  return follow(services, trx, addressed, person);
}

/**
 * The user to whom an administrator gave the address that the provider vouches for, where it is trusted with that. Once somebody at
 * this provider is that user nobody else is taken for them: addresses are given to newcomers when people leave.
 */
async function addressedUser({ config }: Services, trx: Runner, person: SignedOn): Promise<User | undefined> {
  if (config.oidc_link !== "verified-email" || person.verifiedEmail === undefined) return undefined;
  const user = await findUserByEmail(trx, person.verifiedEmail);
  if (user === undefined) return undefined;
  const taken = (await identitiesOf(trx, user.id)).some(({ issuer }) => issuer === person.issuer);
  return taken ? undefined : user;
}

async function makeKnown(services: Services, trx: Runner, person: SignedOn): Promise<User | undefined> {
  const id = services.newId("usr");
  const { displayName, roles, teams = [], agentId } = person;
  const placed = { teams, agentId: agentId ?? undefined };
  const user = { id, displayName, roles, ...placed, passwordHash: undefined, passwordTemporary: false };
  const at = services.now();
  for (const name of namesFor(person.name, id)) {
    if (!(await insertUser(trx, { ...user, name }, at))) continue;
    await services.audit(trx, systemActor, "user.created", { kind: "user", id }, { roles: roles.join(" ") });
    await joinIdentity(services, trx, systemActor, id, person);
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

/** What the groups give; the last administrator with a password of this service always stays one. */
async function rolesFor(trx: Runner, user: User, roles: readonly Role[]): Promise<readonly Role[]> {
  if (roles.includes("administrator") || !user.roles.includes("administrator")) return roles;
  const local = await localAdministrators(trx, true);
  return local.length === 1 && local[0] === user.id ? [...roles, "administrator"] : roles;
}

async function follow(services: Services, trx: Runner, user: User, person: SignedOn): Promise<User | undefined> {
  const { displayName, teams, agentId } = person;
  const roles = await rolesFor(trx, user, person.roles);
  await changeUser(trx, user.id, { displayName, roles, teams, agentId }, services.now());
  const rolesOf = (held: readonly string[]) => [...held].sort().join(" ");
  if (rolesOf(roles) !== rolesOf(user.roles)) {
    await endSessionsOf(trx, user.id);
    await services.audit(trx, systemActor, "user.changed", { kind: "user", id: user.id }, { roles: rolesOf(roles) });
  }
  return findUserForUpdate(trx, user.id);
}
