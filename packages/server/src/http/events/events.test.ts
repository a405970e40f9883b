import type { Actor, CallRecord } from "@tingheng/domain";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bothDatabases } from "../../../../store/src/database/both-databases.contract.ts";
import { untilTrue } from "../../../../store/src/until.contract.ts";
import { acceptCall, acceptCalls } from "../../calls/accept-calls.ts";
import { announce } from "../../events/announce.ts";
import { everythingTold } from "../../events/everything-told.contract.ts";
import { mayAll, type TestServices, testActor, testServices } from "../../services.contract.ts";
import { createApp } from "../app.ts";
import { listen } from "../listen.ts";

let test: TestServices;
let actor: Actor | undefined;
let app: ReturnType<typeof createApp>;

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly subject: string; readonly data: unknown };
}

/** Reads a stream until so many events came, or until it ends. */
async function told(response: Response, count: number): Promise<Told[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no body");
  let text = "";
  const events = () =>
    text
      .split("\n\n")
      .slice(0, -1)
      .filter((block) => block.startsWith("id:"))
      .map((block) => {
        const [, id = "", event = "", data = ""] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
        return { id, event, data: JSON.parse(data) as Told["data"] };
      });
  while (events().length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return events();
}

const follow = async (query = "", headers: Record<string, string> = {}): Promise<Response> =>
  app.request(`/api/v1/events${query}`, { headers });

const say = (kind: "call.judged" | "call.heard" | "standard.published", subject: string, team = "east") =>
  announce(test.services, test.services.database.kysely, [{ kind, subject, record: { agent: { id: "7", team } } }]);

const record = (id: string, team?: string): CallRecord => ({
  version: 1,
  source: "test",
  id,
  agent: { id: "7", ...(team === undefined ? {} : { team }) },
});

describe.each(bothDatabases)("on $name", ({ open }) => {
  beforeAll(async () => {
    test = await testServices({ database: await open(), standards: ["dealer-recording"] });
    app = createApp(test.services, async () => actor);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    actor = mayAll;
    await everythingTold(test.services.database);
  });

  it("tells what happens as it happens, and goes on after the last event that was heard", async () => {
    const stream = await follow();
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    await acceptCalls(test.services, [{ record: record("1") }, { record: record("2") }, { record: record("1") }]);
    const [first, second] = await told(stream, 2);
    expect([first?.event, second?.event]).toEqual(["call.received", "call.received"]);
    expect(first?.data.data).toEqual({ stage: "waiting" });
    const later = { ...record("1"), hangup: { by: "customer" as const } };
    await test.services.database.transaction((trx) => acceptCall(test.services, trx, { record: later }));
    const resumed = await told(await follow("", { "last-event-id": first?.id ?? "" }), 2);
    expect(resumed.map(({ event }) => event)).toEqual(["call.received", "call.changed"]);
    expect(resumed[0]?.id).toBe(second?.id);
  });

  it("says nothing of a call that was not kept", async () => {
    const stream = await follow();
    const broken = test.services.database.transaction(async (trx) => {
      await acceptCall(test.services, trx, { record: record("broken") });
      throw new Error("taken back");
    });
    await expect(broken).rejects.toThrow();
    await say("call.heard", "call_kept");
    expect((await told(stream, 1))[0]?.data.subject).toBe("call_kept");
  });

  it("tells only of calls in scope, of kinds that were asked for, and of one call", async () => {
    actor = testActor(["teamLeader"], ["calls.read"], { kind: "teams", teams: ["west"] });
    const leader = await follow();
    actor = mayAll;
    const judged = await follow("?kinds=call.judged");
    await say("call.heard", "call_a", "east");
    await say("standard.published", "std", "west");
    await say("call.heard", "call_b", "west");
    await say("call.judged", "call_c", "east");
    expect((await told(leader, 1))[0]?.data.subject).toBe("call_b");
    expect((await told(judged, 1))[0]?.data.subject).toBe("call_c");

    const [own] = await acceptCalls(test.services, [{ record: record("mine", "west") }]);
    const one = await follow(`?call=${own?.id}`);
    await say("call.judged", "call_other", "west");
    await say("call.judged", own?.id ?? "", "west");
    expect((await told(one, 1))[0]?.data.subject).toBe(own?.id);
    actor = testActor(["teamLeader"], ["calls.read"], { kind: "teams", teams: ["east"] });
    expect((await follow(`?call=${own?.id}`)).status).toBe(404);
    expect((await follow("?call=call_unknown")).status).toBe(404);
  });

  it("ends when the login has ended", async () => {
    const stream = await follow();
    actor = undefined;
    test.pass(60_000);
    await say("call.heard", "call_secret");
    expect(await told(stream, 1)).toEqual([]);
  });

  it("refuses what it can't read and who is not logged in", async () => {
    expect((await follow("?kinds=call.danced")).status).toBe(400);
    expect((await follow("?after=yesterday")).status).toBe(400);
    expect((await follow("?other=1")).status).toBe(400);
    actor = undefined;
    expect((await follow()).status).toBe(401);
  });

  it("over a real connection: lets go of who hangs up, and ends streams when the service stops", async () => {
    const listening = await listen(app, { ...test.services.config, port: 0 });
    const hangUp = new AbortController();
    const response = await fetch(`${listening.url}/api/v1/events`, { signal: hangUp.signal });
    await response.body?.getReader().read();
    const followed = (count: number) => untilTrue(`${count} followers`, () => test.services.events.followers === count);
    await followed(1);
    hangUp.abort();
    await followed(0);

    const staying = await fetch(`${listening.url}/api/v1/events`);
    test.services.events.close();
    expect(await told(staying, 1)).toEqual([]);
    await listening.close(5_000);
  });
});
