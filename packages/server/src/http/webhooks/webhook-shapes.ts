// Receivers and deliveries as the API shows them: never with a secret that was told before.
import { z } from "@hono/zod-openapi";
import { EventKind } from "@tingheng/domain";
import type { DeliveryAttempt, WebhookDelivery, WebhookEndpoint } from "@tingheng/store";

const fields = {
  url: z.string().max(2_000).openapi({ example: "https://crm.example.com/tingheng" }),
  kinds: z.array(EventKind).min(1),
  description: z.string().max(500),
};

export const NewWebhook = z
  .strictObject({ ...fields, description: fields.description.default("") })
  .openapi("NewWebhook");

export const WebhookChange = z
  .strictObject({ ...z.object(fields).partial().shape, enabled: z.boolean().optional() })
  .openapi("WebhookChange");

export const Webhook = z
  .object({
    id: z.string(),
    ...fields,
    kinds: z.array(z.string()),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
    enabled: z.boolean(),
    disabledWhy: z.enum(["byHand", "failing", "gone"]).optional(),
    failingSince: z.iso.datetime().optional(),
    formerSecretUntil: z.iso.datetime().optional(),
  })
  .openapi("Webhook");

const secret = z.string().openapi({ description: "whsec_…, told this once" });

export const MadeWebhook = Webhook.extend({ secret }).openapi("MadeWebhook");

export const WebhookSecret = z.object({ secret }).openapi("WebhookSecret");

export const Delivery = z
  .object({
    id: z.string(),
    eventId: z.string(),
    kind: z.string(),
    at: z.iso.datetime(),
    subject: z.string(),
    data: z.record(z.string(), z.unknown()),
    state: z.enum(["waiting", "delivered", "failed"]),
    tries: z.int(),
    dueAt: z.iso.datetime(),
  })
  .openapi("WebhookDelivery");

const Attempt = z.object({
  at: z.iso.datetime(),
  durationMs: z.int(),
  status: z.int().optional(),
  error: z.string().optional(),
  answer: z.string(),
});

export const DeliveryWithLog = Delivery.extend({ attempts: z.array(Attempt) }).openapi("WebhookDeliveryLog");

export function shownWebhook(endpoint: WebhookEndpoint): z.infer<typeof Webhook> {
  const { id, url, kinds, description, madeBy, madeAt, failingSince, disabledAt, disabledWhy, formerUntil } = endpoint;
  return {
    id,
    url,
    kinds: [...kinds],
    description,
    madeBy,
    madeAt: madeAt.toISOString(),
    enabled: disabledAt === undefined,
    ...(disabledWhy === undefined ? {} : { disabledWhy }),
    ...(failingSince === undefined ? {} : { failingSince: failingSince.toISOString() }),
    ...(formerUntil === undefined ? {} : { formerSecretUntil: formerUntil.toISOString() }),
  };
}

export function shownDelivery(delivery: WebhookDelivery): z.infer<typeof Delivery> {
  const { id, eventId, kind, at, subject, data, state, tries, dueAt } = delivery;
  return { id, eventId, kind, at: at.toISOString(), subject, data, state, tries, dueAt: dueAt.toISOString() };
}

export function shownAttempt({ at, durationMs, status, error, answer }: DeliveryAttempt): z.infer<typeof Attempt> {
  return {
    at: at.toISOString(),
    durationMs,
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    answer,
  };
}
