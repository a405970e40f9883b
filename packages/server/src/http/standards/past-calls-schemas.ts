// Which past calls a what-if or a rejudging is about, and how far it has come, as the API shows it.
import { z } from "@hono/zod-openapi";
import { Direction } from "@tingheng/domain";
import type { PastCalls, Walk } from "@tingheng/store";
import { StandardDeed, shownDeed } from "./standard-schemas.ts";

const name = z.string().min(1).max(200).optional();
const instant = z.iso.datetime({ offset: true }).optional();

export const PastCallsBody = z
  .strictObject({
    from: instant,
    before: instant.describe("not included"),
    queue: name,
    team: name,
    agent: name,
    campaign: name,
    direction: Direction.optional(),
    standard: name.describe("judged under it"),
  })
  .openapi("PastCalls");

const WalkState = z.enum(["queued", "running", "done", "failed", "cancelled"]);

export const walkShape = {
  id: z.string(),
  state: WalkState,
  filter: PastCallsBody,
  total: z.int().optional().describe("known once it runs"),
  done: z.int(),
  reason: z.object({ code: z.string(), details: z.record(z.string(), z.string()).optional() }).optional(),
  made: StandardDeed,
  finishedAt: z.iso.datetime().optional(),
};

export function shownWalk(walk: Walk) {
  return {
    id: walk.id,
    state: walk.state,
    filter: given(walk.filter) as z.input<typeof PastCallsBody>,
    ...(walk.total === undefined ? {} : { total: walk.total }),
    done: walk.done,
    ...(walk.reason === undefined ? {} : { reason: walk.reason as { code: string } }),
    made: shownDeed(walk.made),
    ...(walk.finishedAt === undefined ? {} : { finishedAt: walk.finishedAt.toISOString() }),
  };
}

/** What the log may say of a filter. */
export function filterDetails(filter: PastCalls): Record<string, string> {
  return given(filter) as Record<string, string>;
}

/** What is given, without what is not. */
export function given(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
