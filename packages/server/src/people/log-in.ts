// Logging in 登录 with a name and a password, and a code where a second factor is enrolled. What went wrong is never said.
import { AppError, systemActor } from "@tingheng/domain";
import { findUserByName, forgetAttempts, setLoggedIn, type User } from "@tingheng/store";
import type { Services } from "../services.ts";
import { countGuess, guessKey } from "./attempts.ts";
import { type GivenCode, takeCode } from "./factor.ts";
import { passwordMatches } from "./passwords.ts";
import { beginSession, type Origin, personNamed } from "./sessions.ts";
import { foldName } from "./user-name.ts";

export interface Credentials extends GivenCode {
  readonly name: string;
  readonly password: string;
}

/**
 * @returns the token for the cookie
 * @throws AppError `login.refused`, the same whatever is wrong; `login.factor-needed` when only the code is missing; `access.too-many`
 */
export async function logIn(services: Services, given: Credentials, from: Origin): Promise<string> {
  const name = foldName(given.name);
  const key = guessKey("password", name, from.address ?? "");
  await countGuess(services, "password", key);
  const user = await findUserByName(services.database.kysely, name);
  const right = await passwordMatches(user?.passwordHash, given.password);
  if (user === undefined || !right || user.disabledAt !== undefined) {
    await noteFailure(services, user, "password", from);
    throw new AppError("login.refused");
  }
  const factorAt = await factorGiven(services, user, given, from);
  return services.database.transaction(async (trx) => {
    const token = await beginSession(services, trx, { userId: user.id, via: "password", factorAt, from });
    await forgetAttempts(trx, key);
    await setLoggedIn(trx, user.id, services.now());
    await services.audit(trx, personNamed(user), "login.succeeded", { kind: "user", id: user.id }, where(from));
    return token;
  });
}

/** When a second factor was given; undefined where none is enrolled. */
async function factorGiven(services: Services, user: User, given: GivenCode, from: Origin): Promise<Date | undefined> {
  if (user.factorConfirmedAt === undefined) return undefined;
  if (given.code === undefined && given.recoveryCode === undefined) throw new AppError("login.factor-needed");
  await countGuess(services, "code", guessKey("code", user.id));
  if (await takeCode(services, services.database.kysely, user, given)) return services.now();
  await noteFailure(services, user, "code", from);
  throw new AppError("login.refused");
}

/** Writes to the log that a login failed; of a name that nobody has, nothing is kept: it may be a mistyped password. */
export async function noteFailure(
  services: Services,
  user: User | undefined,
  failed: "password" | "code" | "sign-on",
  from: Origin,
): Promise<void> {
  const subject = { kind: "user", id: user?.id ?? "unknown" };
  await services.database.transaction((trx) =>
    services.audit(trx, systemActor, "login.failed", subject, { failed, ...where(from) }),
  );
}

/** Where it came from, for the log. */
export function where({ address }: Origin): Readonly<Record<string, string>> {
  return address === undefined ? {} : { address };
}
