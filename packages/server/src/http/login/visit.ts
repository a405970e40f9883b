// What routes of people at a browser share: whose session it is, where the request comes from, and the cookie.
import { AppError } from "@tingheng/domain";
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { clientAddress } from "../../people/client-address.ts";
import { sessionCookie } from "../../people/cookies.ts";
import { findVisit, type Origin, type Visit } from "../../people/sessions.ts";
import type { Services } from "../../services.ts";
import { type ApiEnv, actorOf } from "../api.ts";

/** @throws AppError `login.browser-only` for a machine's key */
export async function visitOf(services: Services, context: Context<ApiEnv>): Promise<Visit> {
  if (actorOf(context).kind !== "person") throw new AppError("login.browser-only");
  const visit = await findVisit(services, context.req.raw);
  if (visit === undefined) throw new AppError("access.unauthenticated");
  return visit;
}

export function originOf({ config }: Services, context: Context<ApiEnv>): Origin {
  // Node's own request, which the Node server passes along; not there where the application is asked in memory.
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return {
    address: clientAddress(
      incoming?.socket?.remoteAddress,
      context.req.header("x-forwarded-for"),
      config.trusted_proxies,
    ),
    browser: context.req.header("user-agent")?.slice(0, 200),
  };
}

export function giveToken({ config }: Services, context: Context<ApiEnv>, token: string): void {
  const { name, options } = sessionCookie(config);
  setCookie(context, name, token, options);
}

export function takeToken({ config }: Services, context: Context<ApiEnv>): void {
  const { name, options } = sessionCookie(config);
  deleteCookie(context, name, { path: "/", secure: options.secure ?? false });
}
