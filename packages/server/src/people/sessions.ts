// Sessions 会话 at browsers: begun at a login, found by their cookie's token, ended when idle, old, logged out or no longer right.
import { type Actor, permissionsOf, scopeOf } from "@tingheng/domain";
import {
  endSession,
  findSession,
  findUser,
  insertSession,
  type Runner,
  rotateSession,
  type Session,
  type SessionVia,
  setSessionSeen,
  type User,
} from "@tingheng/store";
import { parse } from "hono/utils/cookie";
import type { Config } from "../config.ts";
import type { Services } from "../services.ts";
import { sessionCookie } from "./cookies.ts";
import { hashOf, newToken } from "./tokens.ts";

/** Somebody at a browser. */
export interface Visit {
  readonly session: Session;
  readonly user: User;
}

/** Where a visit comes from, as far as it is known. */
export interface Origin {
  readonly address: string | undefined;
  readonly browser: string | undefined;
}

/** How often it is written down that a session is in use. */
const seenEveryMs = 60_000;

/** @returns the token for the cookie; it is kept nowhere */
export async function beginSession(
  services: Services,
  trx: Runner,
  begun: {
    readonly userId: string;
    readonly via: SessionVia;
    readonly factorAt: Date | undefined;
    readonly from: Origin;
  },
): Promise<string> {
  const token = newToken(services);
  const at = services.now();
  const session: Session = {
    id: services.newId("ses"),
    userId: begun.userId,
    beganAt: at,
    seenAt: at,
    endsAt: new Date(at.getTime() + services.config.session_hours * 3_600_000),
    via: begun.via,
    factorAt: begun.factorAt,
    ...begun.from,
  };
  await insertSession(trx, session, hashOf(token));
  return token;
}

/** Gives a session another token. @returns the token for the cookie */
export async function renewSession(
  services: Services,
  trx: Runner,
  session: Session,
  factorAt = session.factorAt,
): Promise<string> {
  const token = newToken(services);
  await rotateSession(trx, session.id, hashOf(token), factorAt);
  return token;
}

/** Who is at the browser that sent this request; undefined without a session that holds. Asked quietly, it lives no longer by it. */
export async function findVisit(services: Services, request: Request, how?: "quietly"): Promise<Visit | undefined> {
  const token = tokenOf(services.config, request);
  if (token === undefined) return undefined;
  const { kysely } = services.database;
  const session = await findSession(kysely, hashOf(token));
  if (session === undefined) return undefined;
  const user = await findUser(kysely, session.userId);
  const now = services.now().getTime();
  if (user === undefined || user.disabledAt !== undefined || now >= endOf(session, services.config)) {
    await endSession(kysely, session.userId, session.id);
    return undefined;
  }
  if (how !== "quietly" && now - session.seenAt.getTime() >= seenEveryMs)
    await setSessionSeen(kysely, session.id, services.now());
  return { session, user };
}

/** When a session ends if nobody does anything, in milliseconds since 1970. */
export function endOf({ seenAt, endsAt }: Session, { session_idle_minutes }: Config): number {
  return Math.min(endsAt.getTime(), seenAt.getTime() + session_idle_minutes * 60_000);
}

/** What somebody has to do before they may do anything else. */
export type Pending = "password" | "factor";

/** A password that somebody else set is changed first; administrators prove a second factor in each session. */
export function pendingOf({ user, session }: Visit): Pending[] {
  return [
    ...(user.passwordTemporary && session.via === "password" ? (["password"] as const) : []),
    ...(user.roles.includes("administrator") && session.factorAt === undefined ? (["factor"] as const) : []),
  ];
}

export function visitor(visit: Visit): Actor {
  const actor = personNamed(visit.user);
  return pendingOf(visit).length === 0 ? actor : { ...actor, permissions: new Set(), scope: { kind: "nobody" } };
}

/** A user with all that their roles give. */
export function personNamed(user: User): Actor {
  return {
    kind: "person",
    id: user.id,
    name: user.displayName,
    roles: user.roles,
    permissions: permissionsOf(user.roles),
    scope: scopeOf(user),
  };
}

function tokenOf(config: Config, request: Request): string | undefined {
  const { name } = sessionCookie(config);
  const token = parse(request.headers.get("cookie") ?? "", name)[name];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}
