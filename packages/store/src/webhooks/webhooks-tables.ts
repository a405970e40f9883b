// Rows of webhooks. Migration 0005 says what each column means.
import type { ColumnType, Generated } from "kysely";

export type DisabledWhy = "byHand" | "failing" | "gone";
export type DeliveryState = "waiting" | "delivered" | "failed";

interface WebhookEndpointsTable {
  id: string;
  url: string;
  kinds: string[];
  description: string;
  secret: Buffer;
  former_secret: Buffer | null;
  former_until: Date | null;
  made_by: string;
  made_at: Date;
  failing_since: Date | null;
  disabled_at: Date | null;
  disabled_why: DisabledWhy | null;
}

interface WebhookDeliveriesTable {
  id: string;
  endpoint_id: string;
  event_id: string;
  at: Date;
  kind: string;
  subject: string;
  data: ColumnType<unknown, string, string>;
  state: Generated<DeliveryState>;
  tries: Generated<number>;
  due_at: Date;
}

interface WebhookAttemptsTable {
  delivery_id: string;
  at: Date;
  duration_ms: number;
  status: number | null;
  error: string | null;
  answer: string;
}

export interface WebhookTables {
  webhook_endpoints: WebhookEndpointsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_attempts: WebhookAttemptsTable;
}
