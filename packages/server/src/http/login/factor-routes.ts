// The second factor of the person at the browser: offered, confirmed with a first code, proved, taken away.
import { z } from "@hono/zod-openapi";
import { beginFactor, dropFactor, enrolFactor, giveFactor } from "../../people/account.ts";
import { gives, newApi, type Routes, route, takes } from "../api.ts";
import { giveToken, visitOf } from "./visit.ts";

const FactorOffer = z
  .object({ secret: z.string(), address: z.string().describe("otpauth:// address, shown as a QR code") })
  .openapi("FactorOffer");
const FactorCode = z
  .strictObject({ code: z.string().max(10).optional(), recoveryCode: z.string().max(50).optional() })
  .openapi("FactorCode");
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).openapi("RecoveryCodes");

const offer = route("login", {
  method: "post",
  path: "/api/v1/me/factor",
  tags: ["me"],
  summary: "绑定验证器 Begin to enrol a second factor",
  responses: { 200: gives(FactorOffer, "for the authenticator, shown once") },
});

const confirm = route("login", {
  method: "post",
  path: "/api/v1/me/factor/confirm",
  tags: ["me"],
  summary: "确认验证器 Confirm the second factor with its first code",
  request: { body: takes(z.strictObject({ code: z.string().max(10) })) },
  responses: { 200: gives(RecoveryCodes, "each stands in once for a lost authenticator; shown once") },
});

const prove = route("login", {
  method: "post",
  path: "/api/v1/me/factor/check",
  tags: ["me"],
  summary: "输入验证码 Prove the second factor in this session",
  request: { body: takes(FactorCode) },
  responses: { 204: { description: "proved" } },
});

const drop = route("login", {
  method: "post",
  path: "/api/v1/me/factor/remove",
  tags: ["me"],
  summary: "解除验证器 Take the second factor away",
  request: { body: takes(FactorCode) },
  responses: { 204: { description: "an administrator can now only enrol another one" } },
});

export const factorRoutes: Routes = (services) =>
  newApi()
    .openapi(offer, async (context) => context.json(await beginFactor(services, await visitOf(services, context)), 200))
    .openapi(confirm, async (context) => {
      const { code } = context.req.valid("json");
      const { token, recoveryCodes } = await enrolFactor(services, await visitOf(services, context), code);
      giveToken(services, context, token);
      return context.json({ recoveryCodes }, 200);
    })
    .openapi(prove, async (context) => {
      const given = context.req.valid("json");
      giveToken(services, context, await giveFactor(services, await visitOf(services, context), given));
      return context.body(null, 204);
    })
    .openapi(drop, async (context) => {
      const given = context.req.valid("json");
      giveToken(services, context, await dropFactor(services, await visitOf(services, context), given));
      return context.body(null, 204);
    });
