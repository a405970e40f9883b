// The person at the browser, or the key: who they are, what they may do, what they still have to do, and their sessions.
import { z } from "@hono/zod-openapi";
import { AppError, Permission, Role, Scope } from "@tingheng/domain";
import { countRecoveryCodes, endSession, endSessionsOf, sessionsOf } from "@tingheng/store";
import { changePassword } from "../../people/account.ts";
import { endOf, findVisit, pendingOf, personNamed } from "../../people/sessions.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { giveToken, visitOf } from "./visit.ts";

const Account = z.object({
  name: z.string(),
  teams: z.array(z.string()),
  agentId: z.string().optional(),
  hasPassword: z.boolean(),
  hasFactor: z.boolean(),
  recoveryCodesLeft: z.int(),
});

const Me = z
  .object({
    kind: z.enum(["person", "key", "system"]),
    id: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    permissions: z.array(Permission),
    scope: Scope,
    pending: z.array(z.enum(["password", "factor"])).describe("to be done before anything else is permitted"),
    account: Account.optional().describe("of a person"),
  })
  .openapi("Me");

const SessionShown = z
  .object({
    id: z.string(),
    beganAt: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    via: z.enum(["password", "oidc"]),
    address: z.string().optional(),
    browser: z.string().optional(),
    current: z.boolean(),
  })
  .openapi("Session");

const PasswordChange = z
  .strictObject({ current: z.string().min(1).max(500), next: z.string().min(1).max(500) })
  .openapi("PasswordChange");

const me = route("login", {
  method: "get",
  path: "/api/v1/me",
  tags: ["me"],
  summary: "当前用户 Who I am and what I may do",
  responses: { 200: gives(Me, "the asker") },
});

const mySessions = route("login", {
  method: "get",
  path: "/api/v1/me/sessions",
  tags: ["me"],
  summary: "我的会话 My sessions",
  responses: { 200: gives(z.object({ items: z.array(SessionShown) }), "the latest first") },
});

const endOne = route("login", {
  method: "delete",
  path: "/api/v1/me/sessions/{id}",
  tags: ["me"],
  summary: "结束会话 End one of my sessions",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "ended" } },
});

const endOthers = route("login", {
  method: "delete",
  path: "/api/v1/me/sessions",
  tags: ["me"],
  summary: "结束其他会话 End my sessions elsewhere",
  responses: { 200: gives(z.object({ ended: z.int() }), "how many") },
});

const password = route("login", {
  method: "post",
  path: "/api/v1/me/password",
  tags: ["me"],
  summary: "修改密码 Change my password; ends my sessions elsewhere",
  request: { body: takes(PasswordChange) },
  responses: { 204: { description: "changed" } },
});

export const meRoutes: Routes = (services) =>
  newApi()
    .openapi(me, async (context) => {
      const actor = actorOf(context);
      const visit = actor.kind === "person" ? await findVisit(services, context.req.raw) : undefined;
      const { user } = visit ?? {};
      return context.json(
        {
          kind: actor.kind,
          id: actor.id,
          displayName: actor.name,
          roles: [...actor.roles],
          permissions: [...actor.permissions].sort(),
          scope: actor.scope,
          pending: visit === undefined ? [] : pendingOf(visit),
          ...(user === undefined
            ? {}
            : {
                account: {
                  name: user.name,
                  teams: [...user.teams],
                  ...(user.agentId === undefined ? {} : { agentId: user.agentId }),
                  hasPassword: user.passwordHash !== undefined,
                  hasFactor: user.factorConfirmedAt !== undefined,
                  recoveryCodesLeft: await countRecoveryCodes(services.database.kysely, user.id),
                },
              }),
        },
        200,
      );
    })
    .openapi(mySessions, async (context) => {
      const { user, session } = await visitOf(services, context);
      const now = services.now().getTime();
      const sessions = await sessionsOf(services.database.kysely, user.id);
      const items = sessions
        .filter((one) => endOf(one, services.config) > now)
        .map((one) => ({
          id: one.id,
          beganAt: one.beganAt.toISOString(),
          seenAt: one.seenAt.toISOString(),
          endsAt: one.endsAt.toISOString(),
          via: one.via,
          ...(one.address === undefined ? {} : { address: one.address }),
          ...(one.browser === undefined ? {} : { browser: one.browser }),
          current: one.id === session.id,
        }));
      return context.json({ items }, 200);
    })
    .openapi(endOne, async (context) => {
      const { user } = await visitOf(services, context);
      const { id } = context.req.valid("param");
      await services.database.transaction(async (trx) => {
        if (!(await endSession(trx, user.id, id))) throw new AppError("thing.not-found", { what: "session", id });
        await services.audit(trx, personNamed(user), "login.ended", { kind: "user", id: user.id });
      });
      return context.body(null, 204);
    })
    .openapi(endOthers, async (context) => {
      const { user, session } = await visitOf(services, context);
      const ended = await services.database.transaction(async (trx) => {
        const count = await endSessionsOf(trx, user.id, session.id);
        await services.audit(
          trx,
          personNamed(user),
          "user.sessions-ended",
          { kind: "user", id: user.id },
          { ended: count },
        );
        return count;
      });
      return context.json({ ended }, 200);
    })
    .openapi(password, async (context) => {
      const visit = await visitOf(services, context);
      giveToken(services, context, await changePassword(services, visit, context.req.valid("json")));
      return context.body(null, 204);
    });
