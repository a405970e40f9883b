// The HTTP application: who asks, then the routes of every noun, then the API's own description.
import { randomUUID } from "node:crypto";
import type { Actor } from "@tingheng/domain";
import { AppError } from "@tingheng/domain";
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Config } from "../config.ts";
import type { Services } from "../services.ts";
import { allRoutes } from "./all-routes.ts";
import { type Api, type ApiEnv, answerErrors, newApi } from "./api.ts";
import { requestLog } from "./request-log.ts";
import { requestTrace } from "./request-trace.ts";
import { sameSiteOnly } from "./same-site.ts";

/**
 * Finds out who asks, from a session's cookie or a key; undefined where nobody says. Throws where what is said is not valid.
 * Asked `quietly` it is only looked whether they still may: a session does not live longer by it.
 */
export type FindActor = (request: Request, how?: "quietly") => Promise<Actor | undefined>;

export function createApp(services: Services, findActor: FindActor, nouns = allRoutes): Api {
  const app = newApi().basePath(services.config.base_path || "/") as Api;
  app.onError(answerErrors(services));
  app.notFound((context) => {
    throw new AppError("thing.not-found", { what: "address", id: context.req.path });
  });
  app.use(
    requestIds,
    requestTrace(services),
    requestLog(services),
    secureHeaders(headersFor(services.config)),
    sameSiteOnly(services.config),
    asksAs(findActor),
  );
  for (const routes of nouns) app.route("/", routes(services));
  app.doc31("/api/v1/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Tingheng 听衡", version: "1" },
    servers: [{ url: services.config.base_path || "/" }],
  });
  return app;
}

/** A browser that was told to use HTTPS for ever must find it there. */
function headersFor({ public_url }: Config) {
  const https = public_url !== undefined && new URL(public_url).protocol === "https:";
  return { strictTransportSecurity: https ? "max-age=31536000" : false };
}

const requestIds: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const id = randomUUID();
  context.set("requestId", id);
  context.header("x-request-id", id);
  await next();
};

function asksAs(findActor: FindActor): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    context.set("actor", await findActor(context.req.raw));
    context.set("askAgain", () => findActor(context.req.raw, "quietly"));
    await next();
  };
}
