// What every format must keep to, told by its folder alone: `samples/<name>` with `samples/<name>.expected.json`.
// A sample whose name begins with `bad-` holds calls that can't be read, among others that can.
import { readdirSync, readFileSync } from "node:fs";
import { AppError, CallRecord, inChinese } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Format, JudgedCall, Parsed, Sample } from "./format.ts";
import { formats } from "./formats.ts";
import { readCalls } from "./read-calls.ts";
import { renderCalls } from "./render-calls.ts";
import { openSource } from "./source.ts";

const junk = ["", "null", "-1", '"x"', "[]", "{}", "1e99", ",", "\n", "9999-99-99", "\u0000", '"'];

const folderOf = (format: Format): URL => new URL(`./formats/${format.id}/`, import.meta.url);
const samplesOf = (format: Format): string[] =>
  readdirSync(new URL("samples/", folderOf(format)))
    .filter((name) => !name.endsWith(".expected.json"))
    .toSorted();

const bytesOf = (format: Format, name: string): Uint8Array =>
  readFileSync(new URL(`samples/${name}`, folderOf(format)));
const sampleOf = async (format: Format, name: string): Promise<Sample> =>
  (await openSource({ name, bytes: bytesOf(format, name) })).sample;

export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What was read, as plain data: errors by their code and details. */
export function asData(items: readonly Parsed[]): unknown[] {
  const plain = items.map((item) =>
    item.ok
      ? { where: item.where, call: item.call, ...(item.judgements ? { judgements: item.judgements } : {}) }
      : { where: item.where, error: { code: item.error.code, ...item.error.details } },
  );
  return JSON.parse(JSON.stringify(plain));
}

export function formatContract(format: Format): void {
  const names = samplesOf(format);
  const good = names.filter((name) => !name.startsWith("bad-"));
  const bad = names.filter((name) => name.startsWith("bad-"));
  const read = (name: string) =>
    allOf(readCalls({ name, bytes: bytesOf(format, name) }, name.startsWith("bad-") ? { format: format.id } : {}));

  describe(format.id, () => {
    it("has a title in both languages, a README, and good and bad samples", () => {
      expect(format.id).toMatch(/^[a-z][a-z-]*$/);
      expect(format.title.zh).not.toBe("");
      expect(format.title.en).not.toBe("");
      expect(readFileSync(new URL("README.md", folderOf(format)), "utf8")).toMatch(/^# .+\n[\s\S]{200,}/);
      expect([good.length, bad.length]).not.toContain(0);
      for (const extension of format.extensions) expect(extension).toMatch(/^(\.[a-z]+)+$/);
    });

    it.each(names)("reads %s as expected", async (name) => {
      const expected = JSON.parse(readFileSync(new URL(`samples/${name}.expected.json`, folderOf(format)), "utf8"));
      expect(asData(await read(name))).toEqual(expected);
    });

    it.each(good)("knows %s as its own, and nobody else does", async (name) => {
      const sample = await sampleOf(format, name);
      const bids = formats.filter((one) => one.detect(sample) > 0).map((one) => one.id);
      expect(bids).toEqual([format.id]);
      expect(format.detect(sample)).toBeGreaterThanOrEqual(0.5);
      expect(format.detect(sample)).toBeLessThanOrEqual(1);
    });

    it.each(good)("finds no fault with %s", async (name) => {
      expect((await read(name)).filter((item) => !item.ok)).toEqual([]);
    });

    it.each(bad)("says where in %s, what was expected and what was found", async (name) => {
      const errors = (await read(name)).flatMap((item) => (item.ok ? [] : [item]));
      expect(errors.length).toBeGreaterThan(0);
      for (const { error, where } of errors) {
        expect(error.code).toBe("input.malformed");
        expect(error.details.where).toContain(name);
        expect(where).toContain(name);
        expect(error.details.expected).toBeTruthy();
        expect(error.details.found).toBeTruthy();
        const own = /^(?:[a-z]+ )+(?:[a-z]+)/u;
        expect(inChinese(error.details.expected ?? "")).not.toMatch(own);
        expect(inChinese(error.details.found ?? "")).not.toMatch(own);
      }
    });

    it.each(good)("gives calls or errors, and never breaks, however %s is damaged", async (name) => {
      const bytes = bytesOf(format, name);
      const damage = fc.record({ at: fc.nat(bytes.length), cut: fc.nat(20), put: fc.constantFrom(...junk) });
      await fc.assert(
        fc.asyncProperty(damage, async ({ at, cut, put }) => {
          const damaged = new Uint8Array([
            ...bytes.subarray(0, at),
            ...new TextEncoder().encode(put),
            ...bytes.subarray(at + cut),
          ]);
          for (const item of await allOf(readCalls({ name, bytes: damaged }, { format: format.id })))
            expect(item.ok ? CallRecord.safeParse(item.call).error : item.error).toSatisfy(
              (error) => error === undefined || error instanceof AppError,
            );
        }),
        { numRuns: 60, seed: 7 },
      );
    });

    it.each(format.render ? good : [])("writes what it read of %s, and reads it again the same", async (name) => {
      const calls = (await read(name)).flatMap((item): JudgedCall[] => (item.ok ? [item] : []));
      const text = (await allOf(renderCalls(calls, format.id))).join("");
      const input = { name: `again${format.extensions[0]}`, bytes: new TextEncoder().encode(text) };
      const again = await allOf(readCalls(input, { format: format.id }));
      const withoutPlace = (items: readonly unknown[]) =>
        items.map((item) => ({ ...(item as object), where: undefined }));
      expect(withoutPlace(asData(again))).toEqual(withoutPlace(asData(calls as Parsed[])));
    });
  });
}
