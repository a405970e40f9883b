// The arithmetic of a sheet 计分: clauses → items → sections → score. Uses nothing but the standard and the clause results,
// so that a person's corrections are added up the same way.
import type { Clause, ClauseResult, DefectClass, Proposal, Standard, Subtotal } from "@tingheng/domain";
import { round, type Sheet, type SheetItem, type SheetSection } from "./sheet.ts";

export interface Scored {
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly fatal: boolean;
  readonly provisional: boolean;
  readonly sections: Subtotal[];
  readonly items: Subtotal[];
  readonly defects: Partial<Record<DefectClass, boolean>>;
}

/** One for every clause of the standard, in its order. */
type Results = readonly ClauseResult[];

/** Adds a sheet up. */
export function scoreSheet(sheet: Sheet, results: Results): Scored {
  const { scoring } = sheet.standard;
  const sections: Subtotal[] = [];
  const items: Subtotal[] = [];
  let earned = 0;
  let possible = 0;
  for (const section of sheet.sections) {
    const subtotal = scoreSection(section, results, items);
    sections.push(subtotal);
    earned += subtotal.points;
    possible += subtotal.maxPoints;
  }
  const fatal = firstBroken(sheet.criticalForSheet, results) !== undefined;
  const scaled = scoring.rescale && possible > 0 ? (earned / possible) * sheet.full : earned;
  const bonus = fatal ? 0 : bonusOf(sheet, results);
  const base = fatal ? scoring.floor : Math.max(scoring.floor, scaled);
  return {
    score: round(base + bonus),
    maxScore: round(scoring.rescale ? sheet.full : possible),
    bonus,
    fatal,
    provisional: some(sheet.weighing, results, "undetermined"),
    sections,
    items,
    defects: defectsOf(sheet, results),
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

/** What the standard proposes for the broken clauses; a person decides. `occurrences` by clause. */
export function proposalsOf(
  { clauses }: Standard,
  results: Results,
  occurrences: (position: number) => number,
): Proposal[] {
  const proposals: Proposal[] = [];
  for (let position = 0; position < clauses.length; position += 1) {
    if (results[position]?.outcome !== "violated") continue;
    const { id, propose } = clauses[position] as Clause;
    for (const { per, amount, subject, kind, currency, note } of propose) {
      const times = per === "occurrence" ? occurrences(position) : 1;
      proposals.push({
        clause: id,
        subject,
        kind,
        ...(amount === undefined ? {} : { amount: amount * times }),
        ...(currency === undefined ? {} : { currency }),
        ...(times > 1 ? { occurrences: times } : {}),
        ...(note === undefined ? {} : { note }),
      });
    }
  }
  return proposals;
}

/** Its items are added to `all`. */
function scoreSection(section: SheetSection, results: Results, all: Subtotal[]): Subtotal {
  let itemsMax = 0;
  let droppedMax = 0;
  let lost = 0;
  let provisional = false;
  for (const item of section.items) {
    const one = scoreItem(item, results);
    all.push(one);
    itemsMax += one.maxPoints;
    if (one.dropped === true) droppedMax += one.maxPoints;
    else lost += one.maxPoints - one.points;
    provisional ||= one.provisional === true;
  }
  const maxPoints = Math.max(0, (section.points ?? itemsMax) - droppedMax);
  const failedBy = brokenId(section.critical, results);
  const subtotal: Subtotal = {
    id: section.id,
    title: section.title,
    points: failedBy === undefined ? round(Math.max(0, maxPoints - lost)) : 0,
    maxPoints: round(maxPoints),
  };
  if (failedBy !== undefined) subtotal.failedBy = failedBy;
  if (provisional) subtotal.provisional = true;
  return subtotal;
}

function scoreItem(item: SheetItem, results: Results): Subtotal {
  let off = 0;
  let broken = false;
  let provisional = false;
  let applies = false;
  for (const at of item.clauses) {
    const { outcome, points } = results[at] as ClauseResult;
    if (outcome === "violated") broken = true;
    else if (outcome === "undetermined") provisional = true;
    if (outcome !== "notApplicable") applies = true;
    if (points < 0) off -= points;
  }
  if (!broken && off === 0) {
    if (provisional) return item.untouched.provisional;
    return item.drops && !applies ? item.untouched.dropped : item.untouched.settled;
  }
  const { id, title, maxPoints } = item;
  const failedBy = brokenId(item.critical, results);
  const points = failedBy === undefined ? round(Math.max(0, maxPoints - off)) : 0;
  const subtotal: Subtotal = { id, title, points, maxPoints };
  if (item.drops && !applies) subtotal.dropped = true;
  if (failedBy !== undefined) subtotal.failedBy = failedBy;
  if (provisional) subtotal.provisional = true;
  return subtotal;
}

function bonusOf({ bonuses }: Sheet, results: Results): number {
  let sum = 0;
  for (const { clause, points } of bonuses)
    if (clause !== undefined && results[clause]?.outcome === "met") sum += points;
  return sum;
}

/** The first broken clause among those that are critical. */
function firstBroken(critical: readonly number[], results: Results): ClauseResult | undefined {
  for (const at of critical) if (results[at]?.outcome === "violated") return results[at];
  return undefined;
}

function brokenId(critical: readonly number[], results: Results): string | undefined {
  return critical.length === 0 ? undefined : firstBroken(critical, results)?.id;
}

function some(clauses: readonly number[], results: Results, outcome: ClauseResult["outcome"]): boolean {
  for (const at of clauses) if (results[at]?.outcome === outcome) return true;
  return false;
}

function defectsOf({ defects }: Sheet, results: Results): Partial<Record<DefectClass, boolean>> {
  const found: Partial<Record<DefectClass, boolean>> = {};
  for (const { name, clauses } of defects) {
    if (some(clauses, results, "violated")) found[name] = true;
    else if (!some(clauses, results, "undetermined")) found[name] = false;
  }
  return found;
}
