// Users: seen by those who may read people, within their own teams where they are limited to some; changed by administrators.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError, Role } from "@tingheng/domain";
import { findUser, listUsers, type User } from "@tingheng/store";
import { UserName } from "../../people/user-name.ts";
import { createUser, editUser, endSessionsFor, resetFactor, resetPassword } from "../../people/users.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, NamedPageQuery, namedPageOf } from "../keyset.ts";

const UserShown = z
  .object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    teams: z.array(z.string()),
    agentId: z.string().optional(),
    email: z.string().optional(),
    disabled: z.boolean(),
    hasPassword: z.boolean(),
    hasFactor: z.boolean(),
    createdAt: z.iso.datetime(),
    loggedInAt: z.iso.datetime().optional(),
  })
  .openapi("User");

const DisplayName = z.string().trim().min(1).max(100);
const Roles = z.array(Role).max(Role.options.length);
const Teams = z.array(z.string().min(1).max(100)).max(200);
const AgentId = z.string().trim().min(1).max(100);
const Email = z
  .email()
  .max(200)
  .transform((text) => text.toLowerCase())
  .describe("by which single sign-on may find the account, where oidc_link says so");
const Password = z.string().min(1).max(500);

const NewUser = z
  .strictObject({
    name: UserName,
    displayName: DisplayName,
    roles: Roles,
    teams: Teams.default([]),
    agentId: AgentId.optional(),
    email: Email.optional(),
    password: Password.describe("to be changed at the first login"),
  })
  .openapi("NewUser");

const UserEdit = z
  .strictObject({
    displayName: DisplayName.optional(),
    roles: Roles.optional(),
    teams: Teams.optional(),
    agentId: AgentId.nullable().optional(),
    email: Email.nullable().optional(),
    disabled: z.boolean().optional(),
  })
  .openapi("UserEdit");

const byId = { params: z.object({ id: z.string() }) };
const about = { tags: ["people"] };

const list = route("people.read", {
  ...about,
  method: "get",
  path: "/api/v1/users",
  summary: "人员 People, by name",
  request: { query: NamedPageQuery },
  responses: { 200: givesPage(UserShown, "one page") },
});

const get = route("people.read", {
  ...about,
  method: "get",
  path: "/api/v1/users/{id}",
  summary: "一名人员 One person",
  request: byId,
  responses: { 200: gives(UserShown, "the person") },
});

const create = route("people.manage", {
  ...about,
  method: "post",
  path: "/api/v1/users",
  summary: "新建帐号 Create an account",
  request: { body: takes(NewUser) },
  responses: { 201: gives(UserShown, "the person") },
});

const edit = route("people.manage", {
  ...about,
  method: "patch",
  path: "/api/v1/users/{id}",
  summary: "修改或停用帐号 Change or disable an account",
  request: { ...byId, body: takes(UserEdit) },
  responses: { 200: gives(UserShown, "as it is now") },
});

const password = route("people.manage", {
  ...about,
  method: "post",
  path: "/api/v1/users/{id}/password",
  summary: "重置密码 Reset a password",
  request: { ...byId, body: takes(z.strictObject({ password: Password })) },
  responses: { 204: { description: "to be changed at the next login" } },
});

const factor = route("people.manage", {
  ...about,
  method: "delete",
  path: "/api/v1/users/{id}/factor",
  summary: "解除他人的验证器 Take a second factor away",
  request: byId,
  responses: { 204: { description: "taken away" } },
});

const sessions = route("people.manage", {
  ...about,
  method: "delete",
  path: "/api/v1/users/{id}/sessions",
  summary: "结束他人的会话 End a person's sessions",
  request: byId,
  responses: { 200: gives(z.object({ ended: z.int() }), "how many") },
});

export const peopleRoutes: Routes = (services) =>
  newApi()
    .openapi(list, async (context) => {
      const { limit, after } = context.req.valid("query");
      const users = await listUsers(services.database.kysely, seenBy(actorOf(context)), limit + 1, after);
      return context.json(
        namedPageOf(users, limit, ({ name }) => name, shown),
        200,
      );
    })
    .openapi(get, async (context) => {
      const { id } = context.req.valid("param");
      const user = await findUser(services.database.kysely, id);
      if (user === undefined || !sees(actorOf(context), user))
        throw new AppError("thing.not-found", { what: "user", id });
      return context.json(shown(user), 200);
    })
    .openapi(create, async (context) => {
      const { agentId, email, ...wish } = context.req.valid("json");
      return context.json(shown(await createUser(services, actorOf(context), { ...wish, agentId, email })), 201);
    })
    .openapi(edit, async (context) => {
      const wish = context.req.valid("json");
      return context.json(shown(await editUser(services, actorOf(context), context.req.valid("param").id, wish)), 200);
    })
    .openapi(password, async (context) => {
      const { password: next } = context.req.valid("json");
      await resetPassword(services, actorOf(context), context.req.valid("param").id, next);
      return context.body(null, 204);
    })
    .openapi(factor, async (context) => {
      await resetFactor(services, actorOf(context), context.req.valid("param").id);
      return context.body(null, 204);
    })
    .openapi(sessions, async (context) => {
      const ended = await endSessionsFor(services, actorOf(context), context.req.valid("param").id);
      return context.json({ ended }, 200);
    });

/** Undefined where everybody is seen. */
function seenBy(actor: Actor): { readonly teams: readonly string[]; readonly self: string } | undefined {
  if (actor.permissions.has("people.manage") || actor.scope.kind === "all") return undefined;
  return { teams: actor.scope.kind === "teams" ? actor.scope.teams : [], self: actor.id };
}

function sees(actor: Actor, user: User): boolean {
  const seen = seenBy(actor);
  return seen === undefined || user.id === seen.self || user.teams.some((team) => seen.teams.includes(team));
}

function shown(user: User): z.infer<typeof UserShown> {
  return {
    id: user.id,
    name: user.name,
    displayName: user.displayName,
    roles: [...user.roles],
    teams: [...user.teams],
    ...(user.agentId === undefined ? {} : { agentId: user.agentId }),
    ...(user.email === undefined ? {} : { email: user.email }),
    disabled: user.disabledAt !== undefined,
    hasPassword: user.passwordHash !== undefined,
    hasFactor: user.factorConfirmedAt !== undefined,
    createdAt: user.createdAt.toISOString(),
    ...(user.loggedInAt === undefined ? {} : { loggedInAt: user.loggedInAt.toISOString() }),
  };
}
