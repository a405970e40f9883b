// The life of a version: drafted, tested, published, retired. Who may do it is asked before; every step is written to the log.
import { type Actor, AppError, type Period } from "@tingheng/domain";
import {
  changeDraft,
  currentStandards,
  findStandard,
  type KeptStandard,
  keepTest,
  publishStandard,
  type Runner,
  removeDraft,
  retireStandard,
  type StandardFiles,
} from "@tingheng/store";
import { announce } from "../events/announce.ts";
import type { Services } from "../services.ts";
import { dayOf } from "./day.ts";
import { requireQuestionnaires, requireUnused } from "./questionnaires-in-use.ts";
import { parseStandardFiles } from "./standard-files.ts";
import type { TrialFinding, TrialReport } from "./trial.ts";
import { trialOf } from "./trial-of.ts";

/** @throws AppError `thing.not-found` */
export async function standardVersion(runner: Runner, id: string, hold = false): Promise<KeptStandard> {
  const found = await findStandard(runner, id, hold);
  if (found === undefined) throw new AppError("thing.not-found", { what: "standard version", id });
  return found;
}

/** @throws AppError `standard.not-draft`, `standard.renamed`, `standard.invalid` */
export async function editDraft(
  services: Services,
  actor: Actor,
  id: string,
  edit: { readonly files: StandardFiles; readonly note: string | undefined },
): Promise<void> {
  const { database, now, audit } = services;
  await database.transaction(async (transaction) => {
    const one = await standardVersion(transaction, id, true);
    requireDraft(one);
    const parsed = parseStandardFiles(one.kind, edit.files);
    if (parsed.standard !== one.standard || parsed.version !== one.version)
      throw new AppError("standard.renamed", {
        id: one.standard,
        version: one.version,
        found: `${parsed.standard} ${parsed.version}`,
      });
    await changeDraft(transaction, id, parsed, { by: actor.id, at: now(), note: edit.note });
    await audit(transaction, actor, "standard.edited", subjectOf(one), { sha256: parsed.sha256 });
  });
}

/** @throws AppError `standard.not-draft` */
export async function discardDraft({ database, audit }: Services, actor: Actor, id: string): Promise<void> {
  await database.transaction(async (transaction) => {
    const one = await standardVersion(transaction, id, true);
    requireDraft(one);
    await removeDraft(transaction, id);
    await audit(transaction, actor, "standard.discarded", subjectOf(one), named(one));
  });
}

/** Runs a draft's cases and the linter, by the questionnaires of today, and keeps what they said. */
export async function testDraft(services: Services, actor: Actor, id: string): Promise<TrialReport> {
  const { database, now, audit } = services;
  const one = await standardVersion(database.kysely, id);
  requireDraft(one);
  const inForce = await currentStandards(database.kysely);
  const report = await trialOf(services, one, { day: dayOf(now()), inForce, others: false });
  await database.transaction(async (transaction) => {
    const deed = { by: actor.id, at: now() };
    // Where the files were changed meanwhile the report stands for nothing that is kept.
    if (!(await keepTest(transaction, one, { ...deed, passed: report.passed, test: report }))) throw changedMeanwhile();
    await audit(transaction, actor, "standard.tested", subjectOf(one), { ...named(one), passed: report.passed });
  });
  return report;
}

export interface Publication {
  readonly validity: Period;
  /** Where it can't be kept together with others that are in force. */
  readonly warnings: TrialReport["findings"];
}

const warned: ReadonlySet<TrialFinding["kind"]> = new Set(["contradiction", "limits-differ", "case"]);

/**
 * Publishes what has passed its test. Where other versions of the standard are published, it holds from today on unless a day is
 * given, so that calls of the past keep the version they were judged by.
 * @throws AppError `standard.not-tested`, `standard.lacks-questionnaire`
 */
export async function publish(services: Services, actor: Actor, id: string, wish: Period): Promise<Publication> {
  const { database, now, audit } = services;
  const one = await standardVersion(database.kysely, id);
  requireTested(one);
  const today = dayOf(now());
  const inForce = await currentStandards(database.kysely);
  const isFirst = inForce.versions.every(({ kind, standard }) => kind !== one.kind || standard !== one.standard);
  const from = wish.from ?? (isFirst ? undefined : today);
  if (from !== undefined && wish.to !== undefined && from > wish.to)
    throw new AppError("request.invalid", { where: "json.to", expected: `not before ${from}`, found: wish.to });
  const day = from !== undefined && from > today ? from : today;
  requireQuestionnaires(one, { from: day, to: wish.to }, inForce);
  const report = await trialOf(services, one, { day, inForce, others: true });
  const warnings = report.findings.filter(({ kind }) => warned.has(kind));
  const validity = { from, to: wish.to };
  await database.transaction(async (transaction) => {
    const deed = { by: actor.id, at: now() };
    if (!(await publishStandard(transaction, one, { ...deed, validity, warnings }))) throw changedMeanwhile();
    const dates = Object.fromEntries(Object.entries(validity).filter(([, date]) => date !== undefined));
    await audit(transaction, actor, "standard.published", subjectOf(one), {
      ...named(one),
      ...(dates as Record<string, string>),
      sha256: one.sha256,
    });
    await announce(services, transaction, [{ kind: "standard.published", subject: one.id, data: named(one) }]);
  });
  return { validity, warnings };
}

/** Calls after `lastDay` are judged by the version that was in force before it, if there is one.
 * @throws AppError `standard.not-published`, `questionnaire.in-use` */
export async function retire(services: Services, actor: Actor, id: string, lastDay: string | undefined): Promise<void> {
  const { database, now, audit } = services;
  const last = lastDay ?? dayOf(now());
  await database.transaction(async (transaction) => {
    const one = await standardVersion(transaction, id, true);
    if (one.kind === "questionnaire" && one.state === "published")
      requireUnused(one, last, await currentStandards(transaction));
    if (!(await retireStandard(transaction, id, { lastDay: last, by: actor.id, at: now() })))
      throw new AppError("standard.not-published", { id: one.standard, version: one.version });
    await audit(transaction, actor, "standard.retired", subjectOf(one), { ...named(one), lastDay: last });
  });
}

function requireDraft({ state, standard, version }: KeptStandard): void {
  if (state === "published" || state === "retired")
    throw new AppError("standard.not-draft", { id: standard, version, state });
}

function requireTested(one: KeptStandard): void {
  requireDraft(one);
  if (one.state !== "tested") throw new AppError("standard.not-tested", { id: one.standard, version: one.version });
}

function changedMeanwhile(): AppError {
  return new AppError("request.conflict", {
    problem: "内容刚刚被别人修改,请重新查看 · somebody has changed it just now; look at it again",
  });
}

function subjectOf({ id }: KeptStandard) {
  return { kind: "standard", id };
}

function named({ standard, version }: KeptStandard) {
  return { standard, version };
}
