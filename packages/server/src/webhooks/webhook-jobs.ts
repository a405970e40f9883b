// The jobs that tell receivers outside.
import type { JobToSend } from "@tingheng/store";
import { z } from "zod";

export const deliverQueue = "webhook.deliver";

export const DeliverJob = z.object({ delivery: z.string() });

export function deliveryOf(data: unknown): string | undefined {
  return DeliverJob.safeParse(data).data?.delivery;
}

/** @param round tells the jobs of one delivery apart: its tries, or that a person asked for one */
export function deliverJob(delivery: string, round: string, startAfter?: Date): JobToSend {
  const job = { queue: deliverQueue, data: { delivery }, key: `${delivery} ${round}` };
  return startAfter === undefined ? job : { ...job, startAfter };
}
