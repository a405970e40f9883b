// Versions of standards and questionnaires as they are kept: drafts that may change, published ones that never do.
import type { Period, Text } from "@tingheng/domain";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Runner } from "../database/database.ts";
import type { StandardKind, StandardState, StandardVersionsTable } from "./standards-tables.ts";

/** The files of a version, exactly as they came. */
export interface StandardFiles {
  readonly body: string;
  readonly cases: string | undefined;
  readonly readme: string | undefined;
}

/** What the files say of themselves. */
export interface FiledStandard extends StandardFiles {
  readonly sha256: string;
  readonly contentSha256: string;
  readonly title: Text;
  readonly uses: readonly string[];
}

/** When something was done, and who did it. */
export interface Deed {
  readonly by: string;
  readonly at: Date;
}

export interface StandardVersionRow {
  readonly id: string;
  readonly kind: StandardKind;
  readonly standard: string;
  readonly version: string;
  readonly title: Text;
  readonly sha256: string;
  readonly contentSha256: string;
  readonly state: StandardState;
  readonly validity: Period;
  readonly note: string | undefined;
  readonly made: Deed;
  readonly changed: Deed | undefined;
  readonly tested: Deed | undefined;
  readonly published: Deed | undefined;
  readonly retired: Deed | undefined;
}

export interface KeptStandard extends StandardVersionRow, FiledStandard {
  readonly test: unknown;
  readonly warnings: unknown;
}

export interface StandardToKeep extends FiledStandard {
  readonly id: string;
  readonly kind: StandardKind;
  readonly standard: string;
  readonly version: string;
  readonly note: string | undefined;
  readonly made: Deed;
  /** Where it is kept as published at once, as the shipped ones are. */
  readonly published?: { readonly at: Date; readonly by: string; readonly validity: Period };
}

const row = [
  ...(["id", "kind", "standard_id", "version", "title", "sha256", "content_sha256", "state", "valid_from"] as const),
  ...(["valid_to", "note", "made_by", "made_at", "changed_by", "changed_at", "tested_by", "tested_at"] as const),
  ...(["published_by", "published_at", "retired_by", "retired_at"] as const),
] as const;

/** @returns false where this version of it is there already */
export async function insertStandard(runner: Runner, one: StandardToKeep): Promise<boolean> {
  const values: Insertable<StandardVersionsTable> = {
    id: one.id,
    kind: one.kind,
    standard_id: one.standard,
    version: one.version,
    ...filed(one),
    state: one.published === undefined ? "draft" : "published",
    valid_from: one.published?.validity.from ?? null,
    valid_to: one.published?.validity.to ?? null,
    note: one.note ?? null,
    made_by: one.made.by,
    made_at: one.made.at,
    published_by: one.published?.by ?? null,
    published_at: one.published?.at ?? null,
  };
  const inserted = await runner
    .insertInto("standard_versions")
    .values(values)
    .onConflict((conflict) => conflict.columns(["kind", "standard_id", "version"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted !== undefined && one.published !== undefined) await noteStandardsChange(runner);
  return inserted !== undefined;
}

/** A version by its id; held for this transaction where `hold` says so. */
export async function findStandard(runner: Runner, id: string, hold = false): Promise<KeptStandard | undefined> {
  const query = runner.selectFrom("standard_versions").selectAll().where("id", "=", id);
  const found = await (hold ? query.forUpdate() : query).executeTakeFirst();
  return found && kept(found);
}

/** A version by the id and version that its file says. */
export async function findStandardNamed(
  runner: Runner,
  { kind, standard, version }: Pick<StandardVersionRow, "kind" | "standard" | "version">,
): Promise<KeptStandard | undefined> {
  const found = await runner
    .selectFrom("standard_versions")
    .selectAll()
    .where("kind", "=", kind)
    .where("standard_id", "=", standard)
    .where("version", "=", version)
    .executeTakeFirst();
  return found && kept(found);
}

export async function anyStandards(runner: Runner): Promise<boolean> {
  return (await runner.selectFrom("standard_versions").select("id").limit(1).executeTakeFirst()) !== undefined;
}

export interface StandardFilter {
  readonly kind?: StandardKind | undefined;
  readonly standard?: string | undefined;
  readonly state?: StandardState | undefined;
}

/** By the standards' ids, the newest version first; from behind `after` on. */
export async function listStandards(
  runner: Runner,
  filter: StandardFilter,
  page: { readonly limit: number; readonly after?: Pick<StandardVersionRow, "standard" | "id"> | undefined },
): Promise<StandardVersionRow[]> {
  const { after } = page;
  let query = runner.selectFrom("standard_versions").select(row);
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  if (filter.standard !== undefined) query = query.where("standard_id", "=", filter.standard);
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  if (after !== undefined)
    query = query.where(({ or, and, eb }) =>
      or([
        eb("standard_id", ">", after.standard),
        and([eb("standard_id", "=", after.standard), eb("id", "<", after.id)]),
      ]),
    );
  const rows = await query.orderBy("standard_id").orderBy("id", "desc").limit(page.limit).execute();
  return rows.map(listed);
}

/** All versions with their files, by the standards' ids, the newest first. */
export async function standardsWithFiles(runner: Runner): Promise<KeptStandard[]> {
  const rows = await runner
    .selectFrom("standard_versions")
    .selectAll()
    .orderBy("standard_id")
    .orderBy("id", "desc")
    .execute();
  return rows.map(kept);
}

/** New files for a draft; what was tested before is untested again. */
export async function changeDraft(
  runner: Runner,
  id: string,
  files: FiledStandard,
  { by, at, note }: Deed & { readonly note: string | undefined },
): Promise<void> {
  await runner
    .updateTable("standard_versions")
    .set({
      ...filed(files),
      state: "draft",
      changed_by: by,
      changed_at: at,
      tested_by: null,
      tested_at: null,
      test: null,
    })
    .$if(note !== undefined, (query) => query.set({ note: note ?? null }))
    .where("id", "=", id)
    .where("state", "in", ["draft", "tested"])
    .execute();
}

/** Keeps what a test said, unless the files have changed meanwhile. @returns whether it was kept */
export async function keepTest(
  runner: Runner,
  one: Pick<KeptStandard, "id" | "contentSha256">,
  { passed, test, by, at }: Deed & { readonly passed: boolean; readonly test: unknown },
): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("standard_versions")
    .set({ state: passed ? "tested" : "draft", test: JSON.stringify(test), tested_by: by, tested_at: at })
    .where("id", "=", one.id)
    .where("content_sha256", "=", one.contentSha256)
    .where("state", "in", ["draft", "tested"])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns whether it was published: only what is tested is, and only with the files that were looked at */
export async function publishStandard(
  runner: Runner,
  one: Pick<KeptStandard, "id" | "contentSha256">,
  { validity, warnings, by, at }: Deed & { readonly validity: Period; readonly warnings: unknown },
): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("standard_versions")
    .set({
      state: "published",
      valid_from: validity.from ?? null,
      valid_to: validity.to ?? null,
      published_by: by,
      published_at: at,
      warnings: JSON.stringify(warnings),
    })
    .where("id", "=", one.id)
    .where("content_sha256", "=", one.contentSha256)
    .where("state", "=", "tested")
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await noteStandardsChange(runner);
  return numUpdatedRows > 0n;
}

/** Calls after `lastDay` are no longer judged by it. @returns whether it was published */
export async function retireStandard(
  runner: Runner,
  id: string,
  { lastDay, by, at }: Deed & { readonly lastDay: string },
): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("standard_versions")
    .set({ state: "retired", valid_to: sql<string>`least(valid_to, ${lastDay})`, retired_by: by, retired_at: at })
    .where("id", "=", id)
    .where("state", "=", "published")
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await noteStandardsChange(runner);
  return numUpdatedRows > 0n;
}

/** @returns whether there was such a version that nobody had published yet */
export async function removeDraft(runner: Runner, id: string): Promise<boolean> {
  const { numDeletedRows } = await runner
    .deleteFrom("standard_versions")
    .where("id", "=", id)
    .where("state", "in", ["draft", "tested"])
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Tells workers, once this transaction is through, that what judges has changed. */
export async function noteStandardsChange(runner: Runner): Promise<void> {
  await runner.updateTable("standards_change").set({ change: sql`change + 1` }).execute();
}

function filed({ body, cases, readme, sha256, contentSha256, title, uses }: FiledStandard) {
  const files = { body, cases: cases ?? null, readme: readme ?? null };
  return { ...files, sha256, content_sha256: contentSha256, title: JSON.stringify(title), uses: [...uses] };
}

function kept(found: Selectable<StandardVersionsTable>): KeptStandard {
  return {
    ...listed(found),
    body: found.body,
    cases: found.cases ?? undefined,
    readme: found.readme ?? undefined,
    uses: found.uses,
    test: found.test ?? undefined,
    warnings: found.warnings ?? undefined,
  };
}

function listed(found: Pick<Selectable<StandardVersionsTable>, (typeof row)[number]>): StandardVersionRow {
  return {
    id: found.id,
    kind: found.kind,
    standard: found.standard_id,
    version: found.version,
    // Written by `filed` from a file that was parsed when it came.
    title: found.title as Text,
    sha256: found.sha256,
    contentSha256: found.content_sha256,
    state: found.state,
    validity: { from: found.valid_from ?? undefined, to: found.valid_to ?? undefined },
    note: found.note ?? undefined,
    made: { by: found.made_by, at: found.made_at },
    changed: deed(found.changed_by, found.changed_at),
    tested: deed(found.tested_by, found.tested_at),
    published: deed(found.published_by, found.published_at),
    retired: deed(found.retired_by, found.retired_at),
  };
}

function deed(by: string | null, at: Date | null): Deed | undefined {
  return by === null || at === null ? undefined : { by, at };
}
