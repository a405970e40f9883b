// Who a user is at providers of single sign-on, as administrators see and change it.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { findUser, identitiesOf, type LinkedIdentity } from "@tingheng/store";
import { giveIdentity, identityId, takeIdentity } from "../../people/identities.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";

const IdentityShown = z
  .object({
    id: z.string(),
    issuer: z.string(),
    subject: z.string().describe("as the provider's tokens name the person (sub)"),
    linkedAt: z.iso.datetime(),
  })
  .openapi("Identity");

const NewIdentity = z
  .strictObject({
    subject: z.string().trim().min(1).max(255),
    issuer: z.url().max(500).optional().describe("the provider that is set up, where it is left out"),
  })
  .openapi("NewIdentity");

const about = { tags: ["people"] };
const path = "/api/v1/users/{id}/identities";
const byId = { params: z.object({ id: z.string() }) };

const list = route("people.manage", {
  ...about,
  method: "get",
  path,
  summary: "单点登录身份 Who a user is at single sign-on",
  request: byId,
  responses: { 200: gives(z.object({ items: z.array(IdentityShown) }), "the latest first") },
});

const give = route("people.manage", {
  ...about,
  method: "post",
  path,
  summary: "关联单点登录身份 Join an account to a person at single sign-on",
  request: { ...byId, body: takes(NewIdentity) },
  responses: {
    201: gives(IdentityShown, "from now on the person logs in to this account, with the roles of their groups"),
  },
});

const take = route("people.manage", {
  ...about,
  method: "delete",
  path: `${path}/{identity}`,
  summary: "解除单点登录身份 Part an account from a person at single sign-on; ends its sessions",
  request: { params: z.object({ id: z.string(), identity: z.string() }) },
  responses: { 204: { description: "parted" } },
});

export const identitiesRoutes: Routes = (services) => {
  const { kysely } = services.database;
  return newApi()
    .openapi(list, async (context) => {
      const { id } = context.req.valid("param");
      if ((await findUser(kysely, id)) === undefined) throw new AppError("thing.not-found", { what: "user", id });
      return context.json({ items: (await identitiesOf(kysely, id)).map(shown) }, 200);
    })
    .openapi(give, async (context) => {
      const { subject, issuer = services.config.oidc_issuer } = context.req.valid("json");
      if (issuer === undefined) throw new AppError("sign-on.off");
      const { id } = context.req.valid("param");
      return context.json(shown(await giveIdentity(services, actorOf(context), id, { issuer, subject })), 201);
    })
    .openapi(take, async (context) => {
      const { id, identity } = context.req.valid("param");
      await takeIdentity(services, actorOf(context), id, identity);
      return context.body(null, 204);
    });
};

function shown({ linkedAt, ...identity }: LinkedIdentity): z.infer<typeof IdentityShown> {
  return { id: identityId(identity), ...identity, linkedAt: linkedAt.toISOString() };
}
