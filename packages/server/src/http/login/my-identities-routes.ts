// Joining one's own account to oneself at the provider of single sign-on: whoever is logged in here and knows the password goes there,
// logs in, and comes back joined.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { identitiesOf } from "@tingheng/store";
import { setCookie } from "hono/cookie";
import { provePassword } from "../../people/account.ts";
import { signOnCookie } from "../../people/cookies.ts";
import { dropIdentity, identityId } from "../../people/identities.ts";
import { pendingOf } from "../../people/sessions.ts";
import { beginSignOn } from "../../people/sign-on.ts";
import { signOnProvider } from "../../people/sign-on-provider.ts";
import { gives, newApi, type Routes, route, takes } from "../api.ts";
import { visitOf } from "./visit.ts";

const OwnIdentity = z.object({ id: z.string(), issuer: z.string(), linkedAt: z.iso.datetime() }).openapi("OwnIdentity");

const path = "/api/v1/me/identities";
const tags = ["me"];

const list = route("login", {
  method: "get",
  path,
  tags,
  summary: "我的单点登录身份 Who I am at single sign-on",
  responses: { 200: gives(z.object({ items: z.array(OwnIdentity) }), "the latest first") },
});

const join = route("login", {
  method: "post",
  path,
  tags,
  summary: "关联我的单点登录 Join my account to me at single sign-on",
  request: { body: takes(z.strictObject({ password: z.string().min(1).max(500) })) },
  responses: { 200: gives(z.object({ address: z.string() }), "where the browser goes; it comes back joined") },
});

const part = route("login", {
  method: "delete",
  path: `${path}/{id}`,
  tags,
  summary: "解除我的单点登录 Part my account from single sign-on; ends my sessions elsewhere",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "parted" } },
});

export const myIdentitiesRoutes: Routes = (services) => {
  const provider = signOnProvider(services);
  const cookie = signOnCookie(services.config);
  return newApi()
    .openapi(list, async (context) => {
      const { user } = await visitOf(services, context);
      const items = (await identitiesOf(services.database.kysely, user.id)).map(({ linkedAt, ...identity }) => ({
        id: identityId(identity),
        issuer: identity.issuer,
        linkedAt: linkedAt.toISOString(),
      }));
      return context.json({ items }, 200);
    })
    .openapi(join, async (context) => {
      const visit = await visitOf(services, context);
      const { user } = visit;
      if (provider === undefined) throw new AppError("sign-on.off");
      // What opens an account by another way is opened by all that opens it now.
      if (pendingOf(visit).includes("password")) throw new AppError("access.forbidden", { permission: "login" });
      const unproved = user.factorConfirmedAt !== undefined && visit.session.factorAt === undefined;
      if (unproved || pendingOf(visit).includes("factor")) throw new AppError("login.factor-needed");
      await provePassword(services, user, context.req.valid("json").password);
      const returnTo = `${services.config.base_path}/?account`;
      const { address, browser } = await beginSignOn(services, provider, { returnTo, linkTo: user.id });
      setCookie(context, cookie.name, browser, cookie.options);
      return context.json({ address }, 200);
    })
    .openapi(part, async (context) => {
      await dropIdentity(services, await visitOf(services, context), context.req.valid("param").id);
      return context.body(null, 204);
    });
};
