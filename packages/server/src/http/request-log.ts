// One line for each request: the pattern of its route, never the address itself, so that no name, number or search word of a
// person gets into the log or the figures.
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Config } from "../config.ts";
import type { Services } from "../services.ts";
import type { ApiEnv } from "./api.ts";

/** Asked all the time by machines that look after the service. */
export const quietRoutes: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function requestLog({ log, metrics, traces, config }: Services): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const begun = performance.now();
    await next();
    const route = routeOf(context, config);
    const ms = Math.round(performance.now() - begun);
    const answered = { route, method: methodOf(context), status: context.res.status, ms };
    metrics.answered(answered);
    const trace = traces.here()?.split("-")[1];
    log[quietRoutes.has(route) ? "debug" : "info"](
      { ...answered, actor: context.get("actor")?.id, request: context.get("requestId"), trace },
      "answered",
    );
  };
}

/** The pattern of the route that answered. */
export function routeOf(context: Context<ApiEnv>, { base_path }: Pick<Config, "base_path">): string {
  // What answers every address (the page, who asks) says nothing of this one.
  const pattern = matchedRoutes(context).findLast(({ path }) => !path.endsWith("*"))?.path;
  return pattern === undefined ? "none" : pattern.slice(base_path.length);
}

export function methodOf({ req: { method } }: Context<ApiEnv>): string {
  return methods.has(method) ? method : "other";
}
