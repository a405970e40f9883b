// Each request as a span: its method, the pattern of its route and what was answered; never an address, a query or who asked.
import type { MiddlewareHandler } from "hono";
import type { Services } from "../services.ts";
import type { ApiEnv } from "./api.ts";
import { methodOf, quietRoutes, routeOf } from "./request-log.ts";

export function requestTrace({ traces, config }: Services): MiddlewareHandler<ApiEnv> {
  const quiet = new Set([...quietRoutes].map((route) => `${config.base_path}${route}`));
  return async (context, next) => {
    if (quiet.has(context.req.path)) return next();
    const method = methodOf(context);
    const work = { name: method, kind: "server", facts: { "http.request.method": method } } as const;
    const traceparent = context.req.header("traceparent");
    const parent =
      traceparent === undefined ? undefined : { traceparent, tracestate: context.req.header("tracestate") };
    await traces.serving(work, parent, async ({ rename, tell }) => {
      await next();
      const route = routeOf(context, config);
      const { status } = context.res;
      rename(`${method} ${route}`);
      tell({ "http.route": route, "http.response.status_code": status });
      return status >= 500 ? String(status) : undefined;
    });
  };
}
