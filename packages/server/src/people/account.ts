// What people do with their own account: another password, a second factor, sessions elsewhere.
import { AppError } from "@tingheng/domain";
import { endSessionsOf, offerFactor, type Runner, removeFactor, setPassword, type User } from "@tingheng/store";
import type { Services } from "../services.ts";
import { countGuess, guessKey } from "./attempts.ts";
import { finishFactor, type GivenCode, newFactor, takeCode } from "./factor.ts";
import { checkPassword, hashPassword, passwordMatches } from "./passwords.ts";
import { personNamed, renewSession, type Visit } from "./sessions.ts";

/** Ends all other sessions. @returns the new token of this one */
export async function changePassword(
  services: Services,
  { user, session }: Visit,
  given: { readonly current: string; readonly next: string },
): Promise<string> {
  await provePassword(services, user, given.current);
  checkPassword(given.next, user.name);
  if (given.next === given.current) throw new AppError("password.common");
  const hash = await hashPassword(given.next);
  return services.database.transaction(async (trx) => {
    await setPassword(trx, user.id, hash, false, services.now());
    await endSessionsOf(trx, user.id, session.id);
    await note(services, trx, user, "user.password-changed");
    return renewSession(services, trx, session);
  });
}

/** A secret for the authenticator; nothing is asked for until it is confirmed. */
export async function beginFactor(services: Services, { user }: Visit): Promise<{ secret: string; address: string }> {
  const { secret, address, sealed } = newFactor(services, user);
  if (!(await offerFactor(services.database.kysely, user.id, sealed))) throw new AppError("factor.there");
  return { secret, address };
}

/** @returns the new token of the session, in which the factor counts as given, and the recovery codes */
export async function enrolFactor(
  services: Services,
  { user, session }: Visit,
  code: string,
): Promise<{ token: string; recoveryCodes: string[] }> {
  if (user.factorConfirmedAt !== undefined) throw new AppError("factor.there");
  if (user.factorSecret === undefined) throw new AppError("factor.missing");
  await proveFactor(services, user, { code });
  return services.database.transaction(async (trx) => {
    const recoveryCodes = await finishFactor(services, trx, user);
    await endSessionsOf(trx, user.id, session.id);
    await note(services, trx, user, "user.factor-enrolled");
    return { token: await renewSession(services, trx, session, services.now()), recoveryCodes };
  });
}

/** Proves the factor in a session that began without it. @returns the new token of the session */
export async function giveFactor(services: Services, { user, session }: Visit, given: GivenCode): Promise<string> {
  if (user.factorConfirmedAt === undefined) throw new AppError("factor.missing");
  await proveFactor(services, user, given);
  return services.database.transaction(async (trx) => {
    await note(services, trx, user, "user.factor-given");
    return renewSession(services, trx, session, services.now());
  });
}

/** Administrators take their factor off only to enrol another one at once: until then they may do nothing else. */
export async function dropFactor(services: Services, { user, session }: Visit, given: GivenCode): Promise<string> {
  if (user.factorConfirmedAt === undefined) throw new AppError("factor.missing");
  await proveFactor(services, user, given);
  return services.database.transaction(async (trx) => {
    await removeFactor(trx, user.id);
    await endSessionsOf(trx, user.id, session.id);
    await note(services, trx, user, "user.factor-removed");
    return renewSession(services, trx, { ...session, factorAt: undefined });
  });
}

/** @throws AppError `password.wrong`, `password.elsewhere`, `access.too-many` */
export async function provePassword(services: Services, user: User, password: string): Promise<void> {
  if (user.passwordHash === undefined) throw new AppError("password.elsewhere");
  await countGuess(services, "password", guessKey("password", user.id));
  if (!(await passwordMatches(user.passwordHash, password))) throw new AppError("password.wrong");
}

async function proveFactor(services: Services, user: User, given: GivenCode): Promise<void> {
  await countGuess(services, "code", guessKey("code", user.id));
  if (!(await takeCode(services, services.database.kysely, user, given))) throw new AppError("factor.wrong");
}

type Done = "password-changed" | "factor-enrolled" | "factor-given" | "factor-removed";

function note(services: Services, trx: Runner, user: User, action: `user.${Done}`): Promise<void> {
  return services.audit(trx, personNamed(user), action, { kind: "user", id: user.id });
}
