// What waits, runs and has failed, queue by queue.
import { z } from "@hono/zod-openapi";
import { gives, newApi, type Routes, route } from "../api.ts";

const QueueCount = z
  .object({ queue: z.string(), waiting: z.int(), active: z.int(), failed: z.int() })
  .openapi("QueueCount");

const listQueues = route("system.read", {
  method: "get",
  path: "/api/v1/queues",
  tags: ["system"],
  summary: "任务队列 Queues of jobs",
  responses: { 200: gives(z.object({ items: z.array(QueueCount) }), "every queue") },
});

export const queuesRoutes: Routes = ({ jobs }) =>
  newApi().openapi(listQueues, async (context) => context.json({ items: await jobs.counts() }, 200));
