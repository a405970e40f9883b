// Standards go out as a zip file and come in again as they were; what is hostile in a zip file never gets in.
import { readFileSync } from "node:fs";
import { ownData } from "@tingheng/knowledge";
import { listStandards } from "@tingheng/store";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp } from "../http/app.ts";
import { mayAll, type TestServices, testServices } from "../services.contract.ts";
import { type ZipSpec, zipOf } from "../stages/recording/archive/zip.fixture.ts";
import { importShipped } from "./import-standards.ts";
import { type ParsedStandard, parseStandardFiles, parseStandardFolders } from "./standard-files.ts";
import { archiveFiles, archiveOf, textsOfArchive } from "./standards-archive.ts";

const standard = (id: string, version: string) => `id: ${id}
version: ${version}
title: 标准
questionnaires: [q]
sections: [{ id: s, title: s, items: [{ id: i, title: i, clauses: [C1] }] }]
clauses: [{ id: C1, title: C1, text: C1, by: [T], rule: { forbid: { phrase: [没办法] } } }]
`;
const questionnaire = (id: string, version: string) => `id: ${id}
version: ${version}
title: 问卷
opening: [您好]
consent: [方便吗]
questions: [{ id: a, text: 满意吗?, kind: satisfaction, ask: [满意吗] }]
poor: { satisfaction: 3 }
followUp: [抱歉]
closing: [再见]
`;

const text = fc.string({ unit: "grapheme" }).map((said) => said.replaceAll("\0", ""));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const numbered = fc.tuple(fc.nat(3), fc.nat(3)).map(([minor, patch]) => `1.${minor}.${patch}`);
const comment = text.map((said) => `# ${said.replace(/[\p{C}\u2028\u2029]/gu, "")}\r\n`);
const ids = fc.constantFrom("a", "desk-10088", "x".repeat(300), "con", "other-versions");
const versions: fc.Arbitrary<ParsedStandard[]> = fc.uniqueArray(
  fc.oneof(
    fc
      .record({ id: ids, version: numbered, head: comment, cases: maybe(comment), readme: maybe(text) })
      .map(({ id, version, head, cases, readme }) =>
        parseStandardFiles("standard", {
          body: head + standard(id, version),
          cases: cases && `${cases}clauses: {}\n`,
          readme,
        }),
      ),
    fc
      .record({ id: fc.constantFrom("a", "q", "zz"), version: numbered, tail: comment, readme: maybe(text) })
      .map(({ id, version, tail, readme }) =>
        parseStandardFiles("questionnaire", { body: questionnaire(id, version) + tail, cases: undefined, readme }),
      ),
  ),
  { selector: nameOf, maxLength: 12 },
);

function nameOf({ kind, standard: id, version }: ParsedStandard): string {
  return `${kind} ${id} ${version}`;
}

const inOrder = (all: readonly ParsedStandard[]) => all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

it("gives back every version from the zip file that it was put into, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(versions, async (all) => {
      const { standards, ignored } = parseStandardFolders(await textsOfArchive(archiveOf(all)));
      expect(inOrder(standards)).toEqual(inOrder(all));
      expect(ignored).toEqual([]);
      expect(archiveOf(all)).toEqual(archiveOf(all));
    }),
    { numRuns: 60 },
  );
});

it("lays versions out as a data folder, one of each, and never two in one place", () => {
  fc.assert(
    fc.property(versions, (all) => {
      const paths = archiveFiles(all).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const first of all) {
        const rivals = all.filter((one) => one.kind === first.kind && one.standard === first.standard);
        const own = `${first.kind}s/${first.standard}/${first.kind}.yaml`;
        const there = archiveFiles(rivals).filter(({ path }) => path === own);
        expect(there.map((file) => file.text)).toEqual([rivals[0]?.body]);
      }
    }),
    { numRuns: 60 },
  );
});

let here: TestServices;
let there: TestServices;
beforeAll(async () => {
  [here, there] = [await testServices({ standards: ["english-basics"] }), await testServices()];
  await importShipped(here.services, ownData);
}, 120_000);
afterAll(async () => {
  await here.close();
  await there.close();
});

const exported = async (query = "") => {
  const response = await createApp(here.services, async () => mayAll).request(`/api/v1/standards/export${query}`);
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
};
const brought = async (body: Uint8Array) => {
  const init = { method: "POST", body: Buffer.from(body), headers: { "content-type": "application/zip" } };
  const response = await createApp(there.services, async () => mayAll).request(
    "/api/v1/standards/import-archive",
    init,
  );
  return (await response.json()) as { code?: string; items: { standard: string; outcome: string }[] };
};

it("takes what another installation exported, and finds it unchanged the second time", async () => {
  const { bytes } = await exported("?which=all");
  expect(here.audited.at(-1)).toMatchObject({ action: "standard.exported" });
  for (const { path, text: own } of await textsOfArchive(bytes))
    expect(own).toBe(readFileSync(`${ownData}${path}`, "utf8"));
  const outcomes = async () => [...new Set((await brought(bytes)).items.map(({ outcome }) => outcome))];
  expect([await outcomes(), await outcomes()]).toEqual([["added"], ["unchanged"]]);
  const kept = async ({ services }: TestServices) =>
    (await listStandards(services.database.kysely, {}, { limit: 100 })).map((one) => [one.standard, one.contentSha256]);
  expect(await kept(there)).toEqual(await kept(here));
});

it("exports what is chosen, with the questionnaires that it goes by", async () => {
  const foldersOf = async (query: string) => {
    const files = await textsOfArchive((await exported(query)).bytes);
    return [...new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))];
  };
  expect(await foldersOf("?standards=english-basics")).toEqual(["standards/english-basics"]);
  const survey = await foldersOf("?standards=callback-survey");
  expect(survey).toContain("questionnaires/sales-delivery");
  expect(survey).toHaveLength(7);
  const [one] = await listStandards(here.services.database.kysely, { standard: "service-wording" }, { limit: 1 });
  expect(await foldersOf(`?versions=${one?.id}`)).toEqual(["standards/service-wording"]);
  expect((await exported("?standards=nobody")).status).toBe(404);
  expect((await exported("?else=1")).status).toBe(400);
});

it.each<[string, readonly ZipSpec[], string]>([
  ["a bomb", [{ name: "standards/x/standard.yaml", data: new Uint8Array(5_000_000) }], "archive.limit"],
  [
    "a link",
    [{ name: "standards/x/standard.yaml", data: Buffer.from("/etc/passwd"), mode: 0o120777 }],
    "archive.entry",
  ],
  [
    "two files in the same bytes",
    [
      { name: "standards/x/standard.yaml", data: Buffer.from(standard("x", "1.0.0")) },
      { name: "standards/y/standard.yaml", shares: 0 },
    ],
    "archive.broken",
  ],
  ["no text", [{ name: "standards/x/standard.yaml", data: Uint8Array.of(0xff, 0xfe, 0x00) }], "standard.invalid"],
  ["no standard", [{ name: "standards/x/other.yaml", data: Buffer.from("id: x") }], "request.invalid"],
])("refuses a zip file with %s", async (_, files, code) => {
  expect((await brought(zipOf(files))).code).toBe(code);
});

it("names no place outside, however a zip file names its files", async () => {
  const files = ["../../x/standard.yaml", "/x/standard.yaml", "C:\\x\\standard.yaml", "..\\..\\x\\standard.yaml"];
  for (const name of files) {
    const read = await textsOfArchive(zipOf([{ name, data: Buffer.from(standard("x", "1.0.0")) }]));
    expect(read.map(({ path }) => path)).toEqual(["x/standard.yaml"]);
  }
});
