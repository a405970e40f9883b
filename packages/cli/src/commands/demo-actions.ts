// Fills the demonstration, tells who may log in, and serves until it is told to stop.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DemoPerson, fillDemo } from "@tingheng/server";
import type { Cli } from "../cli.ts";
import { serve } from "./serve-actions.ts";

const samples = fileURLToPath(new URL("../../../../samples/", import.meta.url));

export async function demo(
  { folder, port }: { readonly folder: string; readonly port?: string },
  cli: Cli,
): Promise<void> {
  const kept = join(folder, "demo-people.json");
  process.env.TINGHENG_LOG_LEVEL ??= "error";
  await serve({ folder, ...(port === undefined ? {} : { port }) }, cli, async (services) => {
    const made = await fillDemo(services, samples);
    if (made !== undefined) writeFileSync(kept, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    if (!existsSync(kept)) return;
    const people = made ?? (JSON.parse(readFileSync(kept, "utf8")) as readonly DemoPerson[]);
    cli.tell(cli.say({ zh: `登录账号(也在 ${kept}):`, en: `people to log in as (also in ${kept}):` }));
    for (const { name, password, role } of people) cli.tell(`  ${role.padEnd(14)} ${name.padEnd(16)} ${password}`);
  });
}
