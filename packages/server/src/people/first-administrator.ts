// The first administrator: made from settings, or by whoever holds the one-time token that is printed at the first start.
import { AppError, systemActor } from "@tingheng/domain";
import { insertSetupToken, insertUser, localAdministrators, type Runner, takeSetupTokens } from "@tingheng/store";
import type { Services } from "../services.ts";
import { countGuess, guessKey } from "./attempts.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import { hashOf, newToken } from "./tokens.ts";
import { UserName } from "./user-name.ts";

const tokenLastsMs = 86_400_000;

/**
 * Run at every start, by every process; does nothing once there is an administrator with a password.
 * @throws AppError where the password of the settings would not be taken from a person either
 */
export async function prepareFirstAdministrator(services: Services): Promise<void> {
  const { config, database, log, now } = services;
  if (await isThere(database.kysely)) return;
  if (config.admin_name !== undefined && config.admin_password !== undefined) {
    await makeAdministrator(services, { name: nameOfSettings(config.admin_name), password: config.admin_password });
    return;
  }
  const token = newToken(services);
  await insertSetupToken(database.kysely, hashOf(token), new Date(now().getTime() + tokenLastsMs));
  log.warn({ setupToken: token }, "nobody can log in yet: make the first administrator with this token, within a day");
}

export interface FirstAdministrator {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** @throws AppError `setup.refused` without a valid token or when there is an administrator already */
export async function setUp(services: Services, given: FirstAdministrator, address: string): Promise<void> {
  await countGuess(services, "setup", guessKey("setup", address));
  const taken = async (trx: Runner) => takeSetupTokens(trx, hashOf(given.token), services.now());
  if (!(await makeAdministrator(services, given, taken))) throw new AppError("setup.refused");
}

export function hasAdministrator({ database }: Services): Promise<boolean> {
  return isThere(database.kysely);
}

async function makeAdministrator(
  services: Services,
  { name, password }: { readonly name: string; readonly password: string },
  allowed: (trx: Runner) => Promise<boolean> = async () => true,
): Promise<boolean> {
  checkPassword(password, name);
  const passwordHash = await hashPassword(password);
  const id = services.newId("usr");
  return services.database.transaction(async (trx) => {
    if ((await isThere(trx)) || !(await allowed(trx))) return false;
    const user = { id, name, displayName: name, passwordHash, passwordTemporary: false, agentId: undefined } as const;
    if (!(await insertUser(trx, { ...user, roles: ["administrator"], teams: [] }, services.now()))) {
      // Another process may have been quicker with the same settings.
      if (await isThere(trx)) return false;
      throw new AppError("user.name-taken", { name });
    }
    await services.audit(trx, systemActor, "user.created", { kind: "user", id }, { roles: "administrator" });
    return true;
  });
}

async function isThere(runner: Runner): Promise<boolean> {
  return (await localAdministrators(runner)).length > 0;
}

function nameOfSettings(text: string): string {
  const name = UserName.safeParse(text);
  if (name.success) return name.data;
  throw new AppError("input.malformed", {
    where: "admin_name",
    expected: name.error.issues[0]?.message ?? "",
    found: JSON.stringify(text),
  });
}
