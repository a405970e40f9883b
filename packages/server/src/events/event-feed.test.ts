import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { idsFrom } from "@tingheng/domain";
import { eventsAfter, keepEvents, latestPosition } from "@tingheng/store";
import { beforeEach, expect, it } from "vitest";
import { onBothDatabases } from "../../../store/src/database/both-databases.contract.ts";
import { eventFeed } from "./event-feed.ts";
import { everythingTold } from "./everything-told.contract.ts";

const newId = idsFrom(Date.now, (bytes) => randomBytes(bytes.length));
const at = new Date("2026-03-02T02:00:00Z");

onBothDatabases((database) => {
  const say = (subject: string) =>
    keepEvents(database().kysely, [{ id: newId("evt"), kind: "call.heard", subject, data: {} }], at);

  beforeEach(() => everythingTold(database()));

  it("a follower that is slower than memory is long reads on without a gap, beside one that keeps up", async () => {
    const feed = eventFeed(database(), () => {}, { pollMs: 5, recent: 3, quietMs: 50 });
    const ended = new AbortController();
    const slow = feed.follow(undefined, ended.signal);
    const quick = feed.follow(undefined, ended.signal);
    await Promise.all([slow.next(), quick.next()]);
    const names = [...Array(20).keys()].map((index) => `call_${index}`);
    const heard: string[] = [];
    for (const name of names) {
      await say(name);
      if (name === "call_0") heard.push((await slow.next()).value?.subject ?? "");
    }
    const kept: string[] = [];
    while (kept.length < names.length)
      kept.push(...[(await quick.next()).value?.subject].filter((one) => one !== undefined));
    while (heard.length < names.length)
      heard.push(...[(await slow.next()).value?.subject].filter((one) => one !== undefined));
    expect(kept).toEqual(names);
    expect(heard).toEqual(names);
    ended.abort();
    expect((await slow.next()).done).toBe(true);
    expect((await quick.next()).done).toBe(true);
    expect(feed.followers).toBe(0);
  });

  it("two processes tell the same, each to its own followers", async () => {
    const feeds = [1, 2].map(() => eventFeed(database(), () => {}, { pollMs: 5, quietMs: 30 }));
    const ended = new AbortController();
    const followers = feeds.map((feed) => feed.follow(undefined, ended.signal));
    await Promise.all(followers.map((one) => one.next()));
    await say("call_x");
    for (const one of followers) {
      let value = (await one.next()).value;
      while (value === undefined) value = (await one.next()).value;
      expect(value.subject).toBe("call_x");
    }
    for (const feed of feeds) feed.close();
    for (const one of followers) expect((await one.next()).done).toBe(true);
  });

  it("a position of another database begins now, one of long ago at what is left", async () => {
    const start = await latestPosition(database().kysely);
    await say("call_y");
    await everythingTold(database());
    const [kept] = await eventsAfter(database().kysely, start, 1);
    const feed = eventFeed(database(), () => {}, { pollMs: 5, quietMs: 20 });
    const ended = new AbortController();
    const foreign = feed.follow("900000000-1", ended.signal);
    expect((await foreign.next()).value).toBeUndefined();
    await say("call_z");
    let value = (await foreign.next()).value;
    while (value === undefined) value = (await foreign.next()).value;
    expect(value.subject).toBe("call_z");
    const old = feed.follow("1-0", ended.signal);
    expect((await old.next()).value?.subject).toBe("call_0");
    expect(kept?.subject).toBe("call_y");
    ended.abort();
    await wait(10);
  });
});
