// Events are delivered to receivers: tried over a day with growing pauses, each try written down; whoever is gone is left alone.
import { AppError } from "@tingheng/domain";
import {
  changeEndpoint,
  type DeliveryAttempt,
  type EndpointChange,
  findDelivery,
  findEndpoint,
  giveUpDelivery,
  type JobHandler,
  keepAttempt,
  type WebhookDelivery,
  type WebhookEndpoint,
} from "@tingheng/store";
import type { Services } from "../../services.ts";
import { post } from "../../webhooks/post.ts";
import { signedHeaders } from "../../webhooks/signing.ts";
import { DeliverJob, deliverJob, deliverQueue, deliveryOf } from "../../webhooks/webhook-jobs.ts";
import type { Stage } from "../stage.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What is waited after each try: a day in all. */
const pausesMs = [5_000, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 8 * hourMs, 8 * hourMs];
const patienceMs = 15_000;
/** A receiver for which nothing has succeeded for so long is disabled. */
const failingMs = 5 * 24 * hourMs;
const gone = 410;

export const deliverStage: Stage = {
  rules: { name: deliverQueue, retries: 5, retryDelaySeconds: 5, longestSeconds: 120, batch: 10, atOnce: 3 },
  about: deliveryOf,
  handler: (services) => deliverAll(services),
};

function deliverAll(services: Services): JobHandler {
  return async (jobs) => {
    const failed = new Map<string, Error>();
    await Promise.all(
      jobs.map(async ({ id, data }) => {
        try {
          await deliver(services, DeliverJob.parse(data).delivery);
        } catch (error) {
          failed.set(id, error instanceof Error ? error : new Error(String(error)));
        }
      }),
    );
    return failed;
  };
}

async function deliver(services: Services, id: string): Promise<void> {
  const { kysely } = services.database;
  const delivery = await findDelivery(kysely, id);
  const endpoint = delivery && (await findEndpoint(kysely, delivery.endpointId));
  if (delivery === undefined || endpoint === undefined || delivery.state !== "waiting") return;
  if (endpoint.disabledAt !== undefined) return giveUpDelivery(kysely, id);
  const facts = { "tingheng.event": delivery.kind, "tingheng.webhook": endpoint.id, "tingheng.tried": delivery.tries };
  const attempt = await services.traces.during(
    { name: "deliver", kind: "client", facts },
    async (tell) => {
      const made = await tried(services, endpoint, delivery);
      if (made.status !== undefined) tell({ "http.response.status_code": made.status });
      if (made.error !== undefined) tell({ "error.type": made.error });
      return made;
    },
    [id],
  );
  await settle(services, endpoint, delivery, attempt);
}

async function tried(
  services: Services,
  endpoint: WebhookEndpoint,
  { eventId, kind, at, subject, data }: WebhookDelivery,
): Promise<DeliveryAttempt> {
  const body = JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { id: subject, ...data } });
  const headers = {
    "content-type": "application/json",
    "user-agent": "Tingheng",
    ...signedHeaders(services, endpoint, eventId, body),
  };
  const begin = services.now();
  const took = () => services.now().getTime() - begin.getTime();
  try {
    const settings = { allowedHosts: services.config.webhook_hosts, patienceMs };
    const { status, text } = await post(endpoint.url, body, headers, settings);
    return { at: begin, durationMs: took(), status, error: undefined, answer: text };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { at: begin, durationMs: took(), status: undefined, error: error.code, answer: error.say("en") };
  }
}

async function settle(
  services: Services,
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  attempt: DeliveryAttempt,
): Promise<void> {
  const now = services.now();
  const { status } = attempt;
  const success = status !== undefined && status >= 200 && status < 300;
  const failingSince = endpoint.failingSince ?? now;
  const lost = now.getTime() - failingSince.getTime() > failingMs;
  const why = status === gone ? "gone" : lost ? "failing" : undefined;
  const pause = why === undefined ? pausesMs[delivery.tries] : undefined;
  await services.database.transaction(async (transaction) => {
    if (success) {
      await keepAttempt(transaction, delivery, attempt, { state: "delivered", dueAt: now });
      if (endpoint.failingSince !== undefined)
        await changeEndpoint(transaction, endpoint.id, { failingSince: undefined });
      return;
    }
    const dueAt = new Date(now.getTime() + (pause ?? 0));
    await keepAttempt(transaction, delivery, attempt, { state: pause === undefined ? "failed" : "waiting", dueAt });
    const disabled: EndpointChange = why === undefined ? {} : { disabledAt: now, disabledWhy: why };
    await changeEndpoint(transaction, endpoint.id, { failingSince, ...disabled });
    if (pause !== undefined) {
      const next = deliverJob(delivery.id, `${delivery.tries + 1} ${now.getTime()}`, dueAt);
      await services.jobs.send([{ ...next, about: delivery.id }], transaction);
    }
  });
}
