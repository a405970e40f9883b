// Coming in and going out: what the login page has to know, login, logout, and the very first administrator.
import { z } from "@hono/zod-openapi";
import { endSession } from "@tingheng/store";
import { hasAdministrator, setUp } from "../../people/first-administrator.ts";
import { logIn } from "../../people/log-in.ts";
import { findVisit, personNamed } from "../../people/sessions.ts";
import { signOnProvider } from "../../people/sign-on-provider.ts";
import { UserName } from "../../people/user-name.ts";
import { gives, newApi, type Routes, route, takes } from "../api.ts";
import { giveToken, originOf, takeToken, visitOf } from "./visit.ts";

const Password = z.string().min(1).max(500);

const LoginOptions = z
  .object({
    setUp: z.boolean().describe("true until there is an administrator who can log in with a password"),
    signOn: z.string().optional().describe("name of the single sign-on, where there is one"),
  })
  .openapi("LoginOptions");

const LoggedOut = z
  .object({ address: z.string().optional().describe("where the browser goes to log out at the provider too") })
  .openapi("LoggedOut");

const Login = z
  .strictObject({
    name: z.string().max(200),
    password: Password,
    code: z.string().max(10).optional().describe("of the authenticator, where a second factor is enrolled"),
    recoveryCode: z.string().max(50).optional(),
  })
  .openapi("Login");

const SetUp = z.strictObject({ token: z.string().max(100), name: UserName, password: Password }).openapi("SetUp");

const options = route("nothing", {
  method: "get",
  path: "/api/v1/login",
  tags: ["login"],
  summary: "登录方式 Ways to log in",
  responses: { 200: gives(LoginOptions, "what the login page offers") },
});

const login = route("nothing", {
  method: "post",
  path: "/api/v1/login",
  tags: ["login"],
  summary: "登录 Log in; the session comes as a cookie",
  request: { body: takes(Login) },
  responses: { 204: { description: "logged in" } },
});

const logout = route("login", {
  method: "post",
  path: "/api/v1/logout",
  tags: ["login"],
  summary: "退出 Log out",
  responses: { 200: gives(LoggedOut, "the session has ended") },
});

const firstStart = route("nothing", {
  method: "post",
  path: "/api/v1/setup",
  tags: ["login"],
  summary: "创建首位管理员 Make the first administrator with the token from the log",
  request: { body: takes(SetUp) },
  responses: { 204: { description: "the administrator can log in" } },
});

export const loginRoutes: Routes = (services) => {
  const provider = signOnProvider(services);
  return newApi()
    .openapi(options, async (context) => {
      const signOn = provider === undefined ? {} : { signOn: services.config.oidc_name };
      return context.json({ setUp: !(await hasAdministrator(services)), ...signOn }, 200);
    })
    .openapi(login, async (context) => {
      const token = await logIn(services, context.req.valid("json"), originOf(services, context));
      // The session that this browser had before, if any, is not left behind.
      const before = await findVisit(services, context.req.raw);
      if (before !== undefined) await endSession(services.database.kysely, before.session.userId, before.session.id);
      giveToken(services, context, token);
      return context.body(null, 204);
    })
    .openapi(logout, async (context) => {
      const { session, user } = await visitOf(services, context);
      await services.database.transaction(async (trx) => {
        await endSession(trx, user.id, session.id);
        await services.audit(trx, personNamed(user), "login.ended", { kind: "user", id: user.id });
      });
      takeToken(services, context);
      // Who is logged out here is, whether or not the provider can be reached.
      const address = session.via === "oidc" ? await provider?.goodbye().catch(() => undefined) : undefined;
      return context.json(address === undefined ? {} : { address }, 200);
    })
    .openapi(firstStart, async (context) => {
      await setUp(services, context.req.valid("json"), originOf(services, context).address ?? "");
      return context.body(null, 204);
    });
};
