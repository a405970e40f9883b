// Where standards, meanings, questionnaires and calendars lie, and their files as the engine wants them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { AppError, Questionnaire } from "@tingheng/domain";
import {
  holidayCalendar,
  type JudgeParts,
  MeaningsFile,
  meaningModels,
  RolesFile,
  SourceDocument,
  type SourceFile,
} from "@tingheng/engine";
import { unreadable } from "./file-bytes.ts";

/** A standard's folder with its two files. */
export interface StandardFolder {
  readonly id: string;
  readonly standard: SourceFile;
  readonly cases: SourceFile | undefined;
}

/** The standards of a data folder, by id in order; those named by `only` where it is given. */
export function standardFolders(data: string, only?: readonly string[]): StandardFolder[] {
  const root = join(data, "standards");
  const ids = existsSync(root)
    ? readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, "standard.yaml")))
        .map((entry) => entry.name)
        .sort()
    : [];
  for (const id of only ?? []) {
    if (!ids.includes(id)) throw new AppError("standard.unknown", { id, known: ids.join(", ") || root });
  }
  if (ids.length === 0) throw new AppError("input.not-found", { path: root });
  return ids.filter((id) => only === undefined || only.includes(id)).map((id) => standardFolder(join(root, id), id));
}

/** A standard's folder anywhere on the disk. */
export function standardFolder(path: string, id: string): StandardFolder {
  const cases = join(path, "cases.yaml");
  return {
    id,
    standard: sourceFile(join(path, "standard.yaml")),
    cases: existsSync(cases) ? sourceFile(cases) : undefined,
  };
}

/** What a judge is made of. */
export function judgeParts(data: string, only?: readonly string[]): JudgeParts {
  return { ...sharedParts(data), standards: standardFolders(data, only).map(({ standard }) => standard) };
}

/** Everything but the standards. */
export function sharedParts(data: string): Omit<JudgeParts, "standards"> {
  const model = join(data, "meanings", "model.json");
  const calendar = join(data, "calendars", "china.txt");
  return {
    ...(existsSync(model)
      ? { meanings: meaningModels(MeaningsFile.parse(JSON.parse(readFileSync(model, "utf8")))) }
      : {}),
    questionnaires: questionnaires(data),
    ...(existsSync(calendar) ? { holidays: holidayCalendar(readFileSync(calendar, "utf8")) } : {}),
  };
}

/** What tells agent from customer by their wording; undefined where the data folder has no such model. */
export function rolesModel(data: string): RolesFile | undefined {
  const path = join(data, "roles", "model.json");
  return existsSync(path) ? RolesFile.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

function questionnaires(data: string): Questionnaire[] {
  const root = join(data, "questionnaires");
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort()
    .map((name) => join(root, name, "questionnaire.yaml"))
    .filter((path) => existsSync(path))
    .map(readQuestionnaire);
}

function readQuestionnaire(path: string): Questionnaire {
  const document = new SourceDocument(sourceFile(path));
  document.throwProblems();
  const result = Questionnaire.safeParse(document.value);
  if (!result.success) for (const issue of result.error.issues) document.issue(issue.path, issue, document.value);
  document.throwProblems();
  return Questionnaire.parse(document.value);
}

/** Messages name a file as seen from where the command runs. */
function sourceFile(path: string): SourceFile {
  const near = relative(process.cwd(), path);
  try {
    return { name: near.startsWith("..") ? path : near, text: readFileSync(path, "utf8") };
  } catch (error) {
    throw unreadable(path, error);
  }
}
