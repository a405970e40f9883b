// Examples of what is asked about people, their sessions and keys, and the house itself.
import { type Actor, Permission } from "@tingheng/domain";
import { linkIdentity, putTeam } from "@tingheng/store";
import { identityId } from "../../people/identities.ts";
import { makeKey } from "../../people/keys.ts";
import { createUser } from "../../people/users.ts";
import { makeEndpoint, sendTest } from "../../webhooks/webhooks.ts";
import { type AccessWorld, type Asker, houseKeeper } from "./access-world.contract.ts";
import { type Asked, type Example, type Examples, plain, thing } from "./example.contract.ts";

const password = "correct horse 电池";
const noCode = { json: { code: "000000" } };
const seldom = [409, 429];

/** In a session of its own, because it ends one or changes it. */
function atHome(rest: Asked = {}, more: Pick<Example, "gives"> = {}): Example {
  const own = async (_: AccessWorld, { anotherSession }: Asker) => ({
    ...rest,
    ...(anotherSession === undefined ? {} : { headers: (await anotherSession()).headers }),
  });
  return plain(own, { ...more, browserOnly: true });
}

export const examplesOfPeople: Examples = {
  "GET /api/v1/login": plain(),
  // Who guesses is kept out: passwords have tests of their own.
  "POST /api/v1/login": plain({ json: { name: "nobody-here", password: "wrong" } }, { gives: [401, 429] }),
  "POST /api/v1/setup": plain({ json: { token: "x", name: "first", password } }, { gives: [401, 403, 404, 409, 429] }),
  "GET /api/v1/login/oidc": plain({}, { gives: [404] }),
  "GET /api/v1/login/oidc/callback": plain({}, { gives: [404] }),
  "POST /api/v1/logout": atHome(),
  "GET /api/v1/me": plain(),
  "GET /api/v1/me/sessions": plain({}, { browserOnly: true }),
  "DELETE /api/v1/me/sessions": plain({}, { browserOnly: true }),
  "DELETE /api/v1/me/sessions/{id}": {
    browserOnly: true,
    tries: (world, { anotherSession }) => [
      {
        name: "session own",
        seen: true,
        asked: async () => ({ params: { id: (await anotherSession?.())?.session ?? "ses_none" } }),
      },
      { name: "session foreign", seen: false, asked: () => ({ params: { id: world.sessionOfSomebody } }) },
    ],
  },
  // These have no password and no factor: let through, and then told so.
  "POST /api/v1/me/password": atHome({ json: { current: "x", next: password } }, { gives: seldom }),
  "POST /api/v1/me/factor": atHome(),
  "POST /api/v1/me/factor/confirm": atHome(noCode, { gives: [403, ...seldom] }),
  "POST /api/v1/me/factor/check": atHome(noCode, { gives: seldom }),
  "POST /api/v1/me/factor/remove": atHome(noCode, { gives: seldom }),
  "GET /api/v1/me/identities": plain({}, { browserOnly: true }),
  // No provider is set up; what it does stands in tests of its own.
  "POST /api/v1/me/identities": plain({ json: { password: "x" } }, { browserOnly: true, gives: [404] }),
  "DELETE /api/v1/me/identities/{id}": {
    browserOnly: true,
    tries: (world, { actor }) => [
      {
        name: "identity own",
        seen: true,
        asked: async (allowed) => {
          const own = allowed && actor !== undefined && actor !== "refused" ? actor.id : world.users.own;
          // One stays: without a password it is the only way in.
          await linked(world, own);
          return { params: { id: await linked(world, own) } };
        },
      },
      {
        name: "identity foreign",
        seen: false,
        asked: async () => ({ params: { id: await linked(world, world.users.foreign) } }),
      },
    ],
  },
  "GET /api/v1/users/{id}/identities": thing(user),
  "POST /api/v1/users/{id}/identities": {
    tries: (world) => [
      {
        name: "it",
        seen: true,
        asked: async (allowed) => ({
          params: { id: allowed ? await user(world) : "none" },
          json: { issuer, subject: fresh("subject") },
        }),
      },
    ],
  },
  "DELETE /api/v1/users/{id}/identities/{identity}": {
    tries: (world) => [
      {
        name: "it",
        seen: true,
        asked: async (allowed) => {
          const id = allowed ? await user(world) : "none";
          return { params: { id, identity: allowed ? await linked(world, id) : "none" } };
        },
      },
    ],
  },
  "GET /api/v1/users": plain(),
  "POST /api/v1/users": plain(() => ({ json: { name: fresh("user"), displayName: "x", roles: ["agent"], password } })),
  "GET /api/v1/users/{id}": {
    tries: (world, { actor }) =>
      (["own", "foreign"] as const).map((whose) => ({
        name: `user ${whose}`,
        seen:
          actor !== undefined &&
          actor !== "refused" &&
          (actor.permissions.has("people.manage") ||
            actor.scope.kind === "all" ||
            (actor.scope.kind === "teams" && actor.scope.teams.includes(whose === "own" ? "A" : "B"))),
        asked: () => ({ params: { id: world.users[whose] } }),
      })),
  },
  "PATCH /api/v1/users/{id}": thing(user, { json: { displayName: "y" } }),
  "POST /api/v1/users/{id}/password": thing(user, { json: { password: `${password} 2` } }),
  "DELETE /api/v1/users/{id}/factor": thing(user, {}, { gives: [409] }),
  "DELETE /api/v1/users/{id}/sessions": thing(user),
  "GET /api/v1/teams": plain(),
  "PUT /api/v1/teams/{id}": thing(team, { json: { name: "丙班" } }, { makes: true }),
  "DELETE /api/v1/teams/{id}": thing(team),
  "GET /api/v1/keys": plain(),
  "POST /api/v1/keys": {
    outside: 403,
    refuses: "key.beyond-own",
    tries: ({ services }, { actor }) =>
      Permission.exclude(["people.manage", "keys.manage"]).options.map((permission) => ({
        name: `key for ${permission}`,
        seen: actor !== undefined && actor !== "refused" && mayGive(actor, permission),
        asked: () => ({ json: keyWish(services.now(), permission) }),
      })),
  },
  "DELETE /api/v1/keys/{id}": thing(async ({ services }) => {
    const wish = { name: "k", permissions: ["calls.read"], scope: { kind: "all" } } as const;
    const expiresAt = new Date(services.now().getTime() + 1_000_000);
    return (await makeKey(services, houseKeeper, { ...wish, expiresAt })).key.id;
  }),
  "GET /api/v1/audit": plain(),
  "GET /api/v1/audit/export": plain(),
  "GET /api/v1/audit/heads": plain(),
  // Nothing was signed yet, so that there is no proof.
  "GET /api/v1/audit/{seq}/proof": {
    tries: () => [{ name: "an unsigned entry", seen: false, asked: () => ({ params: { seq: "1" } }) }],
  },
  "POST /api/v1/audit/verify": plain(),
  "GET /healthz": plain(),
  "GET /readyz": plain({}, { gives: [200, 503] }),
  // On a loopback address this machine alone can ask.
  "GET /metrics": plain(),
  "GET /api/v1/queues": plain(),
  "GET /api/v1/model": plain(),
  "POST /api/v1/model": plain({ json: { off: false } }),
  "GET /api/v1/webhooks": plain(),
  "POST /api/v1/webhooks": plain({ json: { url: "https://crm.example.com/hook", kinds: ["call.judged"] } }),
  "GET /api/v1/webhooks/{id}": thing(webhook),
  "PATCH /api/v1/webhooks/{id}": thing(webhook, { json: { description: "x" } }),
  "DELETE /api/v1/webhooks/{id}": thing(webhook),
  "POST /api/v1/webhooks/{id}/secret": thing(webhook, { json: {} }),
  "POST /api/v1/webhooks/{id}/test": thing(webhook),
  "POST /api/v1/webhooks/{id}/replay": thing(webhook, { json: { since: "2026-03-01T00:00:00Z" } }),
  "GET /api/v1/webhooks/{id}/deliveries": thing(webhook),
  "GET /api/v1/webhooks/{id}/deliveries/{delivery}": delivered(),
  "POST /api/v1/webhooks/{id}/deliveries/{delivery}/replay": delivered(),
};

let made = 0;

export function fresh(what: string): string {
  made += 1;
  return `${what}-${made}`;
}

function keyWish(now: Date, permission: Permission) {
  const expiresAt = new Date(now.getTime() + 1_000_000).toISOString();
  return { name: "k", permissions: [permission], scope: { kind: "teams", teams: ["A"] }, expiresAt };
}

/** For the calls of team A: who has the right, and sees those calls or, for rights that are not about calls, none at all. */
function mayGive({ permissions, scope }: Actor, permission: Permission): boolean {
  const showsCalls = permission === "numbers.reveal" || /^calls\.(?!write)/.test(permission);
  const seesA = scope.kind === "all" || (scope.kind === "teams" && scope.teams.includes("A"));
  return permissions.has(permission) && (seesA || (scope.kind === "nobody" && !showsCalls));
}

async function user({ services }: AccessWorld): Promise<string> {
  const wish = { displayName: "x", roles: ["agent"], teams: [], agentId: undefined, password } as const;
  return (await createUser(services, houseKeeper, { ...wish, name: fresh("user") })).id;
}

const issuer = "https://id.example.com";

async function linked({ services: { database, now } }: AccessWorld, userId: string): Promise<string> {
  const identity = { issuer, subject: fresh("subject") };
  await linkIdentity(database.kysely, userId, identity, now());
  return identityId(identity);
}

async function team({ services }: AccessWorld): Promise<string> {
  const id = fresh("team");
  await putTeam(services.database.kysely, { id, name: id });
  return id;
}

async function webhook({ services }: AccessWorld): Promise<string> {
  const wish = { url: "https://crm.example.com/hook", kinds: ["call.judged"], description: "" };
  return (await makeEndpoint(services, houseKeeper, wish)).endpoint.id;
}

function delivered(): Example {
  return {
    tries: (world) => [
      {
        name: "it",
        seen: true,
        asked: async (allowed) => {
          if (!allowed) return { params: { id: "none", delivery: "none" } };
          const id = await webhook(world);
          return { params: { id, delivery: (await sendTest(world.services, id)).id } };
        },
      },
    ],
  };
}
