// A centre with two teams, calls of several agents, and everybody who may ask: each role, keys, and those who may not ask any more.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { type Actor, type CallRecord, inScope, Permission, permissionsOf, Role, scopeOf } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { changeUser, insertUser, noteUnread, putTeam, sessionsOf, setCopies, setStage } from "@tingheng/store";
import { acceptCalls } from "../../calls/accept-calls.ts";
import { sessionCookie } from "../../people/cookies.ts";
import { makeKey, takeKeyBack } from "../../people/keys.ts";
import { newWorld, type World } from "../../people/people-world.contract.ts";
import { beginSession } from "../../people/sessions.ts";
import type { Services } from "../../services.ts";
import { judgeStage } from "../../stages/judgement/judge-stage.ts";
import { importShipped } from "../../standards/import-standards.ts";

/** Where a call lies; what nobody may learn of it who may not see it. */
export interface Place {
  readonly name: "own" | "sibling" | "foreign" | "unplaced";
  readonly agentId?: string;
  readonly team?: string;
  readonly number: string;
  readonly customer: string;
  readonly words: string;
  readonly agentName: string;
}

export const places: readonly Place[] = [
  {
    name: "own",
    agentId: "a-1",
    team: "A",
    number: "13811110001",
    customer: "欧阳甲乙",
    words: "青龙暗语",
    agentName: "坐席甲",
  },
  {
    name: "sibling",
    agentId: "a-2",
    team: "A",
    number: "13822220002",
    customer: "司马丙丁",
    words: "白虎暗语",
    agentName: "坐席乙",
  },
  {
    name: "foreign",
    agentId: "b-1",
    team: "B",
    number: "13833330003",
    customer: "诸葛戊己",
    words: "朱雀暗语",
    agentName: "坐席丙",
  },
  { name: "unplaced", number: "13844440004", customer: "上官庚辛", words: "玄武暗语", agentName: "坐席丁" },
];

/** Somebody who asks: what they send, and who the law says they are. */
export interface Asker {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** "refused": what they send is not valid any more, which is said whatever they ask. */
  readonly actor: Actor | "refused" | undefined;
  /** A browser of the same person, as if they had logged in elsewhere. */
  readonly anotherSession?: () => Promise<{ readonly headers: Record<string, string>; readonly session: string }>;
}

export interface AccessWorld extends World {
  readonly askers: readonly Asker[];
  /** Judged calls with sound, one for each place; those that are changed are made anew. */
  readonly calls: ReadonlyMap<Place["name"], string>;
  readonly users: { readonly own: string; readonly foreign: string };
  /** Makes what the askers are tried on, and asks for nothing. */
  readonly houseKey: Readonly<Record<string, string>>;
  readonly sessionOfSomebody: string;
  recordOf(place: Place, id: string): CallRecord;
  newCall(place: Place): Promise<string>;
}

const source = "matrix";
const sound = readFileSync(new URL("../../../../../samples/air-conditioning.wav", import.meta.url));
const minuteMs = 60_000;

export async function accessWorld(): Promise<AccessWorld> {
  const world = await newWorld({}, { standards: ["dealer-recording"] });
  const { services } = world;
  const { kysely } = services.database;
  await importShipped(services, ownData);
  for (const [id, name] of [
    ["A", "甲班"],
    ["B", "乙班秘名"],
  ] as const)
    await putTeam(kysely, { id, name });
  const put = (kind: "sound" | "playback" | "peaks", bytes: Uint8Array) =>
    services.objects.put(Readable.from([bytes]), { kind, limitBytes: 100_000_000 });
  const { key, sha256 } = await put("sound", sound);
  const playback = (await put("playback", new Uint8Array(160))).key;
  const peaks = (await put("peaks", Buffer.from(JSON.stringify({ durationMs: 20, lanes: [] })))).key;

  const recordOf = (place: Place, id: string): CallRecord => ({
    version: 1,
    source,
    id,
    direction: "inbound",
    startedAt: "2026-03-02T09:14:05+08:00",
    callerNumber: place.number,
    customer: { name: place.customer, number: place.number },
    agent: { ...(place.agentId === undefined ? {} : { id: place.agentId, team: place.team }), name: place.agentName },
    turns: [
      { speaker: "agent", startMs: 0, endMs: 1_000, text: `您好${place.customer},${place.words}` },
      { speaker: "customer", startMs: 1_200, endMs: 2_000, text: `我的电话是${place.number}` },
      { speaker: "agent", startMs: 2_200, endMs: 3_000, text: "我刚才不是已经说过了吗?" },
    ],
  });
  const newCall = async (place: Place, id = `ext-${place.name}-${randomUUID()}`) => {
    const [call] = await acceptCalls(services, [{ record: recordOf(place, id), recording: { key, sha256 } }]);
    if (call === undefined) throw new Error("the call was not accepted");
    await setCopies(kysely, call.id, { playback, peaks });
    await setStage(kysely, [call.id], "judged", services.now());
    return call.id;
  };
  const calls = new Map<Place["name"], string>();
  for (const place of places) calls.set(place.name, await newCall(place, `ext-${place.name}`));
  await setStage(kysely, [...calls.values()], "judging", services.now());
  const jobs = [...calls.values()].map((call) => ({ id: call, data: { call }, tried: 0 }));
  await judgeStage.handler(services)(jobs, new AbortController().signal);

  const person = (name: string, teams: string[]) => userIn(services, { name, roles: ["agent"], teams });
  await noteUnread(kysely, {
    id: services.newId("unr"),
    source,
    name: "秘密文件.ndjson",
    reason: { code: "input.malformed" },
    seenAt: services.now(),
  });
  const own = await person("someone-in-a", ["A"]);
  const foreign = await person("秘密乙员", ["B"]);
  return {
    ...world,
    houseKey: (await keyOf(services, ["calls.write", "standards.write", "standards.publish"], { kind: "all" })).headers,
    sessionOfSomebody: (await sessionOf(services, foreign, false)).session,
    recordOf,
    newCall,
    calls,
    users: { own, foreign },
    askers: await askersIn(services, world),
  };
}

interface UserWish {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams?: readonly string[];
  readonly agentId?: string;
}

async function userIn(services: Services, { name, roles, teams = [], agentId }: UserWish, temporary = false) {
  const id = services.newId("usr");
  const rest = { displayName: name, agentId, passwordHash: undefined, passwordTemporary: temporary };
  await insertUser(services.database.kysely, { id, name, roles, teams, ...rest }, services.now());
  return id;
}

async function askersIn(services: Services, world: World): Promise<Asker[]> {
  const people: readonly UserWish[] = [
    { name: "administrator", roles: ["administrator"] },
    { name: "supervisor", roles: ["supervisor"] },
    { name: "supervisor of A", roles: ["supervisor"], teams: ["A"] },
    { name: "team leader of A", roles: ["teamLeader"], teams: ["A"] },
    { name: "team leader of nobody", roles: ["teamLeader"] },
    { name: "inspector", roles: ["inspector"] },
    { name: "inspector of A", roles: ["inspector"], teams: ["A"] },
    { name: "trainer of A", roles: ["trainer"], teams: ["A"] },
    { name: "agent a-1", roles: ["agent"], teams: ["A"], agentId: "a-1" },
    { name: "agent without calls", roles: ["agent"], teams: ["A"] },
    { name: "auditor", roles: ["auditor"] },
    { name: "auditor of A", roles: ["auditor"], teams: ["A"] },
    { name: "everything in A", roles: Role.options.filter((role) => role !== "agent"), teams: ["A"] },
  ];
  const asked: Asker[] = [{ name: "nobody", headers: {}, actor: undefined }];
  for (const wish of people) asked.push(await visitorOf(services, wish));
  asked.push(...(await unwelcome(services)));
  for (const permission of Permission.options)
    asked.push(await keyOf(services, permission, { kind: "teams", teams: ["A"] }));
  asked.push(
    await keyOf(services, "calls.read", { kind: "all" }),
    await keyOf(services, "calls.write", { kind: "all" }),
  );
  asked.push(await keyOf(services, "standards.read", { kind: "all" }));
  asked.push(await keyOf(services, "calls.read", { kind: "nobody" }));
  return [...asked, ...(await worthlessKeys(services, world))];
}

async function visitorOf(services: Services, wish: UserWish, may = true, temporary = false): Promise<Asker> {
  const id = await userIn(services, wish, temporary);
  const anotherSession = () => sessionOf(services, id, may || temporary);
  const { headers } = await anotherSession();
  const teams = wish.teams ?? [];
  const all = { permissions: permissionsOf(wish.roles), scope: scopeOf({ ...wish, teams }) };
  const nothing = { permissions: new Set<Permission>(), scope: { kind: "nobody" } as const };
  const actor: Actor = { kind: "person", id, name: wish.name, roles: wish.roles, ...(may ? all : nothing) };
  return { name: wish.name, headers, actor, anotherSession };
}

async function sessionOf(services: Services, userId: string, proved: boolean) {
  const { database, now, config } = services;
  const factorAt = proved ? now() : undefined;
  const before = new Set((await sessionsOf(database.kysely, userId)).map(({ id }) => id));
  const token = await database.transaction((trx) =>
    beginSession(services, trx, {
      userId,
      via: "password",
      factorAt,
      from: { address: undefined, browser: undefined },
    }),
  );
  const session = (await sessionsOf(database.kysely, userId)).find(({ id }) => !before.has(id))?.id ?? "";
  return { headers: { cookie: `${sessionCookie(config).name}=${token}` }, session };
}

/** Logged in, but with something to do first; or not welcome any more. */
async function unwelcome(services: Services): Promise<Asker[]> {
  const disabled = await visitorOf(services, { name: "disabled supervisor", roles: ["supervisor"] });
  const id = (disabled.actor as Actor).id;
  await changeUser(services.database.kysely, id, { disabledAt: services.now() }, services.now());
  return [
    await visitorOf(services, { name: "administrator without a factor", roles: ["administrator"] }, false),
    await visitorOf(services, { name: "password to be changed", roles: ["supervisor"] }, false, true),
    { name: "disabled supervisor", headers: disabled.headers, actor: undefined },
    {
      name: "a session nobody has",
      headers: { cookie: `${sessionCookie(services.config).name}=${"x".repeat(43)}` },
      actor: undefined,
    },
  ];
}

/** Who makes what the askers are tried on. */
export const houseKeeper: Actor = {
  kind: "system",
  id: "system",
  name: "-",
  roles: [],
  permissions: new Set(),
  scope: { kind: "nobody" },
};

async function keyOf(
  services: Services,
  permissions: Permission | Permission[],
  scope: Actor["scope"],
  minutes = 100_000,
): Promise<Asker> {
  const expiresAt = new Date(services.now().getTime() + minutes * minuteMs);
  const permitted = [permissions].flat();
  const name = `key for ${permitted.join(" ")} of ${scope.kind}`;
  const { key, text } = await makeKey(services, houseKeeper, { name, permissions: permitted, scope, expiresAt });
  const actor: Actor = { kind: "key", id: key.id, name, roles: [], permissions: new Set(permitted), scope };
  return { name, headers: { authorization: `Bearer ${text}` }, actor };
}

async function worthlessKeys(services: Services, world: World): Promise<Asker[]> {
  const revoked = await keyOf(services, "calls.read", { kind: "all" });
  await takeKeyBack(services, houseKeeper, (revoked.actor as Actor).id);
  const expired = await keyOf(services, "calls.read", { kind: "all" }, 1);
  world.pass(2 * minuteMs);
  const other = `${expired.headers.authorization?.slice(0, -5)}AAAAA`;
  return [
    { ...revoked, name: "revoked key", actor: "refused" },
    { ...expired, name: "expired key", actor: "refused" },
    { name: "key with another secret", headers: { authorization: other }, actor: "refused" },
  ];
}

export function sees(actor: Asker["actor"], place: Place): boolean {
  return actor !== undefined && actor !== "refused" && inScope(actor.scope, place);
}
