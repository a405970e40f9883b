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
import { ownData } from "./own-data.ts";

/** A standard's folder with its files. */
export interface StandardFolder {
  readonly id: string;
  readonly standard: SourceFile;
  readonly cases: SourceFile | undefined;
  readonly readme: SourceFile | undefined;
}

/** A questionnaire's folder with its files. */
export interface QuestionnaireFolder {
  readonly questionnaire: SourceFile;
  readonly readme: SourceFile | undefined;
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
  return {
    id,
    standard: sourceFile(join(path, "standard.yaml")),
    cases: fileIfThere(join(path, "cases.yaml")),
    readme: fileIfThere(join(path, "README.md")),
  };
}

/** What a judge is made of. */
export function judgeParts(data: string, only?: readonly string[]): JudgeParts {
  return { ...sharedParts(data), standards: standardFolders(data, only).map(({ standard }) => standard) };
}

/** Everything but the standards. */
export function sharedParts(data: string): Omit<JudgeParts, "standards"> {
  return {
    ...signalParts(data),
    questionnaires: questionnaireFolders(data).map(({ questionnaire }) => readQuestionnaire(questionnaire)),
  };
}

/** Everything but standards and questionnaires, for whoever keeps those elsewhere. */
export function signalParts(data: string): Pick<JudgeParts, "meanings" | "holidays"> {
  const { model, calendar } = signalFiles(data);
  return {
    ...(existsSync(model)
      ? { meanings: meaningModels(MeaningsFile.parse(JSON.parse(readFileSync(model, "utf8")))) }
      : {}),
    ...(existsSync(calendar) ? { holidays: holidayCalendar(readFileSync(calendar, "utf8")) } : {}),
  };
}

/** Where meanings and calendar lie: those of the data folder, or the project's own where it has none, as an export of standards. */
export function signalFiles(data: string): { readonly model: string; readonly calendar: string } {
  const own = (folder: string) => (existsSync(join(data, folder)) ? data : ownData);
  return {
    model: join(own("meanings"), "meanings", "model.json"),
    calendar: join(own("calendars"), "calendars", "china.txt"),
  };
}

/** What tells agent from customer by their wording; undefined where the data folder has no such model. */
export function rolesModel(data: string): RolesFile | undefined {
  const path = join(data, "roles", "model.json");
  return existsSync(path) ? RolesFile.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** The questionnaires of a data folder, by name in order. */
export function questionnaireFolders(data: string): QuestionnaireFolder[] {
  const root = join(data, "questionnaires");
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort()
    .map((name) => join(root, name))
    .filter((path) => existsSync(join(path, "questionnaire.yaml")))
    .map((path) => ({
      questionnaire: sourceFile(join(path, "questionnaire.yaml")),
      readme: fileIfThere(join(path, "README.md")),
    }));
}

/**
 * Reads a questionnaire.
 * @throws AppError `standard.invalid` with file and line of everything that is wrong
 */
export function readQuestionnaire(file: SourceFile): Questionnaire {
  const document = new SourceDocument(file);
  document.throwProblems();
  const result = Questionnaire.safeParse(document.value);
  if (!result.success) for (const issue of result.error.issues) document.issue(issue.path, issue, document.value);
  document.throwProblems();
  return Questionnaire.parse(document.value);
}

function fileIfThere(path: string): SourceFile | undefined {
  return existsSync(path) ? sourceFile(path) : undefined;
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
