// What happened is said in the transaction in which it happened: to those who follow events, and to webhooks that asked for its kind.
import type { CallRecord, EventData, EventKind } from "@tingheng/domain";
import { keepEvents, type Runner } from "@tingheng/store";
import type { Services } from "../services.ts";
import { deliverJob } from "../webhooks/webhook-jobs.ts";

export interface Announcement {
  readonly kind: EventKind;
  /** Id of the call, standard or job that it is about. */
  readonly subject: string;
  /** Whose call it is decides who is told; nothing else of it is told. */
  readonly record?: Pick<CallRecord, "agent"> | undefined;
  readonly data?: EventData;
}

export async function announce(
  { jobs, newId, now }: Pick<Services, "jobs" | "newId" | "now">,
  within: Runner,
  announcements: readonly Announcement[],
): Promise<void> {
  const events = announcements.map(({ kind, subject, record, data = {} }) => ({
    id: newId("evt"),
    kind,
    subject,
    agentId: record?.agent?.id,
    team: record?.agent?.team,
    data,
  }));
  const due = await keepEvents(within, events, now());
  if (due.length > 0)
    await jobs.send(
      due.map(({ id, subject }) => ({ ...deliverJob(id, "0"), about: subject })),
      within,
    );
}
