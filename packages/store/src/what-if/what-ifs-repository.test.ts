import { randomBytes } from "node:crypto";
import { idsFrom, type Scope } from "@tingheng/domain";
import { expect, it } from "vitest";
import { insertCall, removeCall } from "../calls/calls-repository.ts";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { Runner } from "../database/database.ts";
import { findRejudging, insertRejudging } from "./rejudgings-repository.ts";
import { beginWalk, countPastCalls, endWalk, moveOn, nextPastCalls } from "./walks.ts";
import { agentsOfWhatIf, movedCallsOfWhatIf, summaryOfWhatIf } from "./what-if-results.ts";
import {
  draftOfWhatIf,
  findWhatIf,
  insertWhatIf,
  keepWhatIfChunk,
  listWhatIfs,
  removeWhatIf,
  type WhatIfCall,
} from "./what-ifs-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");
const made = { by: "person_1", at };
const everybody: Scope = { kind: "all" };
const newId = idsFrom(
  () => at.getTime(),
  (bytes) => randomBytes(bytes.length),
);

onBothDatabases((database) => {
  const run = (): Runner => database().kysely;

  async function keepCalls(queue: string, agents: readonly string[]): Promise<WhatIfCall[]> {
    const calls: WhatIfCall[] = [];
    for (const [index, agent] of agents.entries()) {
      const id = newId("call");
      const startedAt = new Date(at.getTime() + index * 60_000);
      const team = `team ${agent}`;
      const call = { version: 1 as const, source: queue, id: String(index), queue, agent: { id: agent, team } };
      await insertCall(
        run(),
        {
          id,
          record: { ...call, startedAt: startedAt.toISOString() },
          receivedAt: at,
          metadataAt: undefined,
          stage: "judged",
          customerKey: undefined,
          recordingKey: undefined,
          retentionClass: "default",
          deleteAfter: undefined,
          heard: false,
          folded: undefined,
        },
        at,
      );
      calls.push({
        callId: id,
        sortAt: startedAt,
        agentId: agent,
        agentName: undefined,
        team,
        beforeVersion: "1.0.0",
        beforeScore: 80,
        afterScore: index % 2 === 0 ? 70.5 : 80,
        beforeFines: [{ subject: "agent", currency: "CNY", amount: 5 }],
        afterFines: index % 2 === 0 ? [{ subject: "agent", currency: "CNY", amount: 8.5 }] : [],
        moves: index % 2 === 0 ? [{ clause: "A1", from: "met", to: "violated", before: 0, after: -9.5 }] : [],
        moved: true,
      });
    }
    return calls.reverse();
  }

  async function begin(queue: string): Promise<string> {
    const id = newId("wif");
    const draft = { id: "stdv_1", standard: "s", version: "1.1.0", body: "id: s\n", sha256: "x" };
    await insertWhatIf(run(), { id, scope: everybody, filter: { queue }, limit: 100, made, draft, questionnaires: [] });
    await beginWalk(run(), "what_ifs", id, await countPastCalls(run(), everybody, { queue }));
    return id;
  }

  /** Walks to the end, and keeps every chunk twice. */
  async function walk(id: string, calls: readonly WhatIfCall[], size: number): Promise<void> {
    for (;;) {
      const whatIf = await findWhatIf(run(), id);
      if (whatIf === undefined) throw new Error(id);
      const looked = await nextPastCalls(run(), whatIf, size);
      if (looked.length === 0) break;
      const chunk = {
        looked,
        calls: calls.filter((call) => looked.some((place) => place.id === call.callId)),
        failed: 0,
      };
      const keep = () => database().transaction((transaction) => keepWhatIfChunk(transaction, whatIf, chunk));
      expect(await keep()).toBe(true);
      expect(await keep()).toBe(false);
    }
    await endWalk(run(), "what_ifs", id, { state: "done", at });
  }

  it("counts every call once, wherever it stopped and whatever ran twice", async () => {
    const calls = await keepCalls("once", ["a", "b", "a", "c", "a"]);
    const id = await begin("once");
    await walk(id, calls, 2);
    expect(await findWhatIf(run(), id)).toMatchObject({ state: "done", total: 5, done: 5, failed: 0, finishedAt: at });
    expect(await draftOfWhatIf(run(), id)).toBe("id: s\n");
    expect(await summaryOfWhatIf(run(), id, everybody)).toEqual({
      calls: 5,
      moved: 5,
      raised: 0,
      lowered: 3,
      meanScore: { before: 80, after: expect.closeTo(74.3, 3) },
      notApplicable: { before: 0, after: 0 },
      histogram: [
        { from: 70, before: 0, after: 3 },
        { from: 80, before: 5, after: 2 },
      ],
      clauses: [{ clause: "A1", from: "met", to: "violated", calls: 3, points: -28.5 }],
      fines: [{ subject: "agent", currency: "CNY", before: 25, after: 25.5 }],
    });
  });

  it("shows everybody what would become of the calls they may see, page by page", async () => {
    const calls = await keepCalls("seen", ["a", "b", "a", "c", "a"]);
    const id = await begin("seen");
    await walk(id, calls, 100);
    const team: Scope = { kind: "teams", teams: ["team a"] };
    expect((await summaryOfWhatIf(run(), id, team)).calls).toBe(3);
    expect((await summaryOfWhatIf(run(), id, { kind: "nobody" })).calls).toBe(0);
    expect(
      await agentsOfWhatIf(run(), id, { kind: "agent", agentId: "b" }, { limit: 9, after: undefined }),
    ).toMatchObject([{ agentId: "b", calls: 1, fines: [{ before: 5, after: 0 }] }]);
    const agents = await agentsOfWhatIf(run(), id, everybody, { limit: 2, after: "a" });
    expect(agents.map(({ agentId }) => agentId)).toEqual(["b", "c"]);
    const first = await movedCallsOfWhatIf(run(), id, team, { limit: 2, after: undefined });
    const place = { id: first[1]?.callId ?? "", sortAt: first[1]?.sortAt ?? at };
    const rest = await movedCallsOfWhatIf(run(), id, team, { limit: 2, after: place });
    const own = calls.filter(({ agentId }) => agentId === "a").map(({ callId }) => callId);
    expect([...first, ...rest].map(({ callId }) => callId)).toEqual(own);
    await removeCall(run(), own[0] ?? "");
    expect((await summaryOfWhatIf(run(), id, team)).calls).toBe(2);
    expect(await removeWhatIf(run(), id)).toBe(true);
    expect((await listWhatIfs(run(), { limit: 9, after: undefined })).map((one) => one.id)).not.toContain(id);
  });

  it("stops where it was cancelled, and ends once", async () => {
    await keepCalls("stops", ["a", "b"]);
    const id = newId("rej");
    await insertRejudging(run(), { id, scope: everybody, filter: { queue: "stops", from: at.toISOString() }, made });
    const walkOf = async () => {
      const found = await findRejudging(run(), id);
      if (found === undefined) throw new Error(id);
      return found;
    };
    expect(await beginWalk(run(), "rejudgings", id, 2)).toBe(true);
    expect(await beginWalk(run(), "rejudgings", id, 3)).toBe(false);
    const begun = await walkOf();
    const [first] = await nextPastCalls(run(), begun, 1);
    expect(await moveOn(run(), "rejudgings", begun, { calls: 1, last: first })).toBe(true);
    const moved = await walkOf();
    expect(moved).toMatchObject({ total: 2, done: 1, after: first });
    expect(await endWalk(run(), "rejudgings", id, { state: "cancelled", at })).toBe(true);
    expect(await endWalk(run(), "rejudgings", id, { state: "done", at })).toBe(false);
    expect(await moveOn(run(), "rejudgings", moved, { calls: 1, last: first })).toBe(false);
    expect((await walkOf()).state).toBe("cancelled");
  });
});
