// Writes come from our own pages or from machines, never from pages of other sites (cross-site request forgery).
import { AppError } from "@tingheng/domain";
import type { MiddlewareHandler } from "hono";
import type { Config } from "../config.ts";
import type { ApiEnv } from "./api.ts";

/**
 * Newer browsers say in Sec-Fetch-Site where a request comes from, older ones send the Origin of their page with every write.
 * Machines send neither.
 */
export function sameSiteOnly({ public_url }: Pick<Config, "public_url">): MiddlewareHandler<ApiEnv> {
  const ownHost = public_url === undefined ? undefined : new URL(public_url).host;
  return async ({ req }, next) => {
    const reads = req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS";
    if (!reads && isForeign(req.header("sec-fetch-site"), req.header("origin"), [ownHost, req.header("host")]))
      throw new AppError("request.cross-site");
    await next();
  };
}

function isForeign(
  site: string | undefined,
  origin: string | undefined,
  ownHosts: readonly (string | undefined)[],
): boolean {
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  if (origin === undefined) return false;
  // `null` is what a page without a site of its own sends, for example one in a sandbox.
  return !URL.canParse(origin) || !ownHosts.includes(new URL(origin).host);
}
