// What people do with receivers: made, changed, given a new secret, tried, told again what they missed.
import { type Actor, AppError } from "@tingheng/domain";
import {
  changeEndpoint,
  type EndpointChange,
  findDelivery,
  findEndpoint,
  insertDelivery,
  insertEndpoint,
  removeEndpoint,
  replayDelivery,
  replayFailed,
  type WebhookDelivery,
  type WebhookEndpoint,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { receiverUrl } from "./post.ts";
import { newSecret, sealSecret } from "./signing.ts";
import { deliverJob } from "./webhook-jobs.ts";

const hourMs = 3_600_000;

export interface EndpointWish {
  readonly url: string;
  readonly kinds: readonly string[];
  readonly description: string;
}

/** @returns the secret too, which is told this once */
export async function makeEndpoint(services: Services, actor: Actor, wish: EndpointWish) {
  receiverUrl(wish.url);
  const id = services.newId("whk");
  const secret = newSecret(services.chance);
  const endpoint: WebhookEndpoint = {
    id,
    ...wish,
    secret: sealSecret(services, id, secret),
    formerSecret: undefined,
    formerUntil: undefined,
    madeBy: actor.id,
    madeAt: services.now(),
    failingSince: undefined,
    disabledAt: undefined,
    disabledWhy: undefined,
  };
  await services.database.transaction(async (transaction) => {
    await insertEndpoint(transaction, endpoint);
    await services.audit(transaction, actor, "webhook.made", { kind: "webhook", id });
  });
  return { endpoint, secret };
}

/** @throws AppError `thing.not-found` */
export async function getEndpoint({ database }: Services, id: string): Promise<WebhookEndpoint> {
  const endpoint = await findEndpoint(database.kysely, id);
  if (endpoint === undefined) throw new AppError("thing.not-found", { what: "webhook", id });
  return endpoint;
}

/** @throws AppError `thing.not-found`; also where it is a delivery to somebody else */
export async function getDelivery({ database }: Services, endpointId: string, id: string): Promise<WebhookDelivery> {
  const delivery = await findDelivery(database.kysely, id);
  if (delivery?.endpointId !== endpointId) throw new AppError("thing.not-found", { what: "delivery", id });
  return delivery;
}

export async function editEndpoint(
  services: Services,
  actor: Actor,
  id: string,
  { enabled, ...change }: Partial<EndpointWish> & { readonly enabled?: boolean | undefined },
): Promise<WebhookEndpoint> {
  await getEndpoint(services, id);
  if (change.url !== undefined) receiverUrl(change.url);
  const switched: EndpointChange =
    enabled === undefined
      ? {}
      : enabled
        ? { disabledAt: undefined, disabledWhy: undefined, failingSince: undefined }
        : { disabledAt: services.now(), disabledWhy: "byHand" };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await services.database.transaction(async (transaction) => {
    await changeEndpoint(transaction, id, { ...given, ...switched });
    await services.audit(transaction, actor, "webhook.changed", { kind: "webhook", id });
  });
  return getEndpoint(services, id);
}

/** A new secret; the one before signs too for so long. */
export async function rotateSecret(services: Services, actor: Actor, id: string, keepHours: number): Promise<string> {
  const { secret: former } = await getEndpoint(services, id);
  const secret = newSecret(services.chance);
  await services.database.transaction(async (transaction) => {
    await changeEndpoint(transaction, id, {
      secret: sealSecret(services, id, secret),
      formerSecret: former,
      formerUntil: new Date(services.now().getTime() + keepHours * hourMs),
    });
    await services.audit(transaction, actor, "webhook.rotated", { kind: "webhook", id });
  });
  return secret;
}

export async function dropEndpoint(services: Services, actor: Actor, id: string): Promise<void> {
  await services.database.transaction(async (transaction) => {
    if (!(await removeEndpoint(transaction, id))) throw new AppError("thing.not-found", { what: "webhook", id });
    await services.audit(transaction, actor, "webhook.removed", { kind: "webhook", id });
  });
}

/** @returns the delivery of an event that nothing has happened for */
export async function sendTest(services: Services, endpointId: string): Promise<WebhookDelivery> {
  await getEndpoint(services, endpointId);
  const id = services.newId("dlv");
  const eventId = services.newId("evt");
  await services.database.transaction(async (transaction) => {
    const event = { eventId, kind: "webhook.test", subject: endpointId, at: services.now(), data: {} };
    await insertDelivery(transaction, { id, endpointId, ...event });
    await services.jobs.send([deliverJob(id, "0")], transaction);
  });
  return getDelivery(services, endpointId, id);
}

export async function replayOne(services: Services, endpointId: string, id: string): Promise<WebhookDelivery> {
  await getDelivery(services, endpointId, id);
  const now = services.now();
  await services.database.transaction(async (transaction) => {
    await replayDelivery(transaction, id, now);
    await services.jobs.send([deliverJob(id, `replay ${now.getTime()}`)], transaction);
  });
  return getDelivery(services, endpointId, id);
}

/** @returns how many wait again */
export async function replayMissed(services: Services, endpointId: string, since: Date): Promise<number> {
  await getEndpoint(services, endpointId);
  const now = services.now();
  return services.database.transaction(async (transaction) => {
    const ids = await replayFailed(transaction, endpointId, since, now);
    await services.jobs.send(
      ids.map((id) => deliverJob(id, `replay ${now.getTime()}`)),
      transaction,
    );
    return ids.length;
  });
}
