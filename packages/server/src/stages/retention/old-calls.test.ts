import { readFileSync } from "node:fs";
import { findCall } from "@tingheng/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothDatabases } from "../../../../store/src/database/both-databases.contract.ts";
import { createApp } from "../../http/app.ts";
import { startWork } from "../../pipeline.ts";
import { keepingIn } from "../../retention/keeping.ts";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Services } from "../../services.ts";
import { assignStage, objectsStage, sweepStage } from "./retention-stages.ts";

const dayMs = 86_400_000;
const wav = Uint8Array.from(readFileSync(new URL("../../../../../samples/air-conditioning.wav", import.meta.url)));

describe.each(bothDatabases)("a call of two years ago that is brought in now, on $name", ({ open }) => {
  let test: TestServices;
  let services: Services;
  beforeAll(async () => {
    test = await testServices({ database: await open(), standards: ["dealer-recording"] });
    const rules = await keepingIn(test.services.database, (error) => expect.unreachable(String(error)));
    rules.close();
    services = { ...test.services, keepFor: rules.keepFor };
    await startWork(services, services.jobs, [objectsStage]);
  });
  afterAll(() => test.close());

  const sweep = () => sweepStage.handler(services)([], new AbortController().signal);
  const deleteAfter = async (id: string) => {
    const { kysely } = services.database;
    return (await kysely.selectFrom("calls").select("delete_after").where("id", "=", id).executeTakeFirst())
      ?.delete_after;
  };

  it("outlives the sweep with its sound for thirty days, and goes with it afterwards", async () => {
    const form = new FormData();
    form.append("source", "archive");
    form.append("call", JSON.stringify({ startedAt: "2024-03-02T10:00:00+08:00" }));
    form.append("file", new File([wav], "old.wav"));
    const app = createApp(services, async () => mayAll);
    const sent = await app.request("/api/v1/files", { method: "POST", body: form });
    const { items } = (await sent.json()) as { items: { calls: { id: string; outcome: string }[] }[] };
    const [accepted] = items[0]?.calls ?? [];
    expect(accepted?.outcome).toBe("created");
    const id = accepted?.id ?? "";
    const thirtyDays = new Date(services.now().getTime() + 30 * dayMs);
    expect(await deleteAfter(id)).toEqual(thirtyDays);

    const kept = async () => {
      const call = await findCall(services.database.kysely, id);
      return { startedAt: call?.record.startedAt, sound: (await services.objects.stat(key))?.bytes };
    };
    const key = (await findCall(services.database.kysely, id))?.recordingKey ?? "";
    const whole = { startedAt: "2024-03-02T10:00:00+08:00", sound: wav.byteLength };
    await sweep();
    expect(await kept()).toEqual(whole);

    // A date that counts from the call alone, as it was once stored, is not believed.
    const byItsStart = { delete_after: new Date("2024-08-29T02:00:00Z") };
    await services.database.kysely.updateTable("calls").set(byItsStart).where("id", "=", id).execute();
    await sweep();
    expect(await kept()).toEqual(whole);
    expect(await deleteAfter(id)).toEqual(thirtyDays);
    await assignStage.handler(services)([], new AbortController().signal);
    expect(await deleteAfter(id)).toEqual(thirtyDays);

    test.pass(30 * dayMs - 1);
    await sweep();
    expect(await kept()).toEqual(whole);

    test.pass(1);
    await sweep();
    expect(await findCall(services.database.kysely, id)).toBeUndefined();
    await expect.poll(() => services.objects.stat(key), { timeout: 20_000 }).toBeUndefined();
    const erased = await services.database.kysely.selectFrom("erasures").selectAll().execute();
    expect(erased).toMatchObject([{ call_id: id, cause: "due" }]);
  });
});
