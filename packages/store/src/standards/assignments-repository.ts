// Assignments 分配: which standard judges which calls.
import type { Assignment } from "@tingheng/domain";
import type { Insertable, Selectable } from "kysely";
import type { Runner } from "../database/database.ts";
import { type Deed, noteStandardsChange } from "./standards-repository.ts";
import type { StandardAssignmentsTable } from "./standards-tables.ts";

export interface KeptAssignment extends Assignment {
  readonly id: string;
  readonly note: string | undefined;
  readonly made: Deed;
}

export async function insertAssignment(runner: Runner, one: KeptAssignment): Promise<void> {
  const values = { id: one.id, made_by: one.made.by, made_at: one.made.at, ...assigned(one) };
  await runner.insertInto("standard_assignments").values(values).execute();
  await noteStandardsChange(runner);
}

/** @returns whether there is such an assignment */
export async function updateAssignment(runner: Runner, one: Omit<KeptAssignment, "made">): Promise<boolean> {
  const { numUpdatedRows } = await runner
    .updateTable("standard_assignments")
    .set(assigned(one))
    .where("id", "=", one.id)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await noteStandardsChange(runner);
  return numUpdatedRows > 0n;
}

/** @returns whether there was such an assignment */
export async function removeAssignment(runner: Runner, id: string): Promise<boolean> {
  const { numDeletedRows } = await runner.deleteFrom("standard_assignments").where("id", "=", id).executeTakeFirst();
  if (numDeletedRows > 0n) await noteStandardsChange(runner);
  return numDeletedRows > 0n;
}

export async function findAssignment(runner: Runner, id: string): Promise<KeptAssignment | undefined> {
  const found = await runner.selectFrom("standard_assignments").selectAll().where("id", "=", id).executeTakeFirst();
  return found && kept(found);
}

/** In the order they were made; from behind `after` on. */
export async function listAssignments(
  runner: Runner,
  page: { readonly limit?: number; readonly after?: string | undefined } = {},
): Promise<KeptAssignment[]> {
  let query = runner.selectFrom("standard_assignments").selectAll().orderBy("id");
  if (page.after !== undefined) query = query.where("id", ">", page.after);
  if (page.limit !== undefined) query = query.limit(page.limit);
  return (await query.execute()).map(kept);
}

function assigned({
  standard,
  calls,
  validity,
  note,
}: Omit<KeptAssignment, "made" | "id">): Omit<Insertable<StandardAssignmentsTable>, "id" | "made_by" | "made_at"> {
  return {
    standard_id: standard,
    queue: calls.queue ?? null,
    direction: calls.direction ?? null,
    campaign: calls.campaign ?? null,
    team: calls.team ?? null,
    desk: calls.desk ?? null,
    valid_from: validity.from ?? null,
    valid_to: validity.to ?? null,
    note: note ?? null,
  };
}

function kept(found: Selectable<StandardAssignmentsTable>): KeptAssignment {
  return {
    id: found.id,
    standard: found.standard_id,
    calls: {
      queue: found.queue ?? undefined,
      direction: found.direction ?? undefined,
      campaign: found.campaign ?? undefined,
      team: found.team ?? undefined,
      desk: found.desk ?? undefined,
    },
    validity: { from: found.valid_from ?? undefined, to: found.valid_to ?? undefined },
    note: found.note ?? undefined,
    made: { by: found.made_by, at: found.made_at },
  };
}
