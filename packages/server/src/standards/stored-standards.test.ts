import { readdirSync, readFileSync } from "node:fs";
import { AppError } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { findStandard, insertAssignment, listStandards, retireStandard } from "@tingheng/store";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServices, testServices } from "../services.contract.ts";
import { importShipped, importStandards } from "./import-standards.ts";
import { folderOf, namedFiles, parseStandardFiles, parseStandardFolders } from "./standard-files.ts";
import { storedStandards } from "./stored-standards.ts";

let test: TestServices;
beforeAll(async () => {
  test = await testServices({ standards: ["english-basics"] });
});
afterAll(() => test.close());

const kysely = () => test.services.database.kysely;
const made = { by: "usr_test", at: new Date("2026-03-02T02:00:00Z") };
const today = { version: 1, source: "test", id: "1", startedAt: "2026-03-02T09:14:05+08:00" } as const;

it("brings in what the release ships with once, published, byte for byte", async () => {
  const shipped = await importShipped(test.services, ownData);
  expect(new Set(shipped.map(({ outcome }) => outcome))).toEqual(new Set(["added"]));
  expect(new Set((await importShipped(test.services, ownData)).map(({ outcome }) => outcome))).toEqual(
    new Set(["unchanged"]),
  );
  const kept = await listStandards(kysely(), { state: "published" }, { limit: 100 });
  expect(kept).toHaveLength(shipped.length);
  for (const { id } of kept) {
    const one = await findStandard(kysely(), id);
    if (one === undefined) throw new Error(id);
    for (const { path, text } of folderOf(one)) expect(text).toBe(readFileSync(`${ownData}${path}`, "utf8"));
  }
  const folders = readdirSync(`${ownData}standards`).filter((name) => !name.includes("."));
  const versions = await storedStandards(test.services).forCall(today);
  expect(versions.map(({ id }) => id)).toEqual(folders.sort());
});

it("refuses a changed text under the same version, and imports nothing then", async () => {
  const [first] = await listStandards(kysely(), { standard: "english-basics" }, { limit: 1 });
  const one = await findStandard(kysely(), first?.id ?? "");
  if (one === undefined) throw new Error("there is no english-basics");
  const other = parseStandardFiles("standard", { ...one, body: one.body.replace(/^version: .*$/m, "version: 7.0.0") });
  const changed = parseStandardFiles("standard", { ...one, cases: undefined, body: `${one.body}# changed\n` });
  const bring = test.services.database.transaction((transaction) =>
    importStandards(transaction, [other, changed], { newId: test.services.newId, made, note: undefined }),
  );
  const refusal = await bring.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({
    code: "standard.changed",
    details: { id: "english-basics", file: "standard.yaml, cases.yaml" },
  });
  expect(await listStandards(kysely(), { standard: "english-basics" }, { limit: 9 })).toHaveLength(1);
});

it("tells a worker of a publication and an assignment within a second", async () => {
  const standards = storedStandards(test.services);
  const ids = async () => (await standards.forCall(today)).map(({ id }) => id);
  expect(await ids()).toContain("english-basics");
  const [first] = await listStandards(kysely(), { standard: "english-basics" }, { limit: 1 });
  await retireStandard(kysely(), first?.id ?? "", { ...made, lastDay: "2026-03-01" });
  expect(await ids()).toContain("english-basics");
  test.pass(1_000);
  expect(await ids()).not.toContain("english-basics");
  expect((await standards.forCall({ ...today, startedAt: "2026-03-01T09:00:00+08:00" })).map(({ id }) => id)).toContain(
    "english-basics",
  );
  const text = await standards.text(first?.sha256 ?? "");
  expect(text).toBe((await findStandard(kysely(), first?.id ?? ""))?.body);

  const assigned = { standard: "callback-survey", calls: { campaign: "care" }, validity: {}, note: undefined };
  await insertAssignment(kysely(), { ...assigned, id: "asg_1", made });
  test.pass(1_000);
  expect(await ids()).toEqual([]);
  expect((await standards.forCall({ ...today, campaign: "care" })).map(({ id }) => id)).toEqual(["callback-survey"]);
});

it("gives back every file exactly as it was imported", () => {
  const body = readFileSync(`${ownData}standards/english-basics/standard.yaml`, "utf8");
  const ending = fc.constantFrom("", "\n", "\r\n", "\n# 尾注 😀\n", "\n\n  \n");
  const start = fc.constantFrom("", "\uFEFF", "# 头注\r\n");
  fc.assert(
    fc.property(start, ending, fc.option(fc.string({ unit: "grapheme" })), (head, tail, said) => {
      const readme = said?.replaceAll("\0", "");
      const files = [
        { path: "a/standard.yaml", text: head + body + tail },
        ...(readme === undefined ? [] : [{ path: "a/README.md", text: readme }]),
      ];
      const { standards, ignored } = parseStandardFolders([...files, { path: "README.md", text: "of all" }]);
      const [one] = standards;
      if (one === undefined) throw new Error("no standard was read");
      expect(namedFiles(one.kind, one).map(({ path, text }) => ({ path: `a/${path}`, text }))).toEqual(files);
      expect(parseStandardFolders(folderOf(one)).standards[0]).toEqual(one);
      expect(ignored).toEqual(["README.md"]);
    }),
    { numRuns: 20 },
  );
});

it("names file and line of what is wrong, and refuses what is no text", () => {
  const files = { cases: undefined, readme: undefined };
  const broken = () => parseStandardFiles("standard", { ...files, body: "id: x\nversion: 1\n" }, "standards/x");
  expect(broken).toThrow(/standards\/x\/standard\.yaml:2/);
  expect(() => parseStandardFiles("standard", { ...files, body: "id: \0" })).toThrow("text");
});
