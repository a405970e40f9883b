// Somebody who looks at a running service through its API: logs in, waits until every call is judged, and reads what there is of each.
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { components } from "../packages/client/src/api.ts";

type CallSummary = components["schemas"]["CallSummary"];

/** One call as a visitor finds it; two installations are the same where these are. */
export interface FoundCall {
  readonly id: string;
  readonly externalId: string;
  readonly judgements: readonly object[];
  /** SHA-256 of its record, of its judgements as a whole, and of the recording where there is one. */
  readonly record: string;
  readonly whole: string;
  readonly recording: string | undefined;
}

export interface Visitor {
  calls(): Promise<CallSummary[]>;
  /** @throws Error unless it is answered with 200 */
  read(path: string): Promise<Response>;
  /** Every call, as soon as all are judged. */
  findAll(): Promise<readonly FoundCall[]>;
}

export async function visit(url: string, name: string, password: string): Promise<Visitor> {
  const login = await fetch(`${url}/api/v1/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  if (login.status !== 204) throw new Error(`${name} can't log in: ${await login.text()}`);
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const read = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { cookie } });
    if (response.status !== 200) throw new Error(`${path} → ${response.status}: ${await response.text()}`);
    return response;
  };
  const digestOf = async (path: string) =>
    createHash("sha256")
      .update(new Uint8Array(await (await read(path)).arrayBuffer()))
      .digest("hex");
  const calls = async () => ((await (await read("/api/v1/calls?limit=200")).json()) as { items: CallSummary[] }).items;
  return {
    calls,
    read,
    async findAll() {
      let found = await calls();
      for (let tries = 0; tries < 600 && found.some(({ stage }) => stage !== "judged"); tries += 1) {
        await wait(200);
        found = await calls();
      }
      const unjudged = found.filter(({ stage }) => stage !== "judged");
      if (unjudged.length > 0) throw new Error(`not judged: ${JSON.stringify(unjudged)}`);
      return Promise.all(
        found.map(async ({ id, externalId, judgements, recording }) => ({
          id,
          externalId,
          judgements,
          record: await digestOf(`/api/v1/calls/${id}`),
          whole: await digestOf(`/api/v1/calls/${id}/judgements`),
          recording: recording ? await digestOf(`/api/v1/calls/${id}/recording`) : undefined,
        })),
      );
    },
  };
}
