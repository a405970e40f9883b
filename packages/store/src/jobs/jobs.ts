// Jobs 任务: work that survives a crash, by pg-boss on either database. A job is sent in the transaction that makes it
// necessary, is tried again when its worker dies, and goes to a dead letter queue after its last try.
import { setTimeout as wait } from "node:timers/promises";
import { fromKysely, type JobInsert, PgBoss } from "pg-boss";
import type { Database, Runner } from "../database/database.ts";

/** What a queue is like. */
export interface QueueRules {
  readonly name: string;
  /** Tries after the first. */
  readonly retries: number;
  readonly retryDelaySeconds: number;
  /** Longer than the longest honest run. */
  readonly longestSeconds: number;
  /** Jobs taken at once by one worker. */
  readonly batch: number;
  /** Batches at once in one process. */
  readonly atOnce?: number;
  /** Run by the clock: five cron fields in UTC. */
  readonly cron?: string;
  /** How long a process has to live before it takes a job. */
  readonly steadySeconds?: number;
}

export interface Job {
  readonly id: string;
  readonly data: unknown;
  /** 0 at the first try. */
  readonly tried: number;
  /** What the handler said of this job at its last try; undefined where that try ended otherwise: with its process, or by an error
   * that struck the whole batch. */
  readonly ownError?: string | undefined;
}

export interface JobToSend {
  readonly queue: string;
  readonly data: object;
  /** Higher first. */
  readonly priority?: number;
  readonly startAfter?: Date;
  /** While a job with the same key waits in the queue, another is not added. */
  readonly key: string;
  /** Which of several things it is sent because of, for whoever follows one of them; it is not kept. */
  readonly about?: string;
}

/** Resolves with what failed; jobs that are not named in it are done. */
export type JobHandler = (jobs: readonly Job[], stopping: AbortSignal) => Promise<ReadonlyMap<string, Error>>;

export interface QueueCount {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export interface Jobs {
  send(jobs: readonly JobToSend[], within: Runner): Promise<void>;
  /** Takes jobs until `stop`. */
  work(rules: QueueRules, handler: JobHandler): Promise<void>;
  counts(): Promise<QueueCount[]>;
  /** Lets what runs come to its end, at most for `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const nobody = "00000000-0000-0000-0000-000000000000";
const heartbeatSeconds = 10;
/** How often dead workers' jobs are looked for: with the heartbeat it keeps recovery well under a minute. */
const superviseSeconds = 10;

export interface JobsOptions {
  readonly queues: readonly QueueRules[];
  /** Whether this process looks after the queues (retries, schedules). At least one process must. */
  readonly supervise?: boolean;
  readonly onError: (error: unknown) => void;
}

/** The queue of jobs that failed for good; the same data as the job had. */
export function deadLetterOf(queue: string): string {
  return `${queue}.dead`;
}

export async function startJobs(database: Database, options: JobsOptions): Promise<Jobs> {
  const { supervise = true } = options;
  const boss = new PgBoss({
    ...database.forJobs,
    schema: "jobs",
    supervise,
    schedule: supervise,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    useListenNotify: true,
  });
  boss.on("error", options.onError);
  await database.alone("jobs", () => boss.start());
  for (const rules of options.queues) await declare(boss, rules);
  const stopping = new AbortController();
  return {
    async send(jobs, within) {
      const db = fromKysely(within);
      for (const [queue, some] of Map.groupBy(jobs, (job) => job.queue)) {
        await boss.insert(queue, some.map(insertOf), { db });
      }
    },
    async work(rules, handler) {
      const { steadySeconds, atOnce = 1 } = rules;
      const begin = async () => {
        for (let worker = 0; worker < atOnce; worker += 1) await takeJobs(boss, rules, handler, stopping.signal);
      };
      if (steadySeconds === undefined) return begin();
      wait(steadySeconds * 1_000, undefined, { signal: stopping.signal, ref: false })
        .then(begin)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) options.onError(error);
        });
    },
    async counts() {
      const queues = await boss.getQueues();
      return queues.map(({ name, readyCount, activeCount, failedCount }) => ({
        queue: name,
        waiting: readyCount,
        active: activeCount,
        failed: failedCount,
      }));
    },
    async stop(graceMs) {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: graceMs, close: true });
    },
  };
}

/** One worker: a batch after the other without a pause while there is work. */
async function takeJobs(boss: PgBoss, rules: QueueRules, handler: JobHandler, stopping: AbortSignal): Promise<void> {
  const { name, batch } = rules;
  const pace = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, batchSize: batch } as const;
  let worker = "";
  worker = await boss.work(name, { ...pace, includeMetadata: true, perJobResults: true }, async (jobs) => {
    const failed = await handler(
      jobs.map(({ id, data, retryCount, output }) => ({ id, data, tried: retryCount, ownError: ownErrorIn(output) })),
      stopping,
    );
    if (jobs.length >= batch) boss.notifyWorker(worker);
    return jobs.map(({ id }) => {
      const error = failed.get(id);
      return error === undefined
        ? { id, status: "completed" as const }
        : { id, status: "failed" as const, output: { ownError: error.message } satisfies OwnError };
    });
  });
}

interface OwnError {
  readonly ownError: string;
}

function ownErrorIn(output: unknown): string | undefined {
  const { ownError } = (output ?? {}) as Partial<OwnError>;
  return typeof ownError === "string" ? ownError : undefined;
}

async function declare(boss: PgBoss, rules: QueueRules): Promise<void> {
  const { name, retries, retryDelaySeconds, longestSeconds, cron } = rules;
  const kept = { retentionSeconds: 400 * 86_400, deleteAfterSeconds: 3_600 };
  const dead = deadLetterOf(name);
  await boss.createQueue(dead, { ...kept, retryLimit: 10, retryDelay: 30, notify: true });
  const queue = {
    ...kept,
    retryLimit: retries,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 3_600,
    expireInSeconds: longestSeconds,
    heartbeatSeconds,
    deadLetter: dead,
    notify: true,
  };
  await boss.createQueue(name, { ...queue, policy: "short" });
  await boss.updateQueue(name, queue);
  if (cron !== undefined) await boss.schedule(name, cron, {});
  // Sending asks once what a queue is like, outside the sender's transaction; on the database with one session that would wait
  // for ever, so it is asked now.
  for (const queue of [name, dead]) await boss.findJobs(queue, { id: nobody });
}

function insertOf({ data, priority = 0, startAfter, key }: JobToSend): JobInsert {
  return { data, priority, singletonKey: key, ...(startAfter === undefined ? {} : { startAfter }) };
}
