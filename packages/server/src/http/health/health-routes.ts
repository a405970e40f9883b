// Whether the process lives, whether it can work, and its figures: for supervisors, balancers and Prometheus. Not part of the
// API that people's programs use, but described with it.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { oldestWaiting, unjudgedByStage } from "@tingheng/store";
import type { Context } from "hono";
import { readinessOf } from "../../health/readiness.ts";
import type { Services } from "../../services.ts";
import { type ApiEnv, gives, newApi, type Routes, route } from "../api.ts";

const Check = z.enum(["ok", "failed", "slow"]);
const Ready = z
  .object({ ready: z.boolean(), checks: z.record(z.string(), Check), oldestJobSeconds: z.number().optional() })
  .openapi("Readiness");

const alive = route("nothing", {
  method: "get",
  path: "/healthz",
  tags: ["system"],
  summary: "进程是否存活 Whether the process lives",
  responses: { 200: gives(z.object({ alive: z.literal(true) }), "it lives") },
});

const ready = route("nothing", {
  method: "get",
  path: "/readyz",
  tags: ["system"],
  summary: "能否工作 Whether it can work",
  responses: { 200: gives(Ready, "it can"), 503: gives(Ready, "it can't, and why") },
});

const figures = route("nothing", {
  method: "get",
  path: "/metrics",
  tags: ["system"],
  summary: "Prometheus 指标 Figures for Prometheus; on an open address only with a key that may read the system",
  responses: { 200: { description: "figures", content: { "text/plain": { schema: z.string() } } } },
});

export const healthRoutes: Routes = (services) => {
  const readiness = readinessOf(services);
  return newApi()
    .openapi(alive, (context) => context.json({ alive: true as const }, 200))
    .openapi(ready, async (context) => {
      const found = await readiness();
      const body = { ...found, checks: { ...found.checks } };
      return found.ready ? context.json(body, 200) : context.json(body, 503);
    })
    .openapi(figures, async (context) => {
      requireReader(services, context);
      return context.text(await figuresOf(services), 200, { "content-type": services.metrics.contentType });
    });
};

/** On a loopback address only this machine can ask, unless a proxy on it passes on what others ask. */
function requireReader({ config }: Services, context: Context<ApiEnv>): void {
  const proxied = ["x-forwarded-for", "forwarded", "x-real-ip"].some((name) => context.req.header(name) !== undefined);
  if (config.metrics_open || (isLoopback(config.host) && !proxied)) return;
  const actor = context.get("actor");
  if (actor === undefined) throw new AppError("access.unauthenticated");
  if (!actor.permissions.has("system.read")) throw new AppError("access.forbidden", { permission: "system.read" });
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}

async function figuresOf({ metrics, jobs, database, now }: Services): Promise<string> {
  const since = await oldestWaiting(database.kysely);
  const seconds = (date: Date) => Math.max(0, (now().getTime() - date.getTime()) / 1000);
  return metrics.text({
    jobs: await jobs.counts(),
    oldestSeconds: new Map([...since].map(([queue, date]) => [queue, seconds(date)])),
    calls: await unjudgedByStage(database.kysely),
    connections: database.connections?.(),
  });
}
