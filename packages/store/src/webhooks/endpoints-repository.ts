// Receivers 回调地址 that are told of events by HTTP: where they are, what they want to hear, what deliveries are signed with.
import type { Selectable } from "kysely";
import type { Runner } from "../database/database.ts";
import type { DisabledWhy, WebhookTables } from "./webhooks-tables.ts";

/** Secrets as they are kept: encrypted. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly description: string;
  readonly secret: Buffer;
  readonly formerSecret: Buffer | undefined;
  readonly formerUntil: Date | undefined;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly failingSince: Date | undefined;
  readonly disabledAt: Date | undefined;
  readonly disabledWhy: DisabledWhy | undefined;
}

export type EndpointChange = Partial<
  Pick<
    WebhookEndpoint,
    | "url"
    | "kinds"
    | "description"
    | "secret"
    | "formerSecret"
    | "formerUntil"
    | "failingSince"
    | "disabledAt"
    | "disabledWhy"
  >
>;

export async function insertEndpoint(
  runner: Runner,
  { id, url, kinds, description, secret, madeBy, madeAt }: WebhookEndpoint,
): Promise<void> {
  const row = { id, url, kinds: [...kinds], description, secret, made_by: madeBy, made_at: madeAt };
  await runner.insertInto("webhook_endpoints").values(row).execute();
}

export async function listEndpoints(runner: Runner): Promise<WebhookEndpoint[]> {
  const rows = await runner.selectFrom("webhook_endpoints").selectAll().orderBy("id", "desc").execute();
  return rows.map(endpointOf);
}

export async function findEndpoint(runner: Runner, id: string): Promise<WebhookEndpoint | undefined> {
  const row = await runner.selectFrom("webhook_endpoints").selectAll().where("id", "=", id).executeTakeFirst();
  return row && endpointOf(row);
}

/** What stands in `change` is set, `undefined` too. */
export async function changeEndpoint(runner: Runner, id: string, change: EndpointChange): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columns[name as keyof EndpointChange], value ?? null]),
  );
  if (Object.keys(set).length > 0)
    await runner.updateTable("webhook_endpoints").set(set).where("id", "=", id).execute();
}

/** With everything that was and is to be delivered to it. @returns false where there is none */
export async function removeEndpoint(runner: Runner, id: string): Promise<boolean> {
  const { numDeletedRows } = await runner.deleteFrom("webhook_endpoints").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

const columns = {
  url: "url",
  kinds: "kinds",
  description: "description",
  secret: "secret",
  formerSecret: "former_secret",
  formerUntil: "former_until",
  failingSince: "failing_since",
  disabledAt: "disabled_at",
  disabledWhy: "disabled_why",
} as const satisfies Record<keyof EndpointChange, keyof WebhookTables["webhook_endpoints"]>;

function endpointOf(row: Selectable<WebhookTables["webhook_endpoints"]>): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    kinds: row.kinds,
    description: row.description,
    secret: row.secret,
    formerSecret: row.former_secret ?? undefined,
    formerUntil: row.former_until ?? undefined,
    madeBy: row.made_by,
    madeAt: row.made_at,
    failingSince: row.failing_since ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    disabledWhy: row.disabled_why ?? undefined,
  };
}
