// Standards as the API shows them.
import { z } from "@hono/zod-openapi";
import { Text } from "@tingheng/domain";
import type { Deed, KeptStandard, StandardVersionRow } from "@tingheng/store";

export const StandardKind = z.enum(["standard", "questionnaire"]);
export const StandardState = z.enum(["draft", "tested", "published", "retired"]);
export const Day = z.iso.date();

/** Days included on both sides. */
export const Period = z.strictObject({ from: Day.optional(), to: Day.optional() }).openapi("Period");

export const StandardDeed = z.object({ by: z.string(), at: z.iso.datetime() }).openapi("StandardDeed");

export const StandardVersion = z
  .object({
    id: z.string(),
    kind: StandardKind,
    standard: z.string().describe("the id that the file says"),
    version: z.string(),
    title: Text,
    sha256: z.string().describe("of the standard's own file, which judgements are bound to"),
    state: StandardState,
    validity: Period,
    note: z.string().optional(),
    made: StandardDeed,
    changed: StandardDeed.optional(),
    tested: StandardDeed.optional(),
    published: StandardDeed.optional(),
    retired: StandardDeed.optional(),
  })
  .openapi("StandardVersion");

export const StandardFinding = z
  .object({
    kind: z.enum(["unused", "unproved", "contradiction", "limits-differ", "consequence", "case"]),
    standard: z.string(),
    clause: z.string().optional(),
    zh: z.string(),
    en: z.string(),
  })
  .openapi("StandardFinding");

export const StandardTest = z
  .object({
    passed: z.boolean(),
    cases: z.object({ passed: z.int(), failed: z.int() }),
    failures: z.array(
      z.object({
        clause: z.string(),
        file: z.string(),
        line: z.int(),
        expected: z.string(),
        found: z.string(),
        detail: z.string(),
      }),
    ),
    findings: z.array(StandardFinding),
  })
  .openapi("StandardTest");

const content = z.string().max(4_000_000);

export const StandardFilesBody = z
  .strictObject({
    body: content.min(1).describe("standard.yaml or questionnaire.yaml"),
    cases: content.optional().describe("cases.yaml"),
    readme: content.optional().describe("README.md"),
  })
  .openapi("StandardFiles");

export const NamedFile = z.strictObject({ path: z.string().min(1).max(500), text: content }).openapi("StandardFile");

export const StandardVersionWhole = StandardVersion.extend({
  files: StandardFilesBody,
  uses: z.array(z.string()).describe("questionnaires that it goes by"),
  test: StandardTest.optional(),
  warnings: z.array(StandardFinding).optional(),
}).openapi("StandardVersionWhole");

export function shownVersion(row: StandardVersionRow): z.input<typeof StandardVersion> {
  return {
    id: row.id,
    kind: row.kind,
    standard: row.standard,
    version: row.version,
    title: row.title,
    sha256: row.sha256,
    state: row.state,
    validity: shownPeriod(row.validity),
    ...(row.note === undefined ? {} : { note: row.note }),
    made: shownDeed(row.made),
    ...(row.changed === undefined ? {} : { changed: shownDeed(row.changed) }),
    ...(row.tested === undefined ? {} : { tested: shownDeed(row.tested) }),
    ...(row.published === undefined ? {} : { published: shownDeed(row.published) }),
    ...(row.retired === undefined ? {} : { retired: shownDeed(row.retired) }),
  };
}

export function shownWhole(one: KeptStandard): z.input<typeof StandardVersionWhole> {
  const { body, cases, readme } = one;
  return {
    ...shownVersion(one),
    files: { body, ...(cases === undefined ? {} : { cases }), ...(readme === undefined ? {} : { readme }) },
    uses: [...one.uses],
    // Written by the server from these very shapes.
    ...(one.test === undefined ? {} : { test: one.test as z.input<typeof StandardTest> }),
    ...(one.warnings === undefined ? {} : { warnings: one.warnings as z.input<typeof StandardFinding>[] }),
  };
}

export function shownPeriod({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

export function shownDeed({ by, at }: Deed) {
  return { by, at: at.toISOString() };
}
