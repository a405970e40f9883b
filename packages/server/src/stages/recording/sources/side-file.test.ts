import { AppError } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { joinedCalls } from "./joined-calls.ts";
import { textOfSideFile } from "./side-file.ts";
import { SourceSettings } from "./source-settings.ts";
import { findTelephoneSystem } from "./systems.ts";

/** `通话编号,挂机方\nC-1,坐席\n` as GB18030 writes it. */
const gb18030 = Uint8Array.from("cda8bbb0b1e0bac52cb9d2bbfab7bd0a432d312cd7f8cfaf0a".match(/../g) ?? [], (pair) =>
  Number.parseInt(pair, 16),
);
const utf8 = new TextEncoder().encode("\uFEFF通话编号,挂机方\nC-1,坐席\n");

describe("the text of a side-car file", () => {
  it.each([
    ["GB18030", gb18030],
    ["UTF-8 with BOM", utf8],
  ] as const)("is read from %s down to the verdict", async (_name, bytes) => {
    const text = textOfSideFile(bytes, "calls.csv");
    const settings = SourceSettings.parse({});
    const system = findTelephoneSystem("metadata-table");
    if (text instanceof AppError || !system) throw new Error("unread");
    const reading = await system.read(text, "calls.csv", settings);
    if (reading instanceof AppError) throw reading;
    const { details } = joinedCalls(system, reading.parts, settings);
    expect(details).toMatchObject([
      { id: "C-1", hangup: { by: "agent", rule: "metadata-table.usual-word", raw: "坐席" } },
    ]);
  });

  it("is refused where the bytes are no text", () => {
    expect(textOfSideFile(Uint8Array.from([82, 73, 70, 70, 0, 1, 2]), "a.csv")).toBeInstanceOf(AppError);
    expect(textOfSideFile(Uint8Array.from([0x81, 0xff, 0x20]), "a.csv")).toBeInstanceOf(AppError);
  });
});
