// Who may do what. Roles 角色 of a contact centre, the permissions 权限 they carry, and the scope 数据范围 whose calls a person sees.
import { z } from "zod";

/** 管理员 · 主管 · 班长 · 质检专员 · 培训师 · 坐席 · 审计员 */
export const Role = z.enum(["administrator", "supervisor", "teamLeader", "inspector", "trainer", "agent", "auditor"]);
export type Role = z.infer<typeof Role>;

export const Permission = z.enum([
  "calls.read",
  "calls.listen",
  "calls.write",
  "calls.judge",
  "calls.delete",
  "calls.export",
  "calls.hold",
  "numbers.reveal",
  "standards.read",
  "standards.write",
  "standards.publish",
  "people.read",
  "people.manage",
  "keys.manage",
  "webhooks.manage",
  "audit.read",
  "retention.manage",
  "intake.settle",
  "system.read",
  "system.manage",
]);
export type Permission = z.infer<typeof Permission>;

const ofRole: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    "calls.write",
    "standards.read",
    "people.read",
    "people.manage",
    "keys.manage",
    "webhooks.manage",
    "retention.manage",
    "intake.settle",
    "system.read",
    "system.manage",
  ],
  supervisor: [
    "calls.read",
    "calls.listen",
    "calls.judge",
    "calls.delete",
    "calls.export",
    "calls.hold",
    "numbers.reveal",
    "standards.read",
    "standards.write",
    "standards.publish",
    "people.read",
    "intake.settle",
    "system.read",
  ],
  teamLeader: ["calls.read", "calls.listen", "calls.judge", "numbers.reveal", "standards.read", "people.read"],
  inspector: [
    "calls.read",
    "calls.listen",
    "calls.write",
    "calls.judge",
    "standards.read",
    "standards.write",
    "people.read",
  ],
  trainer: ["calls.read", "calls.listen", "standards.read", "people.read"],
  agent: ["calls.read", "calls.listen", "standards.read"],
  auditor: ["audit.read", "system.read", "people.read", "standards.read"],
};

/** What a person with these roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => ofRole[role]));
}

/** Whose calls are seen: everybody's, those of some teams, those of one agent, nobody's. */
export const Scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("teams"), teams: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("agent"), agentId: z.string() }),
  z.strictObject({ kind: z.literal("nobody") }),
]);
export type Scope = z.infer<typeof Scope>;

/** What decides whose calls a person sees. */
export interface Placed {
  readonly roles: readonly Role[];
  /** The teams a person leads, works in or was limited to. */
  readonly teams: readonly string[];
  /** The agent whose calls are the person's own. */
  readonly agentId?: string | undefined;
}

type ScopeRule = (person: Placed) => Scope;
const nobodys: ScopeRule = () => ({ kind: "nobody" });
const ofTeams: ScopeRule = ({ teams }) =>
  teams.length === 0 ? { kind: "nobody" } : { kind: "teams", teams: [...teams] };
const allUnlessLimited: ScopeRule = (person) => (person.teams.length === 0 ? { kind: "all" } : ofTeams(person));
const own: ScopeRule = ({ agentId }) => (agentId === undefined ? { kind: "nobody" } : { kind: "agent", agentId });

const scopeOfRole: Readonly<Record<Role, ScopeRule>> = {
  administrator: nobodys,
  supervisor: allUnlessLimited,
  teamLeader: ofTeams,
  inspector: allUnlessLimited,
  trainer: allUnlessLimited,
  agent: own,
  auditor: allUnlessLimited,
};

const widestFirst: readonly Scope["kind"][] = ["all", "teams", "agent", "nobody"];

/** Whose calls a person sees: what the widest of their roles gives. */
export function scopeOf(person: Placed): Scope {
  const scopes = person.roles.map((role) => scopeOfRole[role](person));
  const widest = widestFirst.find((kind) => scopes.some((scope) => scope.kind === kind));
  return scopes.find(({ kind }) => kind === widest) ?? { kind: "nobody" };
}

/** Whether a call lies in a scope. */
export function inScope(
  scope: Scope,
  call: { readonly agentId?: string | undefined; readonly team?: string | undefined },
): boolean {
  const answers: { readonly [Kind in Scope["kind"]]: (scope: Extract<Scope, { kind: Kind }>) => boolean } = {
    all: () => true,
    teams: ({ teams }) => call.team !== undefined && teams.includes(call.team),
    agent: ({ agentId }) => call.agentId === agentId,
    nobody: () => false,
  };
  return (answers[scope.kind] as (scope: Scope) => boolean)(scope);
}

/** Whether a scope holds no call that another one does not hold. An agent's calls may lie in any team. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  if (outer.kind === "all" || inner.kind === "nobody") return true;
  if (inner.kind === "teams" && outer.kind === "teams") return inner.teams.every((team) => outer.teams.includes(team));
  return inner.kind === "agent" && outer.kind === "agent" && inner.agentId === outer.agentId;
}

/** What shows calls or does something to those that are there. */
const aboutCalls: ReadonlySet<Permission> = new Set([
  "calls.read",
  "calls.listen",
  "calls.judge",
  "calls.delete",
  "calls.export",
  "calls.hold",
  "numbers.reveal",
]);

/**
 * What somebody would give away with these rights that they do not have themselves: a permission, or calls out of their sight.
 * Who sees no calls at all, as an administrator, may let machines send in anybody's.
 */
export function beyondOwn(
  own: Pick<Actor, "permissions" | "scope">,
  given: { readonly permissions: readonly Permission[]; readonly scope: Scope },
): Permission | "scope" | undefined {
  const foreign = given.permissions.find((permission) => !own.permissions.has(permission));
  if (foreign !== undefined) return foreign;
  const showsCalls = given.permissions.some((permission) => aboutCalls.has(permission));
  const isFree = own.scope.kind === "nobody" && !showsCalls;
  return isFree || isWithin(given.scope, own.scope) ? undefined : "scope";
}

/** Who does something: a person, a key of a machine, or the system itself. */
export interface Actor {
  readonly kind: "person" | "key" | "system";
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: Scope;
}

/** Who acts when nobody asked for it: the clock, or somebody of whom it is not known who they are. */
export const systemActor: Actor = {
  kind: "system",
  id: "system",
  name: "Tingheng",
  roles: [],
  permissions: new Set(),
  scope: { kind: "nobody" },
};
