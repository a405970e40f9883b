import { createHash, randomBytes } from "node:crypto";
import { idsFrom } from "@tingheng/domain";
import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { Runner } from "../database/database.ts";
import { findApiKey, insertApiKey, listApiKeys, revokeApiKey, setApiKeyUsed } from "./api-keys-repository.ts";
import {
  confirmFactor,
  countRecoveryCodes,
  offerFactor,
  removeFactor,
  useFactorStep,
  useRecoveryCode,
} from "./factors-repository.ts";
import { findUserByIdentity, identitiesOf, linkIdentity, unlinkIdentity } from "./identities-repository.ts";
import {
  forgetAttempts,
  insertOidcState,
  insertSetupToken,
  sweepLogins,
  takeOidcState,
  takeSetupTokens,
  tryOnce,
} from "./logins-repository.ts";
import {
  endSession,
  endSessionsOf,
  findSession,
  insertSession,
  rotateSession,
  type Session,
  sessionsOf,
  setSessionSeen,
} from "./sessions-repository.ts";
import { addTeams, listTeams, missingTeams, putTeam, removeTeam } from "./teams-repository.ts";
import {
  changeUser,
  findUser,
  findUserByEmail,
  findUserByName,
  findUserForUpdate,
  insertUser,
  listUsers,
  localAdministrators,
  setLoggedIn,
  setPassword,
  type UserToKeep,
} from "./users-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");
const later = (ms: number) => new Date(at.getTime() + ms);
const newId = idsFrom(
  () => at.getTime(),
  (bytes) => randomBytes(bytes.length),
);
const hash = (text: string) => createHash("sha256").update(text).digest();

function user(name: string, fields: Partial<UserToKeep> = {}): UserToKeep {
  return {
    id: newId("usr"),
    name,
    displayName: "王芳",
    roles: ["inspector"],
    teams: [],
    agentId: undefined,
    passwordHash: "$argon2id$…",
    passwordTemporary: false,
    ...fields,
  };
}

function session(userId: string): Session {
  const id = newId("ses");
  return {
    id,
    userId,
    beganAt: at,
    seenAt: at,
    endsAt: later(60_000),
    via: "password",
    factorAt: undefined,
    address: "192.0.2.1",
    browser: "test",
  };
}

onBothDatabases((database) => {
  const run = (): Runner => database().kysely;

  it("keeps a user once by name and changes only what is said", async () => {
    const first = user("wang.fang", { teams: ["a"], agentId: "1001" });
    expect(await insertUser(run(), first, at)).toBe(true);
    expect(await insertUser(run(), user("wang.fang"), at)).toBe(false);
    await changeUser(run(), first.id, { displayName: "王芳芳", roles: ["agent", "trainer"] }, later(1));
    const expected = {
      id: first.id,
      displayName: "王芳芳",
      roles: ["agent", "trainer"],
      teams: ["a"],
      agentId: "1001",
    };
    expect(await findUserByName(run(), "wang.fang")).toMatchObject(expected);
    await changeUser(run(), first.id, { agentId: null, disabledAt: later(2) }, later(2));
    expect(await findUser(run(), first.id)).toMatchObject({ agentId: undefined, disabledAt: later(2) });
    await changeUser(run(), first.id, { disabledAt: null }, later(3));
    await setPassword(run(), first.id, "$new", true, later(4));
    await setLoggedIn(run(), first.id, later(5));
    expect(await findUser(run(), first.id)).toMatchObject({
      disabledAt: undefined,
      passwordHash: "$new",
      passwordTemporary: true,
      loggedInAt: later(5),
    });
  });

  it("lists users by name, and of a leader only the own teams and self", async () => {
    const self = user("list.0", { teams: [] });
    for (const one of [self, user("list.1", { teams: ["t1", "t2"] }), user("list.2", { teams: ["t3"] })])
      await insertUser(run(), one, at);
    const names = async (...rest: Parameters<typeof listUsers> extends [Runner, ...infer Rest] ? Rest : never) =>
      (await listUsers(run(), ...rest)).map(({ name }) => name).filter((name) => name.startsWith("list."));
    expect(await names(undefined, 100)).toEqual(["list.0", "list.1", "list.2"]);
    expect(await names(undefined, 1, "list.0")).toEqual(["list.1"]);
    expect(await names({ teams: ["t2", "t9"], self: self.id }, 100)).toEqual(["list.0", "list.1"]);
    expect(await names({ teams: [], self: self.id }, 100)).toEqual(["list.0"]);
  });

  it("knows the administrators who can log in without a provider", async () => {
    const local = user("root.1", { roles: ["administrator"] });
    const elsewhere = user("root.2", { roles: ["administrator"], passwordHash: undefined });
    await insertUser(run(), local, at);
    await insertUser(run(), elsewhere, at);
    const held = () => database().transaction((trx) => localAdministrators(trx, true));
    expect(await held()).toEqual([local.id]);
    await changeUser(run(), local.id, { disabledAt: at }, at);
    expect(await held()).toEqual([]);
  });

  it("links a provider's subject to one user", async () => {
    const one = user("linked");
    await insertUser(run(), one, at);
    expect(await linkIdentity(run(), one.id, { issuer: "https://i", subject: "s" }, at)).toBe(true);
    expect(await linkIdentity(run(), one.id, { issuer: "https://i", subject: "s" }, at)).toBe(false);
    expect(await findUserByIdentity(run(), { issuer: "https://i", subject: "s" })).toMatchObject({ id: one.id });
    expect(await findUserByIdentity(run(), { issuer: "https://other", subject: "s" })).toBeUndefined();
    expect(await identitiesOf(run(), one.id)).toEqual([{ issuer: "https://i", subject: "s", linkedAt: at }]);
    const other = user("not-linked");
    await insertUser(run(), other, at);
    expect(await unlinkIdentity(run(), other.id, { issuer: "https://i", subject: "s" })).toBe(false);
    expect(await unlinkIdentity(run(), one.id, { issuer: "https://i", subject: "s" })).toBe(true);
    expect(await identitiesOf(run(), one.id)).toEqual([]);
  });

  it("finds a user by their address, which nobody else has", async () => {
    const one = user("addressed", { email: "a@example.com" });
    await insertUser(run(), one, at);
    const found = (email: string) => database().transaction((trx) => findUserByEmail(trx, email));
    expect(await found("a@example.com")).toMatchObject({ id: one.id, email: "a@example.com" });
    await changeUser(run(), one.id, { email: null }, at);
    expect(await found("a@example.com")).toBeUndefined();
    const two = user("addressed-too", { email: "b@example.com" });
    await insertUser(run(), two, at);
    await expect(changeUser(run(), one.id, { email: "b@example.com" }, at)).rejects.toThrow();
  });

  it("takes each code of a second factor once", async () => {
    const one = user("factor");
    await insertUser(run(), one, at);
    expect(await offerFactor(run(), one.id, Buffer.from("sealed"))).toBe(true);
    await confirmFactor(run(), one.id, [hash("a"), hash("b")], at);
    expect(await offerFactor(run(), one.id, Buffer.from("another"))).toBe(false);
    expect(await findUser(run(), one.id)).toMatchObject({ factorConfirmedAt: at, factorSecret: Buffer.from("sealed") });
    const used = [57_000_000, 57_000_000, 56_999_999, 57_000_001].map(
      (step) => () => useFactorStep(run(), one.id, step),
    );
    const answers: boolean[] = [];
    for (const use of used) answers.push(await use());
    expect(answers).toEqual([true, false, false, true]);
    expect(await useRecoveryCode(run(), one.id, hash("a"))).toBe(true);
    expect(await useRecoveryCode(run(), one.id, hash("a"))).toBe(false);
    expect(await countRecoveryCodes(run(), one.id)).toBe(1);
    await removeFactor(run(), one.id);
    expect(await countRecoveryCodes(run(), one.id)).toBe(0);
    expect(await findUser(run(), one.id)).toMatchObject({ factorConfirmedAt: undefined, factorSecret: undefined });
  });

  it("finds a session by its token's hash until it ends", async () => {
    const one = user("sessions");
    await insertUser(run(), one, at);
    const [first, second, third] = [session(one.id), session(one.id), session(one.id)];
    for (const each of [first, second, third]) await insertSession(run(), each, hash(each.id));
    expect(await findSession(run(), hash(first.id))).toEqual(first);
    expect(await sessionsOf(run(), one.id)).toHaveLength(3);
    await rotateSession(run(), first.id, hash("rotated"), later(1));
    expect(await findSession(run(), hash(first.id))).toBeUndefined();
    expect(await findSession(run(), hash("rotated"))).toMatchObject({ id: first.id, factorAt: later(1) });
    expect(await endSession(run(), newId("usr"), second.id)).toBe(false);
    expect(await endSession(run(), one.id, second.id)).toBe(true);
    expect(await endSessionsOf(run(), one.id, first.id)).toBe(1);
    await setSessionSeen(run(), first.id, later(1_000));
    await sweepLogins(run(), later(2_000), later(999));
    expect(await sessionsOf(run(), one.id)).toHaveLength(1);
    await sweepLogins(run(), later(2_000), later(1_000));
    expect(await sessionsOf(run(), one.id)).toEqual([]);
  });

  it("keeps keys and revokes them once", async () => {
    const id = newId("key");
    const key: Parameters<typeof insertApiKey>[1] = {
      id,
      name: "录音上传",
      secretHash: hash("secret"),
      permissions: ["calls.write"],
      scope: { kind: "teams", teams: ["a"] },
      madeBy: newId("usr"),
      madeAt: at,
      expiresAt: later(1_000),
    };
    await insertApiKey(run(), key);
    await setApiKeyUsed(run(), id, later(5));
    expect(await findApiKey(run(), id)).toEqual({ ...key, usedAt: later(5), revokedAt: undefined });
    expect(await listApiKeys(run(), 10)).toMatchObject([{ id }]);
    expect(await listApiKeys(run(), 10, id)).toEqual([]);
    expect(await revokeApiKey(run(), id, later(6))).toBe(true);
    expect(await revokeApiKey(run(), id, later(7))).toBe(false);
    expect(await findApiKey(run(), id)).toMatchObject({ revokedAt: later(6) });
  });

  it("lets so many tries through in a window, also when they come at once", async () => {
    const limit = { most: 5, windowMs: 60_000 };
    const attempt = (ms: number) => database().transaction((trx) => tryOnce(trx, hash("who"), limit, later(ms)));
    const answers = await Promise.all(Array.from({ length: 8 }, () => attempt(0)));
    expect(answers.filter((until) => until === undefined)).toHaveLength(5);
    expect(await attempt(59_999)).toEqual(later(60_000));
    expect(await attempt(60_000)).toBeUndefined();
    await forgetAttempts(run(), hash("who"));
    expect(await attempt(60_001)).toBeUndefined();
  });

  it("finishes a login of single sign-on once, in time, and only for its browser", async () => {
    const hashes = { state: hash("state"), browser: hash("browser") };
    const state = { nonce: "n", verifier: "v", returnTo: "/", endsAt: later(600_000), linkTo: undefined };
    await insertOidcState(run(), hashes, state);
    expect(await takeOidcState(run(), { ...hashes, browser: hash("other") }, at)).toBeUndefined();
    expect(await takeOidcState(run(), hashes, later(600_000))).toBeUndefined();
    expect(await takeOidcState(run(), hashes, at)).toEqual(state);
    expect(await takeOidcState(run(), hashes, at)).toBeUndefined();
  });

  it("takes one token of the first start, and all others with it", async () => {
    await insertSetupToken(run(), hash("one"), later(1_000));
    await insertSetupToken(run(), hash("two"), later(1_000));
    expect(await takeSetupTokens(run(), hash("three"), at)).toBe(false);
    expect(await takeSetupTokens(run(), hash("one"), later(1_000))).toBe(false);
    expect(await takeSetupTokens(run(), hash("one"), at)).toBe(true);
    expect(await takeSetupTokens(run(), hash("two"), at)).toBe(false);
  });

  it("keeps teams while somebody is in them", async () => {
    await putTeam(run(), { id: "t-1", name: "一班" });
    await putTeam(run(), { id: "t-1", name: "售后一班" });
    await addTeams(run(), ["t-1", "t-2"]);
    expect(await listTeams(run(), 1, "s")).toEqual([{ id: "t-1", name: "售后一班" }]);
    expect(await missingTeams(run(), ["t-1", "t-3"])).toEqual(["t-3"]);
    const member = user("member", { teams: ["t-1"] });
    await insertUser(run(), member, at);
    expect(await findUserForUpdate(run(), member.id)).toMatchObject({ teams: ["t-1"] });
    expect(await removeTeam(run(), "t-1")).toBe("in-use");
    expect(await removeTeam(run(), "t-2")).toBe("removed");
    expect(await removeTeam(run(), "t-2")).toBe("missing");
  });
});
