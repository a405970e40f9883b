// A standard's sheet, read once: items and sections with their clauses by position, and what each is worth untouched.
import { type Clause, type DefectClass, type Item, inLanguage, type Standard, type Subtotal } from "@tingheng/domain";

/** Clauses are named by their position in the standard. */
export interface Sheet {
  readonly standard: Standard;
  readonly sections: readonly SheetSection[];
  /** The sum of all sections as the standard words it. */
  readonly full: number;
  readonly criticalForSheet: readonly number[];
  readonly bonuses: readonly { readonly clause: number | undefined; readonly points: number }[];
  /** Clauses that take points off, are critical, give a bonus, or have consequences. */
  readonly weighing: readonly number[];
  readonly defects: readonly { readonly name: DefectClass; readonly clauses: readonly number[] }[];
}

export interface SheetSection {
  readonly id: string;
  readonly title: string;
  readonly points: number | undefined;
  readonly items: readonly SheetItem[];
  readonly critical: readonly number[];
}

export interface SheetItem {
  readonly id: string;
  readonly title: string;
  readonly maxPoints: number;
  readonly drops: boolean;
  readonly clauses: readonly number[];
  readonly critical: readonly number[];
  /** What the item comes to while nothing in it is broken. */
  readonly untouched: Readonly<Record<"settled" | "provisional" | "dropped", Subtotal>>;
}

export function sheetOf(standard: Standard): Sheet {
  const at = new Map(standard.clauses.map(({ id }, position) => [id, position]));
  const positions = (ids: readonly string[]) => ids.flatMap((id) => at.get(id) ?? []);
  const giving = new Set(standard.bonus.map(({ clause }) => clause));
  return {
    standard,
    sections: standard.sections.map(({ id, title, points, items }) => ({
      id,
      title: inLanguage(title, standard.language),
      points,
      items: items.map((item) => itemOf(item, positions(item.clauses), standard)),
      critical: criticalAmong(positions(items.flatMap(({ clauses }) => clauses)), "section", standard),
    })),
    full: sum(standard.sections.map((section) => section.points ?? sum(section.items.map((item) => item.points ?? 0)))),
    criticalForSheet: criticalAmong([...standard.clauses.keys()], "sheet", standard),
    bonuses: standard.bonus.map(({ clause, points }) => ({ clause: at.get(clause), points })),
    weighing: [...standard.clauses.entries()].flatMap(([position, clause]) =>
      weighs(clause) || giving.has(clause.id) ? [position] : [],
    ),
    defects: (["customer", "business", "compliance"] as const).flatMap((name) => {
      const clauses = [...standard.clauses.entries()].flatMap(([position, { defect }]) =>
        defect === name ? [position] : [],
      );
      return clauses.length === 0 ? [] : [{ name, clauses }];
    }),
  };
}

function itemOf(item: Item, clauses: readonly number[], standard: Standard): SheetItem {
  const { id, points: maxPoints = 0 } = item;
  const title = inLanguage(item.title, standard.language);
  const settled = { id, title, points: round(Math.max(0, maxPoints)), maxPoints };
  return {
    id,
    title,
    maxPoints,
    drops: item.whenNotApplicable === "drop" && clauses.length > 0,
    clauses,
    critical: criticalAmong(clauses, "item", standard),
    untouched: {
      settled: Object.freeze(settled),
      provisional: Object.freeze({ ...settled, provisional: true }),
      dropped: Object.freeze({ ...settled, dropped: true }),
    },
  };
}

function criticalAmong(clauses: readonly number[], level: Clause["critical"], standard: Standard): readonly number[] {
  return clauses.filter((at) => standard.clauses[at]?.critical === level);
}

function weighs({ points, steps, critical, propose }: Clause): boolean {
  return points > 0 || steps !== undefined || critical !== undefined || propose.length > 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
