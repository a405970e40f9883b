// Examples of what is asked about standards, their assignments, what-ifs and rejudgings.
import { readFileSync } from "node:fs";
import { ownData } from "@tingheng/knowledge";
import { listStandards } from "@tingheng/store";
import { zipOf } from "../../stages/recording/archive/zip.fixture.ts";
import type { AccessWorld } from "./access-world.contract.ts";
import { type Example, type Examples, plain, thing } from "./example.contract.ts";
import { fresh } from "./examples-of-people.contract.ts";

const body = readFileSync(`${ownData}standards/english-basics/standard.yaml`, "utf8");
const path = "standards/english-basics/standard.yaml";
const assignment = { standard: "english-basics", calls: { team: "A" } };

/** Somebody else began it: only who may publish ends it. */
const foreignWhatIf: Example = {
  outside: 403,
  tries: (world, { actor }) => [
    {
      name: "somebody else's",
      seen: actor !== undefined && actor !== "refused" && actor.permissions.has("standards.publish"),
      asked: async () => ({ params: { id: await whatIf(world) } }),
    },
  ],
};

export const examplesOfStandards: Examples = {
  "GET /api/v1/standards": plain(),
  "GET /api/v1/standards/{id}": thing(published),
  "DELETE /api/v1/standards/{id}": thing(draft),
  "GET /api/v1/standards/{id}/files/{name}": thing(published, { params: { name: "standard.yaml" } }),
  "GET /api/v1/standards/export": plain({ query: { standards: "english-basics" } }),
  "GET /api/v1/standards/{id}/export": thing(published),
  "POST /api/v1/standards/import": plain(() => ({ json: { files: [{ path, text: newVersion() }] } })),
  "POST /api/v1/standards/import-archive": plain(() => ({
    bytes: { type: "application/zip", body: zipOf([{ name: path, data: new TextEncoder().encode(newVersion()) }]) },
  })),
  "PUT /api/v1/standards/{id}/files": thing(draft, { json: { body } }, { gives: [200, 409] }),
  // What is published is not tested again, a draft not published untested, and not retired: let through, and then told so.
  "POST /api/v1/standards/{id}/test": thing(published, {}, { gives: [409] }),
  "POST /api/v1/standards/{id}/publish": thing(draft, { json: {} }, { gives: [409] }),
  "POST /api/v1/standards/{id}/retire": thing(draft, { json: {} }, { gives: [409] }),
  "GET /api/v1/standard-assignments": plain(),
  "POST /api/v1/standard-assignments": plain({ json: assignment }),
  "GET /api/v1/standard-assignments/{id}": thing(assigned),
  "PUT /api/v1/standard-assignments/{id}": thing(assigned, { json: assignment }),
  "DELETE /api/v1/standard-assignments/{id}": thing(assigned),
  "GET /api/v1/what-ifs": plain(),
  "POST /api/v1/what-ifs": plain(async (world) => ({ json: { version: await published(world) } })),
  "GET /api/v1/what-ifs/{id}": thing(whatIf),
  "DELETE /api/v1/what-ifs/{id}": foreignWhatIf,
  "GET /api/v1/what-ifs/{id}/agents": thing(whatIf),
  "GET /api/v1/what-ifs/{id}/calls": thing(whatIf),
  "POST /api/v1/what-ifs/{id}/cancel": foreignWhatIf,
  "GET /api/v1/rejudgings": plain(),
  "POST /api/v1/rejudgings": plain({ json: { filter: { team: "A" } } }),
  "GET /api/v1/rejudgings/{id}": thing(rejudging),
  "POST /api/v1/rejudgings/{id}/cancel": thing(rejudging),
};

async function published({ services }: AccessWorld): Promise<string> {
  const asked = { kind: "standard", standard: "english-basics", state: "published" } as const;
  const [found] = await listStandards(services.database.kysely, asked, { limit: 1 });
  return found?.id ?? "";
}

async function make(
  { app, houseKey }: AccessWorld,
  what: string,
  json: unknown,
): Promise<{ id: string; items?: { id: string }[] }> {
  const headers = { ...houseKey, "content-type": "application/json" };
  const init = { method: "POST", body: JSON.stringify(json), headers };
  const response = await app.request(`/api/v1/${what}`, init);
  if (!response.ok) throw new Error(`${what}: ${await response.text()}`);
  return (await response.json()) as { id: string };
}

function newVersion(): string {
  return body.replace(/^version: .*$/m, `version: 9.0.${fresh("draft").replace(/\D/g, "")}`);
}

async function draft(world: AccessWorld): Promise<string> {
  const { items } = await make(world, "standards/import", { files: [{ path, text: newVersion() }] });
  return items?.[0]?.id ?? "";
}

async function assigned(world: AccessWorld): Promise<string> {
  return (await make(world, "standard-assignments", assignment)).id;
}

async function whatIf(world: AccessWorld): Promise<string> {
  return (await make(world, "what-ifs", { version: await published(world) })).id;
}

async function rejudging(world: AccessWorld): Promise<string> {
  return (await make(world, "rejudgings", { filter: { team: "A" } })).id;
}
