// The retention policy as it is kept, and which calls it says are due.
import type { RetentionPolicy } from "@tingheng/domain";
import type { Runner } from "../database/database.ts";

export async function readPolicy(runner: Runner): Promise<RetentionPolicy> {
  const classes = await runner.selectFrom("retention_classes").selectAll().orderBy("name").execute();
  const rules = await runner.selectFrom("retention_rules").selectAll().orderBy("position").execute();
  return {
    classes: classes.map(({ name, title, keep_count: count, keep_unit: unit, counted_from }) => ({
      name,
      title,
      keep: { count, unit },
      ...(counted_from === null ? {} : { countedFrom: counted_from }),
    })),
    rules: rules.map(({ class: name, queue, direction, outcome }) => ({
      class: name,
      ...(queue === null ? {} : { queue }),
      ...(direction === null ? {} : { direction }),
      ...(outcome === null ? {} : { outcome }),
    })),
    usual: classes.find(({ is_usual }) => is_usual)?.name ?? "",
  };
}

/** Puts a policy in the place of the one before. Run it in a transaction. */
export async function replacePolicy(runner: Runner, { classes, rules, usual }: RetentionPolicy): Promise<void> {
  await runner.deleteFrom("retention_rules").execute();
  await runner.deleteFrom("retention_classes").execute();
  await runner
    .insertInto("retention_classes")
    .values(
      classes.map(({ name, title, keep, countedFrom }) => ({
        name,
        title,
        keep_count: keep.count,
        keep_unit: keep.unit,
        counted_from: countedFrom ?? null,
        is_usual: name === usual,
      })),
    )
    .execute();
  if (rules.length === 0) return;
  await runner
    .insertInto("retention_rules")
    .values(
      rules.map((rule, position) => ({
        position,
        class: rule.class,
        queue: rule.queue ?? null,
        direction: rule.direction ?? null,
        outcome: rule.outcome ?? null,
      })),
    )
    .execute();
}

/** Ids of calls whose time is over and that nobody holds, the longest over first. */
export async function dueCalls(runner: Runner, now: Date, limit: number): Promise<string[]> {
  const rows = await runner
    .selectFrom("calls")
    .select("id")
    .where("delete_after", "<=", now)
    .where("legal_hold", "=", false)
    .orderBy("delete_after")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of all calls in order, some at a time. */
export async function callIdsAfter(runner: Runner, after: string, limit: number): Promise<string[]> {
  const rows = await runner
    .selectFrom("calls")
    .select("id")
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function setKeeping(
  runner: Runner,
  id: string,
  { retentionClass, deleteAfter }: { readonly retentionClass: string; readonly deleteAfter: Date | undefined },
): Promise<void> {
  await runner
    .updateTable("calls")
    .set({ retention_class: retentionClass, delete_after: deleteAfter ?? null })
    .where("id", "=", id)
    .execute();
}
