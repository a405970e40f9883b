// Writes packages/client/src/api.ts from the service's own description of its API: `node scripts/generate-client.ts`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { type RunningService, readConfig, startService } from "../packages/server/src/index.ts";

export const clientTypesPath = fileURLToPath(new URL("../packages/client/src/api.ts", import.meta.url));

const head = `// Made from the service's description of its API by scripts/generate-client.ts; not written by hand.
/* biome-ignore-all format: made by a program */
/* biome-ignore-all lint: made by a program */
/* biome-ignore-all assist: made by a program */
`;

/** @param description the document of /api/v1/openapi.json */
export async function clientTypes(description: unknown): Promise<string> {
  return head + astToString(await openapiTS(description as OpenAPI3, { immutable: true, alphabetize: true }));
}

/** What a running service says of itself. */
export async function descriptionOf({ url }: Pick<RunningService, "url">): Promise<unknown> {
  return (await fetch(`${url}/api/v1/openapi.json`)).json();
}

/** A service of its own for `work`, on an empty folder. */
export async function withService<T>(work: (service: RunningService) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tingheng-client-"));
  const settings = { TINGHENG_FOLDER: folder, TINGHENG_PORT: "0", TINGHENG_LOG_LEVEL: "silent" };
  const service = await startService(readConfig(settings));
  try {
    return await work(service);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) writeFileSync(clientTypesPath, await clientTypes(await withService(descriptionOf)));
