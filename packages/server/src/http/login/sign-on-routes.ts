// Single sign-on in a browser: to the provider, and back with a session.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { signOnCookie } from "../../people/cookies.ts";
import { beginSignOn, finishSignOn } from "../../people/sign-on.ts";
import { type SignOnProvider, signOnProvider } from "../../people/sign-on-provider.ts";
import { newApi, type Routes, route } from "../api.ts";
import { giveToken, originOf } from "./visit.ts";

const begin = route("nothing", {
  method: "get",
  path: "/api/v1/login/oidc",
  tags: ["login"],
  summary: "单点登录 Go to the provider of single sign-on",
  request: { query: z.object({ return: z.string().optional().describe("path of this service to come back to") }) },
  responses: { 302: { description: "to the provider" } },
});

const finish = route("nothing", {
  method: "get",
  path: "/api/v1/login/oidc/callback",
  tags: ["login"],
  summary: "单点登录返回 Come back from the provider",
  responses: { 302: { description: "to the page that was asked for, with a session" } },
});

export const signOnRoutes: Routes = (services) => {
  const provider = signOnProvider(services);
  const cookie = signOnCookie(services.config);
  const offered = (): SignOnProvider => {
    if (provider === undefined) throw new AppError("sign-on.off");
    return provider;
  };
  return newApi()
    .openapi(begin, async (context) => {
      const { address, browser } = await beginSignOn(services, offered(), context.req.valid("query").return);
      setCookie(context, cookie.name, browser, cookie.options);
      return context.redirect(address, 302);
    })
    .openapi(finish, async (context) => {
      const browser = getCookie(context, cookie.name) ?? "";
      const from = originOf(services, context);
      const { search } = new URL(context.req.url);
      const { token, returnTo } = await finishSignOn(services, offered(), { search, browser, from });
      deleteCookie(context, cookie.name, { path: "/", secure: cookie.options.secure ?? false });
      giveToken(services, context, token);
      return context.redirect(returnTo, 302);
    });
};
