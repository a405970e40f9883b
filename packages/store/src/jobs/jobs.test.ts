import { sql } from "kysely";
import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import { deadLetterOf, type Job, type Jobs, type QueueRules, startJobs } from "./jobs.ts";

const patience = { timeout: 40_000, interval: 200 };

const rulesOf = (name: string, more: Partial<QueueRules> = {}): QueueRules => ({
  name,
  retries: 0,
  retryDelaySeconds: 0,
  longestSeconds: 600,
  batch: 1,
  ...more,
});

onBothDatabases((database) => {
  /** Jobs of a process, which ends with the test. */
  async function process(...queues: readonly QueueRules[]): Promise<Jobs & AsyncDisposable> {
    const jobs = await startJobs(database(), { queues, onError: () => {} });
    return { ...jobs, [Symbol.asyncDispose]: () => jobs.stop(100) };
  }

  it("takes one job after the other without a pause", { timeout: 60_000 }, async () => {
    const rules = rulesOf("single");
    await using jobs = await process(rules);
    const sent = Array.from({ length: 25 }, (_, index) => String(index));
    await jobs.send(
      sent.map((key) => ({ queue: rules.name, data: { key }, key })),
      database().kysely,
    );
    const done: unknown[] = [];
    await jobs.work(rules, async ([job]) => {
      done.push(job?.data);
      return new Map();
    });
    await expect.poll(() => done.length, patience).toBe(sent.length);
  });

  it("takes none of a queue for steady processes in one that has only begun", async () => {
    const [steady, now] = [rulesOf("steady", { steadySeconds: 3_600 }), rulesOf("now", { steadySeconds: 0 })];
    await using jobs = await process(steady, now);
    const done: string[] = [];
    for (const rules of [steady, now]) {
      await jobs.work(rules, async () => {
        done.push(rules.name);
        return new Map();
      });
      await jobs.send([{ queue: rules.name, data: {}, key: "one" }], database().kysely);
    }
    await expect.poll(() => done, patience).toEqual(["now"]);
  });

  it("says after the last try whether the job failed itself or was lost with others", { timeout: 60_000 }, async () => {
    const [thrown, killed, own] = [rulesOf("thrown"), rulesOf("killed"), rulesOf("own")];
    await using jobs = await process(thrown, killed, own);
    const ended = new Map<string, Job>();
    for (const { name } of [thrown, killed, own]) {
      await jobs.work(rulesOf(deadLetterOf(name)), async ([job]) => {
        if (job !== undefined) ended.set(name, job);
        return new Map();
      });
      await jobs.send([{ queue: name, data: { name }, key: name }], database().kysely);
    }
    await jobs.work(own, async (some) => new Map(some.map(({ id }) => [id, new Error("mine")])));
    await jobs.work(thrown, () => Promise.reject(new Error("the database is gone")));
    await jobs.work(killed, () => new Promise(() => {}));
    const silence = async () => {
      await sql`update jobs.job set heartbeat_on = now() - interval '1 hour' where name = ${killed.name}`.execute(
        database().kysely,
      );
      return [...ended.keys()].sort();
    };
    await expect.poll(silence, patience).toEqual(["killed", "own", "thrown"]);
    const told = [own, thrown, killed].map(({ name }) => [ended.get(name)?.data, ended.get(name)?.ownError]);
    expect(told).toEqual([
      [{ name: "own" }, "mine"],
      [{ name: "thrown" }, undefined],
      [{ name: "killed" }, undefined],
    ]);
  });
});
