// Single sign-on in a browser: to the provider, and back with a session.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { signOnCookie } from "../../people/cookies.ts";
import { returnAddress } from "../../people/return-address.ts";
import { findVisit } from "../../people/sessions.ts";
import { beginSignOn, finishSignOn } from "../../people/sign-on.ts";
import { type SignOnProvider, signOnProvider } from "../../people/sign-on-provider.ts";
import type { Services } from "../../services.ts";
import { type ApiEnv, newApi, type Routes, route } from "../api.ts";
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
      const returnTo = returnAddress(context.req.valid("query").return, services.config.base_path);
      return shownOnPage(services, context, async () => {
        const { address, browser } = await beginSignOn(services, offered(), { returnTo });
        setCookie(context, cookie.name, browser, cookie.options);
        return address;
      });
    })
    .openapi(finish, async (context) => {
      const browser = getCookie(context, cookie.name) ?? "";
      const from = originOf(services, context);
      const { search } = new URL(context.req.url);
      return shownOnPage(services, context, async () => {
        const visit = await findVisit(services, context.req.raw);
        const { token, returnTo } = await finishSignOn(services, offered(), { search, browser, from, visit });
        deleteCookie(context, cookie.name, { path: "/", secure: cookie.options.secure ?? false });
        if (token !== undefined) giveToken(services, context, token);
        return returnTo;
      });
    });
};

/** Sends the browser on; a person who comes with one reads on the page what went wrong, a machine gets the problem itself. */
async function shownOnPage({ config }: Services, context: Context<ApiEnv>, where: () => Promise<string>) {
  try {
    return context.redirect(await where(), 302);
  } catch (error) {
    if (!(error instanceof AppError) || !/\btext\/html\b/u.test(context.req.header("accept") ?? "")) throw error;
    return context.redirect(`${config.base_path}/?problem=${error.code}`, 302);
  }
}
