// The arithmetic of a sheet 计分: clauses → items → sections → score. Uses nothing but the standard and the clause results,
// so that a person's corrections are added up the same way.
import {
  type Clause,
  type ClauseResult,
  type DefectClass,
  type Item,
  inLanguage,
  type Proposal,
  type Section,
  type Standard,
  type Subtotal,
} from "@tingheng/domain";

export interface Scored {
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly fatal: boolean;
  readonly provisional: boolean;
  readonly sections: readonly Subtotal[];
  readonly items: readonly Subtotal[];
  readonly defects: Partial<Record<DefectClass, boolean>>;
}

type Results = ReadonlyMap<string, ClauseResult>;

/** Adds a sheet up. `results` hold every clause of the standard. */
export function scoreSheet(standard: Standard, results: Results): Scored {
  const clauses = new Map(standard.clauses.map((clause) => [clause.id, clause]));
  const sections = standard.sections.map((section) => scoreSection(section, clauses, results, standard));
  const fatalBy = violatedWith(standard.clauses, results, "sheet");
  const { earned, possible, full } = totals(
    sections.map(({ subtotal }) => subtotal),
    standard,
  );
  const scaled = standard.scoring.rescale && possible > 0 ? (earned / possible) * full : earned;
  const bonus = fatalBy === undefined ? bonusOf(standard, results) : 0;
  const base = fatalBy === undefined ? Math.max(standard.scoring.floor, scaled) : standard.scoring.floor;
  return {
    score: round(base + bonus),
    maxScore: round(standard.scoring.rescale ? full : possible),
    bonus,
    fatal: fatalBy !== undefined,
    provisional: standard.clauses.some(
      (clause) => weighs(clause, standard) && results.get(clause.id)?.outcome === "undetermined",
    ),
    sections: sections.map(({ subtotal }) => subtotal),
    items: sections.flatMap(({ items }) => items),
    defects: defectsOf(standard, results),
  };
}

/** Points that one broken clause takes off, before the caps of item and section. */
export function pointsOff(clause: Clause, occurrences: number, kinds: number): number {
  const { steps } = clause;
  const off =
    steps !== undefined
      ? (steps[Math.min(kinds, steps.length - 1)] ?? 0)
      : clause.points * (clause.per === "occurrence" ? occurrences : 1);
  return Math.min(off, clause.most ?? Number.POSITIVE_INFINITY);
}

/** What the standard proposes for the broken clauses; a person decides. */
export function proposalsOf(
  standard: Standard,
  results: Results,
  occurrences: ReadonlyMap<string, number>,
): Proposal[] {
  return standard.clauses
    .filter((clause) => results.get(clause.id)?.outcome === "violated")
    .flatMap((clause) =>
      clause.propose.map(({ per, amount, subject, kind, currency, note }): Proposal => {
        const times = per === "occurrence" ? (occurrences.get(clause.id) ?? 1) : 1;
        return {
          clause: clause.id,
          subject,
          kind,
          ...(amount === undefined ? {} : { amount: amount * times }),
          ...(currency === undefined ? {} : { currency }),
          ...(times > 1 ? { occurrences: times } : {}),
          ...(note === undefined ? {} : { note }),
        };
      }),
    );
}

function scoreSection(section: Section, clauses: ReadonlyMap<string, Clause>, results: Results, standard: Standard) {
  const items = section.items.map((item) => scoreItem(item, clauses, results, standard));
  const counted = items.filter(({ dropped }) => dropped !== true);
  const own = section.items.flatMap((item) => item.clauses).flatMap((id) => clauses.get(id) ?? []);
  const failedBy = violatedWith(own, results, "section");
  const itemsMax = sum(items.map(({ maxPoints }) => maxPoints));
  const droppedMax = sum(items.filter(({ dropped }) => dropped === true).map(({ maxPoints }) => maxPoints));
  const maxPoints = Math.max(0, (section.points ?? itemsMax) - droppedMax);
  const lost = sum(counted.map((item) => item.maxPoints - item.points));
  const subtotal: Subtotal = {
    id: section.id,
    title: inLanguage(section.title, standard.language),
    points: failedBy === undefined ? round(Math.max(0, maxPoints - lost)) : 0,
    maxPoints: round(maxPoints),
    ...(failedBy === undefined ? {} : { failedBy }),
    ...(items.some(({ provisional }) => provisional === true) ? { provisional: true } : {}),
  };
  return { subtotal, items };
}

function scoreItem(item: Item, clauses: ReadonlyMap<string, Clause>, results: Results, standard: Standard): Subtotal {
  const own = item.clauses.flatMap((id) => clauses.get(id) ?? []);
  const maxPoints = item.points ?? 0;
  const outcomes = own.map((clause) => results.get(clause.id)?.outcome);
  const dropped =
    item.whenNotApplicable === "drop" && own.length > 0 && outcomes.every((one) => one === "notApplicable");
  const off = -sum(own.map((clause) => Math.min(0, results.get(clause.id)?.points ?? 0)));
  const failedBy = violatedWith(own, results, "item");
  return {
    id: item.id,
    title: inLanguage(item.title, standard.language),
    points: failedBy === undefined ? round(Math.max(0, maxPoints - off)) : 0,
    maxPoints,
    ...(dropped ? { dropped } : {}),
    ...(failedBy === undefined ? {} : { failedBy }),
    ...(outcomes.some((one) => one === "undetermined") ? { provisional: true } : {}),
  };
}

function totals(sections: readonly Subtotal[], standard: Standard) {
  const full = sum(
    standard.sections.map((section) => section.points ?? sum(section.items.map((item) => item.points ?? 0))),
  );
  return {
    earned: sum(sections.map(({ points }) => points)),
    possible: sum(sections.map(({ maxPoints }) => maxPoints)),
    full,
  };
}

function bonusOf(standard: Standard, results: Results): number {
  return sum(standard.bonus.map(({ clause, points }) => (results.get(clause)?.outcome === "met" ? points : 0)));
}

/** The first broken clause that is critical at this level. */
function violatedWith(
  clauses: readonly Clause[],
  results: Results,
  level: NonNullable<Clause["critical"]>,
): string | undefined {
  return clauses.find((clause) => clause.critical === level && results.get(clause.id)?.outcome === "violated")?.id;
}

/** A clause weighs when it takes points off, is critical, gives a bonus, or has consequences. */
function weighs(clause: Clause, standard: Standard): boolean {
  const gives = standard.bonus.some((bonus) => bonus.clause === clause.id);
  return (
    clause.points > 0 ||
    clause.steps !== undefined ||
    clause.critical !== undefined ||
    clause.propose.length > 0 ||
    gives
  );
}

function defectsOf(standard: Standard, results: Results): Partial<Record<DefectClass, boolean>> {
  const defects: Partial<Record<DefectClass, boolean>> = {};
  for (const name of ["customer", "business", "compliance"] as const) {
    const outcomes = standard.clauses.filter(({ defect }) => defect === name).map(({ id }) => results.get(id)?.outcome);
    if (outcomes.includes("violated")) defects[name] = true;
    else if (outcomes.length > 0 && !outcomes.includes("undetermined")) defects[name] = false;
  }
  return defects;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
