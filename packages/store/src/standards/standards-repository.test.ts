import { randomBytes } from "node:crypto";
import { idsFrom } from "@tingheng/domain";
import { expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import type { Runner } from "../database/database.ts";
import { insertAssignment, listAssignments, removeAssignment, updateAssignment } from "./assignments-repository.ts";
import { currentStandards, standardsChange, standardText } from "./standards-in-force.ts";
import {
  anyStandards,
  changeDraft,
  findStandard,
  findStandardNamed,
  insertStandard,
  keepTest,
  listStandards,
  publishStandard,
  removeDraft,
  retireStandard,
  type StandardToKeep,
} from "./standards-repository.ts";

const at = new Date("2026-03-02T02:00:00Z");
const deed = { by: "person_1", at };
const newId = idsFrom(
  () => at.getTime(),
  (bytes) => randomBytes(bytes.length),
);

function standard(name: string, version = "1.0.0", fields: Partial<StandardToKeep> = {}): StandardToKeep {
  return {
    id: newId("stdv"),
    kind: "standard",
    standard: name,
    version,
    body: `id: ${name}\r\nversion: ${version}\n# 注释\n`,
    cases: "clauses: {}\n",
    readme: undefined,
    sha256: `${name} ${version}`,
    contentSha256: `all of ${name} ${version}`,
    title: { zh: "标准", en: "standard" },
    uses: ["after-sales-1"],
    note: undefined,
    made: deed,
    ...fields,
  };
}

onBothDatabases((database) => {
  const run = (): Runner => database().kysely;
  const publish = async (one: StandardToKeep, from?: string) => {
    await keepTest(run(), one, { ...deed, passed: true, test: { passed: 1 } });
    return publishStandard(run(), one, { ...deed, validity: { from, to: undefined }, warnings: [] });
  };

  it("gives the files back as they came, and keeps a version once", async () => {
    expect(await anyStandards(run())).toBe(false);
    const one = standard("once");
    expect(await insertStandard(run(), one)).toBe(true);
    expect(await insertStandard(run(), { ...one, id: newId("stdv"), body: "other" })).toBe(false);
    const { body, cases, readme, title, uses } = one;
    expect(await findStandard(run(), one.id)).toMatchObject({ body, cases, readme, title, uses, state: "draft" });
    expect(await findStandardNamed(run(), one)).toMatchObject({ id: one.id });
    expect(await standardText(run(), one.sha256)).toEqual({ kind: "standard", standard: "once", body });
  });

  it("goes from draft over tested to published, and is never changed after that", async () => {
    const one = standard("grows");
    await insertStandard(run(), one);
    expect(await publishStandard(run(), one, { ...deed, validity: {}, warnings: [] })).toBe(false);
    await keepTest(run(), one, { ...deed, passed: true, test: {} });
    const edited = { ...one, body: "edited", sha256: "e", contentSha256: "e" };
    await changeDraft(run(), one.id, edited, { ...deed, note: "why" });
    expect(await findStandard(run(), one.id)).toMatchObject({ state: "draft", body: "edited", note: "why" });
    expect(await keepTest(run(), one, { ...deed, passed: true, test: {} })).toBe(false);
    expect(await publish(edited)).toBe(true);
    await changeDraft(run(), one.id, { ...one, body: "late" }, { ...deed, note: undefined });
    expect(await removeDraft(run(), one.id)).toBe(false);
    expect(await findStandard(run(), one.id)).toMatchObject({ state: "published", body: "edited", published: deed });
  });

  it("tells of every change of what judges, and of no other", async () => {
    const [one, two] = [standard("told"), standard("told", "1.1.0")];
    const before = await standardsChange(run());
    await insertStandard(run(), one);
    await insertStandard(run(), two);
    expect(await standardsChange(run())).toBe(before);
    await publish(one);
    await publish(two, "2026-04-01");
    expect(await standardsChange(run())).toBe(before + 2);
    expect(await retireStandard(run(), two.id, { ...deed, lastDay: "2026-05-01" })).toBe(true);
    expect(await retireStandard(run(), two.id, { ...deed, lastDay: "2026-05-01" })).toBe(false);
    const { change, versions } = await currentStandards(run());
    expect(change).toBe(before + 3);
    expect(versions.filter((version) => version.standard === "told").map(({ validity }) => validity)).toEqual(
      expect.arrayContaining([
        { from: undefined, to: undefined },
        { from: "2026-04-01", to: "2026-05-01" },
      ]),
    );
  });

  it("lists by standard and age, page by page, each version once", async () => {
    for (const name of ["page-a", "page-b"])
      for (const version of ["1.0.0", "1.1.0"]) await insertStandard(run(), standard(name, version));
    const whole = await listStandards(run(), { state: "draft" }, { limit: 100 });
    const pages: string[] = [];
    for (let after = undefined as (typeof whole)[number] | undefined; ; ) {
      const page = await listStandards(run(), { state: "draft" }, { limit: 1, after });
      pages.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (after === undefined) break;
    }
    expect(pages).toEqual(whole.map(({ id }) => id));
    expect(new Set(pages).size).toBe(pages.length);
  });

  it("keeps assignments, and tells of each change of them", async () => {
    const before = await standardsChange(run());
    const one = {
      id: newId("asg"),
      standard: "told",
      calls: { queue: "q", direction: undefined, campaign: undefined, team: "A", desk: undefined },
      validity: { from: "2026-03-01", to: undefined },
      note: undefined,
      made: deed,
    };
    await insertAssignment(run(), one);
    expect(await listAssignments(run())).toEqual([one]);
    expect(await updateAssignment(run(), { ...one, calls: { desk: "10088" } })).toBe(true);
    expect((await currentStandards(run())).assignments).toMatchObject([{ standard: "told", calls: { desk: "10088" } }]);
    expect(await removeAssignment(run(), one.id)).toBe(true);
    expect(await removeAssignment(run(), one.id)).toBe(false);
    expect(await standardsChange(run())).toBe(before + 3);
  });
});
