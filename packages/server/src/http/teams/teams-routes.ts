// Teams, by the name that calls give them.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError } from "@tingheng/domain";
import { listTeams, putTeam, removeTeam } from "@tingheng/store";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, NamedPageQuery, namedPageOf } from "../keyset.ts";

const Team = z.object({ id: z.string(), name: z.string() }).openapi("Team");
const ofTeam = { params: z.object({ id: z.string().trim().min(1).max(100) }) };

const list = route("people.read", {
  method: "get",
  path: "/api/v1/teams",
  tags: ["people"],
  summary: "班组 Teams",
  request: { query: NamedPageQuery },
  responses: { 200: givesPage(Team, "by id") },
});

const put = route("people.manage", {
  method: "put",
  path: "/api/v1/teams/{id}",
  tags: ["people"],
  summary: "新建或改名班组 Add a team or give it another name",
  request: { ...ofTeam, body: takes(z.strictObject({ name: z.string().trim().min(1).max(100) })) },
  responses: { 200: gives(Team, "as it is now") },
});

const remove = route("people.manage", {
  method: "delete",
  path: "/api/v1/teams/{id}",
  tags: ["people"],
  summary: "删除班组 Remove a team in which nobody is",
  request: ofTeam,
  responses: { 204: { description: "removed" } },
});

export const teamsRoutes: Routes = ({ database, audit }) =>
  newApi()
    .openapi(list, async (context) => {
      const { limit, after } = context.req.valid("query");
      const teams = await listTeams(database.kysely, limit + 1, after, teamsSeenBy(actorOf(context)));
      return context.json(
        namedPageOf(
          teams,
          limit,
          ({ id }) => id,
          (team) => team,
        ),
        200,
      );
    })
    .openapi(put, async (context) => {
      const team = { id: context.req.valid("param").id, name: context.req.valid("json").name };
      await database.transaction(async (trx) => {
        await putTeam(trx, team);
        await audit(trx, actorOf(context), "team.changed", { kind: "team", id: team.id });
      });
      return context.json(team, 200);
    })
    .openapi(remove, async (context) => {
      const { id } = context.req.valid("param");
      await database.transaction(async (trx) => {
        const outcome = await removeTeam(trx, id);
        if (outcome === "missing") throw new AppError("thing.not-found", { what: "team", id });
        if (outcome === "in-use") throw new AppError("team.in-use", { id });
        await audit(trx, actorOf(context), "team.removed", { kind: "team", id });
      });
      return context.body(null, 204);
    });

/** Undefined where all are seen. */
function teamsSeenBy({ permissions, scope }: Actor): readonly string[] | undefined {
  if (permissions.has("people.manage") || scope.kind === "all") return undefined;
  return scope.kind === "teams" ? scope.teams : [];
}
