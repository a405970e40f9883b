// One line for each request: the pattern of its route, never the address itself, so that no name, number or search word of a
// person gets into the log or the figures.
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Services } from "../services.ts";
import type { ApiEnv } from "./api.ts";

const quiet = new Set(["/healthz", "/readyz", "/metrics"]);
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function requestLog({ log, metrics, config }: Services): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const begun = performance.now();
    await next();
    // What answers every address (the page, who asks) says nothing of this one.
    const pattern = matchedRoutes(context).findLast(({ path }) => !path.endsWith("*"))?.path;
    const route = pattern === undefined ? "none" : pattern.slice(config.base_path.length);
    const method = methods.has(context.req.method) ? context.req.method : "other";
    const answered = { route, method, status: context.res.status, ms: Math.round(performance.now() - begun) };
    metrics.answered(answered);
    log[quiet.has(route) ? "debug" : "info"](
      { ...answered, actor: context.get("actor")?.id, request: context.get("requestId") },
      "answered",
    );
  };
}
