// The demonstration 演示: an empty instance gets the sample calls and three people to log in as.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, CallRecord, type Role, systemActor } from "@tingheng/domain";
import { insertUser, localAdministrators } from "@tingheng/store";
import { takeFile } from "../intake/take-file.ts";
import { hashPassword } from "../people/passwords.ts";
import type { Services } from "../services.ts";

export interface DemoPerson {
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

const people: readonly { readonly name: string; readonly role: Role; readonly agentId?: string }[] = [
  { name: "demo-admin", role: "administrator" },
  { name: "demo-supervisor", role: "supervisor" },
  { name: "demo-inspector", role: "inspector" },
  { name: "demo-agent", role: "agent", agentId: "8012" },
];

/** @returns the people with their passwords, or undefined where this instance is in use already */
export async function fillDemo(services: Services, samples: string): Promise<readonly DemoPerson[] | undefined> {
  if ((await localAdministrators(services.database.kysely)).length > 0) return undefined;
  const made: DemoPerson[] = [];
  for (const { name, role, agentId } of people) {
    const password = Buffer.from(services.chance(new Uint8Array(12))).toString("base64url");
    const user = { id: services.newId("usr"), name, displayName: name, roles: [role], teams: [], agentId };
    const passwordHash = await hashPassword(password);
    await services.database.transaction(async (trx) => {
      await insertUser(trx, { ...user, passwordHash, passwordTemporary: false }, services.now());
      await services.audit(trx, systemActor, "user.created", { kind: "user", id: user.id }, { roles: role });
    });
    made.push({ name, password, role });
  }
  const names = readdirSync(samples).sort();
  for (const label of names.filter((name) => !isBeside(name, names))) {
    const beside = label.endsWith(".wav") ? `${label.slice(0, -4)}.json` : undefined;
    const known =
      beside === undefined || !names.includes(beside)
        ? {}
        : { known: CallRecord.parse(JSON.parse(await readFile(join(samples, beside), "utf8"))) };
    const { problems } = await takeFile(services, { path: join(samples, label), label, source: "sample", ...known });
    if (problems[0] !== undefined)
      throw new AppError("input.unreadable", { path: problems[0].where, problem: problems[0].error.code });
  }
  return made;
}

/** Lies beside a recording and says what is known of it. */
function isBeside(name: string, names: readonly string[]): boolean {
  return name.endsWith(".json") && names.includes(`${name.slice(0, -5)}.wav`);
}
