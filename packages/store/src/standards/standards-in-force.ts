// What judges now: every version that was ever published, with its dates, and the assignments; cheap to ask whether it has changed.
import type { Assignment, PublishedVersion } from "@tingheng/domain";
import type { Runner } from "../database/database.ts";
import { listAssignments } from "./assignments-repository.ts";
import type { StandardKind } from "./standards-tables.ts";

export interface PublishedStandard extends PublishedVersion {
  readonly kind: StandardKind;
  readonly sha256: string;
  /** Ids of the questionnaires that it goes by. */
  readonly uses: readonly string[];
}

export interface StandardsInForce {
  readonly change: number;
  readonly versions: readonly PublishedStandard[];
  readonly assignments: readonly Assignment[];
}

/** Grows with every change of what `currentStandards` gives. */
export async function standardsChange(runner: Runner): Promise<number> {
  const { change } = await runner.selectFrom("standards_change").select("change").executeTakeFirstOrThrow();
  return Number(change);
}

/** The change is read first: what is read after it is at least as new, so a cache by it is never too old for long. */
export async function currentStandards(runner: Runner): Promise<StandardsInForce> {
  const change = await standardsChange(runner);
  const rows = await runner
    .selectFrom("standard_versions")
    .select(["kind", "standard_id", "version", "sha256", "uses", "valid_from", "valid_to", "published_at"])
    .where("published_at", "is not", null)
    .execute();
  return {
    change,
    versions: rows.map((row) => ({
      kind: row.kind,
      standard: row.standard_id,
      version: row.version,
      sha256: row.sha256,
      uses: row.uses,
      validity: { from: row.valid_from ?? undefined, to: row.valid_to ?? undefined },
      publishedAt: row.published_at?.toISOString() ?? "",
    })),
    assignments: await listAssignments(runner),
  };
}

/** The text of a standard or questionnaire by its hash. */
export async function standardText(
  runner: Runner,
  sha256: string,
): Promise<{ readonly kind: StandardKind; readonly standard: string; readonly body: string } | undefined> {
  const row = await runner
    .selectFrom("standard_versions")
    .select(["kind", "standard_id", "body"])
    .where("sha256", "=", sha256)
    .limit(1)
    .executeTakeFirst();
  return row && { kind: row.kind, standard: row.standard_id, body: row.body };
}
