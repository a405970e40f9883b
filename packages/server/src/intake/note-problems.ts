// What of a telephone system's file could not be read is listed with its reason; a flood of it as a few rows and a count.
import { AppError } from "@tingheng/domain";
import { noteUnread } from "@tingheng/store";
import type { Services } from "../services.ts";
import { reasonOf } from "../stages/reason-of.ts";

const mostListed = 200;

/** @param how `newsOnly` for a file that is read again as it grows */
export async function noteProblems(
  services: Services,
  from: { readonly source: string; readonly name: string },
  problems: readonly Error[],
  how: { readonly newsOnly?: boolean } = {},
): Promise<void> {
  const { source, name } = from;
  for (const [index, problem] of problems.slice(0, mostListed).entries()) {
    const where = problem instanceof AppError ? problem.details.where : undefined;
    const listed = { source, name: (where ?? `${name} ${index + 1}`).slice(0, 400), reason: reasonOf(problem) };
    await noteUnread(services.database.kysely, { id: services.newId("unr"), seenAt: services.now(), ...listed }, how);
  }
  if (problems.length <= mostListed) return;
  const rest = new AppError("input.malformed", {
    where: name,
    expected: `at most ${mostListed} rows that can't be read`,
    found: String(problems.length),
  });
  const listed = { source, name: name.slice(0, 400), reason: reasonOf(rest) };
  await noteUnread(services.database.kysely, { id: services.newId("unr"), seenAt: services.now(), ...listed }, how);
}
