// The files of a standard or questionnaire ⇄ what is kept of them: folders become versions, versions become the same folders.
import { createHash } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { readCases, readStandard } from "@tingheng/engine";
import { readQuestionnaire } from "@tingheng/knowledge";
import type { FiledStandard, StandardFiles, StandardKind } from "@tingheng/store";

/** A file by its path inside the imported folder. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** A version as its files say it. */
export interface ParsedStandard extends FiledStandard {
  readonly kind: StandardKind;
  readonly standard: string;
  readonly version: string;
}

const bodyNames = { standard: "standard.yaml", questionnaire: "questionnaire.yaml" } as const;
const kinds = Object.keys(bodyNames) as StandardKind[];
const besides = { cases: "cases.yaml", readme: "README.md" } as const;

/**
 * Reads the files of one version.
 * @throws AppError `standard.invalid` with file and line of everything that is wrong
 */
export function parseStandardFiles(kind: StandardKind, files: StandardFiles, folder = ""): ParsedStandard {
  const named = namedFiles(kind, files).map(({ path, text }) => ({ path: joined(folder, path), text }));
  for (const { path, text } of named) {
    if (!text.isWellFormed() || text.includes("\0"))
      throw new AppError("standard.invalid", { where: path, expected: "text", found: "something else" });
  }
  const name = joined(folder, bodyNames[kind]);
  if (files.cases !== undefined && kind === "standard")
    readCases({ name: joined(folder, besides.cases), text: files.cases });
  return {
    kind,
    ...saidBy[kind]({ name, text: files.body }),
    body: files.body,
    cases: files.cases,
    readme: files.readme,
    sha256: sha256(files.body),
    contentSha256: sha256(JSON.stringify([files.body, files.cases ?? null, files.readme ?? null])),
  };
}

type Said = Pick<ParsedStandard, "standard" | "version" | "title" | "uses">;

const saidBy: Readonly<Record<StandardKind, (file: { readonly name: string; readonly text: string }) => Said>> = {
  standard(file) {
    const { standard, document } = readStandard(file);
    document.throwProblems();
    return {
      standard: standard.id,
      version: standard.version,
      title: standard.title,
      uses: standard.questionnaires,
    };
  },
  questionnaire(file) {
    const { id, version, title } = readQuestionnaire(file);
    return { standard: id, version, title, uses: [] };
  },
};

/** The files of a version with the names they have in its folder. */
export function namedFiles(kind: StandardKind, { body, cases, readme }: StandardFiles): NamedText[] {
  return [
    { path: bodyNames[kind], text: body },
    ...(cases === undefined ? [] : [{ path: besides.cases, text: cases }]),
    ...(readme === undefined ? [] : [{ path: besides.readme, text: readme }]),
  ];
}

/**
 * Every folder with a standard or a questionnaire in it; other files are named in `ignored`.
 * @throws AppError `standard.invalid`
 */
export function parseStandardFolders(files: readonly NamedText[]): {
  readonly standards: readonly ParsedStandard[];
  readonly ignored: readonly string[];
} {
  const folders = Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  const standards: ParsedStandard[] = [];
  const ignored: string[] = [];
  for (const [folder, own] of folders) {
    const texts = new Map(own.map(({ path, text }) => [path.slice(folder.length), text]));
    const kind = kinds.find((one) => texts.has(bodyNames[one]));
    const taken: readonly string[] = kind === undefined ? [] : [bodyNames[kind], ...Object.values(besides)];
    ignored.push(...[...texts.keys()].filter((name) => !taken.includes(name)).map((name) => folder + name));
    const body = kind && texts.get(bodyNames[kind]);
    if (kind === undefined || body === undefined) continue;
    const contents = { body, cases: texts.get(besides.cases), readme: texts.get(besides.readme) };
    standards.push(parseStandardFiles(kind, contents, folder.slice(0, -1)));
  }
  return { standards, ignored };
}

/** The folder of a version, as an import takes it. */
export function folderOf(one: StandardFiles & Pick<ParsedStandard, "kind" | "standard">): NamedText[] {
  return namedFiles(one.kind, one).map(({ path, text }) => ({ path: `${one.kind}s/${one.standard}/${path}`, text }));
}

function joined(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
