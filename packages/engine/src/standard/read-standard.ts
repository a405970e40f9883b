// A standard's YAML → the standard, or every problem in it with file, line, what was expected and what was found.
import { AppError, describe, expectation, jsonPath, Standard } from "@tingheng/domain";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** The text of a file and the name that messages give it. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** A YAML file that knows on which line every path stands. */
export class SourceDocument {
  readonly file: SourceFile;
  readonly value: unknown;
  readonly problems: Problem[] = [];
  #document: ReturnType<typeof parseDocument> | undefined;
  readonly #lines = new LineCounter();

  constructor(file: SourceFile) {
    this.file = file;
    const document = parseDocument(file.text, { lineCounter: this.#lines, uniqueKeys: true });
    this.#document = document;
    for (const error of document.errors) {
      const line = this.#lines.linePos(error.pos[0]).line;
      this.problems.push({
        file: file.name,
        line,
        path: "$",
        expected: "YAML",
        found: error.message.split("\n")[0] ?? "",
      });
    }
    this.value = document.errors.length > 0 ? undefined : (document.toJS() as unknown);
  }

  problem(path: readonly PropertyKey[], expected: string, found: unknown): void {
    const picture = typeof found === "string" ? found : describe(found);
    this.problems.push({
      file: this.file.name,
      line: this.lineOf(path),
      path: jsonPath(path),
      expected,
      found: picture,
    });
  }

  issue(path: readonly PropertyKey[], issue: z.core.$ZodIssue, value: unknown): void {
    const found = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
      value,
    );
    this.problem(path, expectation(issue), found);
  }

  /** The line (from 1) of a path; of its nearest ancestor where the path itself is not there. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#document?.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  /** Compiled conditions keep the document; once all its problems are known, nobody asks for its lines any more. */
  forgetLines(): void {
    this.#document = undefined;
  }

  /** Throws everything that is wrong at once. */
  throwProblems(): void {
    const [first, ...others] = this.problems;
    if (first === undefined) return;
    const more = others
      .map((one) => `\n  ${one.file}:${one.line} ${one.path}: ${one.expected} ≠ ${one.found}`)
      .join("");
    throw new AppError("standard.invalid", {
      where: `${first.file}:${first.line} ${first.path}`,
      expected: first.expected,
      found: first.found + more,
    });
  }
}

/** Reads and checks the shape of a standard; its rules are checked when it is compiled. */
export function readStandard(file: SourceFile): { readonly standard: Standard; readonly document: SourceDocument } {
  const document = new SourceDocument(file);
  document.throwProblems();
  const result = Standard.safeParse(document.value);
  if (!result.success) {
    for (const issue of result.error.issues) document.issue(issue.path, issue, document.value);
    document.throwProblems();
    throw new AppError("standard.invalid", { where: file.name, expected: "a standard", found: "something else" });
  }
  checkReferences(result.data, document);
  return { standard: result.data, document };
}

/** Every clause stands once, in one item; every reference leads somewhere; dates and points do not contradict. */
function checkReferences(standard: Standard, document: SourceDocument): void {
  const ids = new Set<string>();
  standard.clauses.forEach((clause, index) => {
    if (ids.has(clause.id)) document.problem(["clauses", index, "id"], "an id that stands once", clause.id);
    ids.add(clause.id);
    if ((clause.rule === undefined) === (clause.rules === undefined)) {
      document.problem(["clauses", index], "either rule or rules", clause.rule === undefined ? "neither" : "both");
    }
    checkDates(clause.validity, ["clauses", index, "validity"], document);
    if (clause.pointsUpTo !== undefined && clause.pointsUpTo < clause.points) {
      document.problem(["clauses", index, "pointsUpTo"], `at least ${clause.points}`, clause.pointsUpTo);
    }
  });
  checkDates(standard.validity, ["validity"], document);
  const placed = new Set<string>();
  standard.sections.forEach((section, s) => {
    const total = section.items.reduce((sum, item) => sum + (item.points ?? 0), 0);
    if (section.points !== undefined && total > section.points) {
      document.problem(["sections", s, "points"], `at least the ${total} points of its items`, section.points);
    }
    section.items.forEach((item, i) => {
      item.clauses.forEach((id, c) => {
        const path = ["sections", s, "items", i, "clauses", c];
        if (!ids.has(id)) document.problem(path, "the id of a clause", id);
        if (placed.has(id)) document.problem(path, "a clause that stands in one item only", id);
        placed.add(id);
      });
    });
  });
  standard.clauses.forEach((clause, index) => {
    if (!placed.has(clause.id))
      document.problem(["clauses", index, "id"], "a clause that stands in some item", clause.id);
  });
  const groups = new Set(standard.sections.flatMap((section) => [section.id, ...section.items.map((item) => item.id)]));
  standard.bonus.forEach((bonus, index) => {
    if (!ids.has(bonus.clause)) document.problem(["bonus", index, "clause"], "the id of a clause", bonus.clause);
    bonus.unlessViolated.forEach((id, i) => {
      if (!ids.has(id) && !groups.has(id))
        document.problem(["bonus", index, "unlessViolated", i], "a section, item or clause", id);
    });
  });
}

function checkDates(validity: Standard["validity"], path: readonly PropertyKey[], document: SourceDocument): void {
  if (validity?.from !== undefined && validity.to !== undefined && validity.from > validity.to) {
    document.problem(path, "from not after to", `${validity.from} > ${validity.to}`);
  }
}
