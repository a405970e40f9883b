// Two calls may share one sound. Whatever happens when the one is deleted while the other comes in, the other keeps it; and nothing
// stays that no call needs.
import { setTimeout as wait } from "node:timers/promises";
import { type CallRecord, systemActor } from "@tingheng/domain";
import { findCall, isNeeded, type StoredObject } from "@tingheng/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothDatabases } from "../../../store/src/database/both-databases.contract.ts";
import { acceptCalls } from "../calls/accept-calls.ts";
import { type TestServices, testServices } from "../services.contract.ts";
import type { Services } from "../services.ts";
import { eraseOne } from "./erase-call.ts";
import { removeUnneeded, withObjects } from "./shared-objects.ts";

describe.each(bothDatabases)("on $name", ({ open }) => {
  let test: TestServices;
  beforeAll(async () => {
    test = await testServices({ database: await open(), standards: ["english-basics"] });
  }, 120_000);
  afterAll(() => test.close());

  let calls = 0;
  const newRecord = (): CallRecord => {
    calls += 1;
    return { version: 1, source: "shared", id: String(calls) };
  };

  const putting =
    ({ objects }: Services, text: string) =>
    (): Promise<StoredObject> => {
      async function* bytes() {
        yield Buffer.from(text);
      }
      return objects.put(bytes(), { kind: "sound", limitBytes: 1_000 });
    };

  const accept = (services: Services, text: string, record = newRecord()) =>
    withObjects(services, [putting(services, text)], async ([recording]) => {
      if (recording === undefined) throw new Error("nothing was stored");
      return { key: recording.key, id: (await acceptCalls(services, [{ record, recording }]))[0]?.id ?? "" };
    });

  const erase = async (services: Services, { id, key }: { readonly id: string; readonly key: string }) => {
    await services.database.transaction((within) => eraseOne(services, within, systemActor, id, { cause: "due" }));
    await removeUnneeded(services, key);
  };

  /** The same services, whose every step waits until the schedule lets it go on. */
  const scheduled = (services: Services, schedule: fc.Scheduler, passed: () => void = () => {}): Services => {
    const step = async (name: string) => {
      await schedule.schedule(Promise.resolve(), name);
      passed();
    };
    const { objects, database } = services;
    return {
      ...services,
      database: {
        ...database,
        async transaction(work) {
          await step("transaction");
          const result = await database.transaction(work);
          await step("committed");
          return result;
        },
      },
      objects: {
        ...objects,
        async put(source, options) {
          await step("put");
          const stored = await objects.put(source, options);
          await step("stored");
          return stored;
        },
        async stat(key) {
          await step("stat");
          return objects.stat(key);
        },
        async remove(key) {
          await step("remove");
          const removed = await objects.remove(key);
          await step("removed");
          return removed;
        },
      },
    };
  };

  it("keeps a sound that a call needs which comes in while another with the same sound is deleted", async () => {
    const { services } = test;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), fc.nat(5), async (schedule, coming, ahead) => {
        const gone = await accept(services, "the same");
        let steps = 0;
        const slow = scheduled(services, schedule, () => {
          steps += 1;
        });
        const eraseLater = async () => {
          while (steps < ahead) await wait(1);
          await erase(slow, gone);
        };
        const [, ...kept] = await schedule.waitFor(
          Promise.all([eraseLater(), ...Array.from({ length: coming }, () => accept(slow, "the same"))]),
        );
        expect(await services.objects.stat(gone.key)).toBeDefined();
        for (const one of kept as { id: string; key: string }[]) {
          expect((await findCall(services.database.kysely, one.id))?.recordingKey).toBe(gone.key);
          await erase(services, one);
        }
        expect(await services.objects.stat(gone.key)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("puts a sound again that was removed after it was found there", async () => {
    const { services } = test;
    const gone = await accept(services, "removed meanwhile");
    let puts = 0;
    const kept = await accept(
      {
        ...services,
        objects: {
          ...services.objects,
          async put(source, options) {
            const stored = await services.objects.put(source, options);
            puts += 1;
            if (puts === 1) await erase(services, gone);
            return stored;
          },
        },
      },
      "removed meanwhile",
    );
    expect(puts).toBe(2);
    expect(kept.key).toBe(gone.key);
    expect(await services.objects.stat(kept.key)).toBeDefined();
  });

  it("doesn't remove a sound that a call needs again since its own call went", async () => {
    const { services } = test;
    const gone = await accept(services, "needed again");
    await services.database.transaction((within) => eraseOne(services, within, systemActor, gone.id, { cause: "due" }));
    const kept = await accept(services, "needed again");
    await removeUnneeded(services, gone.key);
    expect(kept.key).toBe(gone.key);
    expect(await services.objects.stat(kept.key)).toBeDefined();
  });

  it("leaves nothing of a recording that became no call's, or was replaced", async () => {
    const sent: string[] = [];
    const { jobs } = test.services;
    const services: Services = {
      ...test.services,
      jobs: {
        ...jobs,
        send: (some, within) => {
          sent.push(...some.flatMap(({ queue, key }) => (queue === "retention.objects" ? [key] : [])));
          return jobs.send(some, within);
        },
      },
    };
    const { key: refused } = await putting(services, "refused")();
    const failing = withObjects(services, [putting(services, "refused")], async () => {
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect(sent.splice(0)).toEqual([refused]);

    const record = newRecord();
    const first = await accept(services, "first", record);
    const second = await accept(services, "second", record);
    expect([second.id, sent.splice(0)]).toEqual([first.id, [first.key]]);
    await removeUnneeded(services, first.key);
    expect(await services.objects.stat(first.key)).toBeUndefined();
    expect(await isNeeded(services.database.kysely, second.key)).toBe(true);

    await services.database.transaction((within) =>
      eraseOne(services, within, systemActor, second.id, { cause: "person" }),
    );
    expect(sent.splice(0)).toEqual([second.key]);
    const again = await accept(services, "second", record);
    expect([again.id, sent]).toEqual([second.id, [second.key]]);
  });
});
