// Standards come in: what is there already stays as it is, what is new becomes a draft, what was changed without a new version
// is refused.
import { type Actor, AppError, type Period } from "@tingheng/domain";
import { questionnaireFolders, standardFolders } from "@tingheng/knowledge";
import { anyStandards, type Deed, findStandardNamed, insertStandard, type Runner } from "@tingheng/store";
import type { Services } from "../services.ts";
import { type NamedText, type ParsedStandard, parseStandardFiles, parseStandardFolders } from "./standard-files.ts";

export interface ImportedStandard {
  readonly id: string;
  readonly standard: string;
  readonly version: string;
  readonly outcome: "added" | "unchanged" | "refused";
}

/** Who brings what the release ships with. */
const release = "system";

/**
 * Brings the folders among some files in as drafts, all or none.
 * @throws AppError `request.invalid` where there is none, `standard.invalid`, `standard.changed`
 */
export async function bringIn(
  { database, newId, now, audit }: Pick<Services, "database" | "newId" | "now" | "audit">,
  actor: Actor,
  files: readonly NamedText[],
  note: string | undefined,
): Promise<{ readonly items: ImportedStandard[]; readonly ignored: string[] }> {
  const { standards, ignored } = parseStandardFolders(files);
  if (standards.length === 0)
    throw new AppError("request.invalid", {
      where: "files",
      expected: "a folder with standard.yaml or questionnaire.yaml",
      found: files.map(({ path }) => path).join(", "),
    });
  const made: Deed = { by: actor.id, at: now() };
  const items = await database.transaction(async (transaction) => {
    const imported = await importStandards(transaction, standards, { newId, made, note });
    for (const { id, standard, version } of imported.filter(({ outcome }) => outcome === "added"))
      await audit(transaction, actor, "standard.imported", { kind: "standard", id }, { standard, version });
    return imported;
  });
  return { items, ignored: [...ignored] };
}

/**
 * Keeps versions as drafts. Run it in a transaction: one that is refused refuses all.
 * @throws AppError `standard.changed`
 */
export async function importStandards(
  runner: Runner,
  parsed: readonly ParsedStandard[],
  { newId, made, note }: Pick<Services, "newId"> & { readonly made: Deed; readonly note: string | undefined },
): Promise<ImportedStandard[]> {
  const imported: ImportedStandard[] = [];
  for (const one of parsed) {
    const result = await importOne(runner, one, { newId, made, note });
    if (result.outcome === "refused") {
      const file = await changedFile(runner, one);
      throw new AppError("standard.changed", { id: one.standard, version: one.version, file });
    }
    imported.push(result);
  }
  return imported;
}

/**
 * Brings what the release ships with into the store: published where nothing is kept yet, as drafts where it came with a later
 * release; what was changed without a new version is refused and told. Safe at every start of every process.
 */
export async function importShipped(
  { database, newId, now }: Pick<Services, "database" | "newId" | "now">,
  data: string,
): Promise<ImportedStandard[]> {
  const parsed = shippedFiles(data);
  return database.alone("standards.import", () =>
    database.transaction(async (transaction) => {
      const made = { by: release, at: now() };
      const published = (await anyStandards(transaction)) ? undefined : { ...made, validity: {} };
      const imported: ImportedStandard[] = [];
      for (const one of parsed)
        imported.push(await importOne(transaction, one, { newId, made, note: undefined, published }));
      return imported;
    }),
  );
}

function shippedFiles(data: string): ParsedStandard[] {
  const standards = standardFolders(data).map(({ id, standard, cases, readme }) =>
    parseStandardFiles(
      "standard",
      { body: standard.text, cases: cases?.text, readme: readme?.text },
      `standards/${id}`,
    ),
  );
  const questionnaires = questionnaireFolders(data).map(({ questionnaire, readme }) =>
    parseStandardFiles("questionnaire", { body: questionnaire.text, cases: undefined, readme: readme?.text }),
  );
  return [...standards, ...questionnaires];
}

interface ImportDeed extends Pick<Services, "newId"> {
  readonly made: Deed;
  readonly note: string | undefined;
  readonly published?: (Deed & { readonly validity: Period }) | undefined;
}

async function importOne(
  runner: Runner,
  one: ParsedStandard,
  { newId, made, note, published }: ImportDeed,
): Promise<ImportedStandard> {
  const id = newId("stdv");
  const said = { standard: one.standard, version: one.version };
  if (await insertStandard(runner, { ...one, id, note, made, ...(published === undefined ? {} : { published }) }))
    return { id, ...said, outcome: "added" };
  const there = await findStandardNamed(runner, one);
  return {
    id: there?.id ?? id,
    ...said,
    outcome: there?.contentSha256 === one.contentSha256 ? "unchanged" : "refused",
  };
}

async function changedFile(runner: Runner, one: ParsedStandard): Promise<string> {
  const there = await findStandardNamed(runner, one);
  const parts = ["body", "cases", "readme"] as const;
  const names = { body: `${one.kind}.yaml`, cases: "cases.yaml", readme: "README.md" };
  return parts
    .filter((part) => there?.[part] !== one[part])
    .map((part) => names[part])
    .join(", ");
}
