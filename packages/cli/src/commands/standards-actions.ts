// What the commands on standards do: list, show, test, lint and compare them.
import { type Clause, inLanguage, type Standard } from "@tingheng/domain";
import {
  type CaseResult,
  createJudge,
  differences,
  lintStandards,
  readCases,
  readStandard,
  runCases,
} from "@tingheng/engine";
import { type StandardFolder, sharedParts, standardFolder, standardFolders } from "@tingheng/knowledge";
import { type Cli, exits } from "../cli.ts";

export function list(data: string, cli: Cli): void {
  for (const { standard } of standardFolders(data)) {
    const { standard: one } = readStandard(standard);
    cli.print(
      `${one.id.padEnd(20)} ${one.version.padEnd(8)} ${String(one.clauses.length).padStart(3)}  ${inLanguage(one.title, cli.language)}\n`,
    );
  }
}

export function show(data: string, id: string, cli: Cli): void {
  const [folder] = standardFolders(data, [id]);
  if (folder === undefined) return;
  const { standard } = readStandard(folder.standard);
  cli.print(`${inLanguage(standard.title, cli.language)}  ${standard.id} ${standard.version}\n`);
  const clauses = new Map(standard.clauses.map((clause) => [clause.id, clause]));
  for (const section of standard.sections) {
    cli.print(`\n${inLanguage(section.title, cli.language)}${pointsText(section.points)}\n`);
    for (const item of section.items) {
      cli.print(`  ${item.id} ${inLanguage(item.title, cli.language)}${pointsText(item.points)}\n`);
      for (const clause of item.clauses.flatMap((one) => clauses.get(one) ?? []))
        cli.print(`    ${clauseText(clause, standard, cli)}\n`);
    }
  }
}

function pointsText(points: number | undefined): string {
  return points === undefined ? "" : `  ${points}`;
}

function clauseText(clause: Clause, standard: Standard, cli: Cli): string {
  const off =
    clause.steps !== undefined ? ` −${clause.steps.join("/")}` : clause.points > 0 ? ` −${clause.points}` : "";
  const consequences = clause.propose
    .map(({ kind, amount, currency }) => `${kind} ${amount ?? ""}${currency ?? ""}`.trim())
    .join(", ");
  const bonus = standard.bonus.find((one) => one.clause === clause.id);
  const extra = [
    off,
    bonus === undefined ? "" : ` +${bonus.points}`,
    consequences === "" ? "" : `  → ${consequences}`,
  ].join("");
  return `${clause.id} [${clause.by.join(" ")}] ${inLanguage(clause.title, cli.language)}${extra}`;
}

/** Standards by id, or by the path of their folder; all of them where none is named. */
function foldersOf(data: string, ids: readonly string[]): StandardFolder[] {
  const isPath = (id: string) => id.includes("/") || id.includes("\\");
  const named = ids.filter((id) => !isPath(id));
  const inData =
    ids.length > 0 && named.length === 0 ? [] : standardFolders(data, named.length > 0 ? named : undefined);
  return [...inData, ...ids.filter(isPath).map((path) => standardFolder(path, path))];
}

export function lint(data: string, ids: readonly string[], cli: Cli): number {
  const folders = foldersOf(data, ids);
  const judge = createJudge({ ...sharedParts(data), standards: folders.map(({ standard }) => standard) });
  const inputs = judge.standards.map((standard, index) => {
    const cases = folders[index]?.cases;
    return { standard, cases: cases === undefined ? undefined : readCases(cases).cases };
  });
  const findings = lintStandards(judge, inputs);
  for (const finding of findings) {
    cli.print(`${finding.kind.padEnd(14)} ${finding.standard} ${finding.clause ?? ""}  ${cli.say(finding)}\n`);
  }
  const { length } = findings;
  cli.tell(
    cli.say({
      zh: `${judge.standards.length} 个标准,${length} 条提示`,
      en: `${judge.standards.length} standards, ${length} findings`,
    }),
  );
  return exits.ok;
}

export function diff(data: string, before: string, after: string, cli: Cli): void {
  const [old, fresh] = [before, after].map((id) => foldersOf(data, [id])[0]);
  if (old === undefined || fresh === undefined) return;
  const found = differences(readStandard(old.standard).standard, readStandard(fresh.standard).standard);
  const marks = { added: "+", removed: "-", changed: "~" } as const;
  for (const { path, kind, before: was, after: is } of found) {
    const values = [was, is].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
    cli.print(`${marks[kind]} ${path}  ${values.join(" → ")}\n`);
  }
  cli.tell(cli.say({ zh: `${found.length} 处不同`, en: `${found.length} differences` }));
}

export function test(data: string, ids: readonly string[], clause: string | undefined, cli: Cli): number {
  const folders = foldersOf(data, ids);
  const judge = createJudge({ ...sharedParts(data), standards: folders.map(({ standard }) => standard) });
  let passed = 0;
  let failed = 0;
  judge.standards.forEach((standard, index) => {
    const cases = folders[index]?.cases;
    if (cases === undefined) return;
    const results = runCases(judge, standard.id, cases).filter((one) => clause === undefined || one.clause === clause);
    passed += results.filter(({ ok }) => ok).length;
    const bad = results.filter(({ ok }) => !ok);
    failed += bad.length;
    for (const one of bad) cli.print(`${failureLine(one)}\n`);
    cli.print(`${standard.id}: ${results.length - bad.length}/${results.length}\n`);
  });
  cli.print(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? exits.ok : exits.someFailed;
}

function failureLine({ file, line, clause, expected, found, detail }: CaseResult): string {
  return `✗ ${file}:${line} ${clause}: ${expected} ≠ ${found}  ${detail}`;
}
