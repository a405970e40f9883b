// The language model as an administrator sees it: what it may cost, what it has cost today, and its switch.
import { z } from "@hono/zod-openapi";
import { modelIsOff, modelSpent, switchModel } from "@tingheng/store";
import type { Services } from "../../services.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";

const Cost = z.object({ requests: z.number(), tokens: z.number(), cost: z.number() });

const Model = z
  .object({
    configured: z.boolean(),
    model: z.string().optional(),
    /** The kill switch. */
    off: z.boolean(),
    today: Cost,
    perDay: Cost.partial(),
    perCall: Cost.partial(),
  })
  .openapi("LanguageModel");

const show = route("system.manage", {
  method: "get",
  path: "/api/v1/model",
  tags: ["system"],
  summary: "语言模型 The language model, its budget and what it has cost today",
  responses: { 200: gives(Model, "never with its key") },
});

const turn = route("system.manage", {
  method: "post",
  path: "/api/v1/model",
  tags: ["system"],
  summary: "语言模型开关 Switch the language model off or on, everywhere at once",
  request: { body: takes(z.strictObject({ off: z.boolean() }).openapi("LanguageModelSwitch")) },
  responses: { 200: gives(Model, "as it is now") },
});

export const modelRoutes: Routes = (services) =>
  newApi()
    .openapi(show, async (context) => context.json(await shown(services), 200))
    .openapi(turn, async (context) => {
      const { off } = context.req.valid("json");
      const subject = { kind: "model", id: services.model?.settings.model ?? "none" };
      await services.database.transaction(async (transaction) => {
        await switchModel(transaction, off);
        await services.audit(transaction, actorOf(context), "model.switched", subject, { off });
      });
      return context.json(await shown(services), 200);
    });

async function shown({ model, database, now }: Services): Promise<z.infer<typeof Model>> {
  const limits = (given: Readonly<Record<string, number | undefined>> | undefined) => Cost.partial().parse(given ?? {});
  return {
    configured: model !== undefined,
    ...(model === undefined ? {} : { model: model.settings.model }),
    off: await modelIsOff(database.kysely),
    today: await modelSpent(database.kysely, now().toISOString().slice(0, 10)),
    perDay: limits(model?.settings.perDay),
    perCall: limits(model?.settings.perCall),
  };
}
