import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readDetails } from "../joined-calls.ts";
import { SourceSettings } from "../source-settings.ts";
import { vconContainer } from "./index.ts";

const first = readFileSync(join(import.meta.dirname, "samples", "calls.vcon"), "utf8").split("\n", 1)[0] ?? "";
const settings = SourceSettings.parse({});

async function hangupWithout(event: number): Promise<string | undefined> {
  const vcon = JSON.parse(first);
  vcon.dialog[0].party_history.splice(event, 1);
  const { details } = await readDetails(vconContainer, [{ name: "a.vcon", text: JSON.stringify(vcon) }], settings);
  return details[0]?.hangup?.by;
}

it("blames nobody else when an event of the history is missing", async () => {
  const events = JSON.parse(first).dialog[0].party_history.length;
  const verdicts = await Promise.all(Array.from({ length: events }, (_, at) => hangupWithout(at)));
  expect(verdicts).toEqual(["agent", "agent", "agent", "agent", "unknown", "unknown"]);
});
