import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inScope, Permission, permissionsOf, Role, type Scope, scopeOf } from "./people.ts";

const roles = fc.uniqueArray(fc.constantFrom(...Role.options));
const teams = fc.uniqueArray(fc.constantFrom("a", "b", "c"));
const agentId = fc.option(fc.constantFrom("1001", "1002"), { nil: undefined });
const calls = [undefined, "a", "b", "c"].flatMap((team) =>
  [undefined, "1001", "1002"].map((agent) => ({ team, agentId: agent })),
);

describe("whose calls a person sees", () => {
  const of = (role: Role, places: { teams?: string[]; agentId?: string } = {}): Scope =>
    scopeOf({ roles: [role], teams: [], ...places });

  it("follows the role", () => {
    expect(of("administrator", { teams: ["a"], agentId: "1001" })).toEqual({ kind: "nobody" });
    for (const role of ["supervisor", "inspector", "trainer", "auditor"] as const) {
      expect(of(role)).toEqual({ kind: "all" });
      expect(of(role, { teams: ["a"] })).toEqual({ kind: "teams", teams: ["a"] });
    }
    expect(of("teamLeader", { teams: ["a", "b"] })).toEqual({ kind: "teams", teams: ["a", "b"] });
    expect(of("teamLeader")).toEqual({ kind: "nobody" });
    expect(of("agent", { teams: ["a"], agentId: "1001" })).toEqual({ kind: "agent", agentId: "1001" });
    expect(of("agent", { teams: ["a"] })).toEqual({ kind: "nobody" });
  });

  it("is nobody's without a role", () => {
    expect(scopeOf({ roles: [], teams: ["a"], agentId: "1001" })).toEqual({ kind: "nobody" });
  });

  it("is as wide as the widest role, in whatever order they stand", () => {
    const width = ({ kind }: Scope) => ["nobody", "agent", "teams", "all"].indexOf(kind);
    fc.assert(
      fc.property(roles, teams, agentId, (some, places, agent) => {
        const person = (held: readonly Role[]) => scopeOf({ roles: held, teams: places, agentId: agent });
        expect(width(person(some))).toBe(Math.max(0, ...some.map((role) => width(person([role])))));
        expect(person([...some].reverse())).toEqual(person(some));
      }),
    );
  });

  it("of an agent alone is never another agent's call", () => {
    fc.assert(
      fc.property(teams, agentId, (places, agent) => {
        const scope = scopeOf({ roles: ["agent"], teams: places, agentId: agent });
        for (const call of calls) expect(inScope(scope, call)).toBe(agent !== undefined && call.agentId === agent);
      }),
    );
  });
});

describe("permissions", () => {
  it("split who runs the system, who judges and who reads the log", () => {
    expect(permissionsOf(["administrator"]).has("calls.read")).toBe(false);
    expect(permissionsOf(["administrator"]).has("audit.read")).toBe(false);
    expect([...permissionsOf(["auditor"])].every((permission) => permission.endsWith(".read"))).toBe(true);
  });

  it("are each held by somebody", () => {
    const held = permissionsOf(Role.options);
    expect(Permission.options.filter((permission) => !held.has(permission))).toEqual([]);
  });
});
