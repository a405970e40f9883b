// What a version is put on trial with: what is in force beside it on a day.
import { type Day, versionsOn } from "@tingheng/domain";
import type { SourceFile } from "@tingheng/engine";
import { ownData } from "@tingheng/knowledge";
import {
  findStandardNamed,
  type KeptStandard,
  type PublishedStandard,
  type Runner,
  type StandardsInForce,
  standardText,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import { questionnairesOn } from "./questionnaires-on.ts";
import { runTrial, type TrialReport } from "./trial.ts";

interface Beside {
  readonly day: Day;
  readonly inForce: StandardsInForce;
  /** Also held against the other standards that are in force. */
  readonly others: boolean;
}

export async function trialOf(
  { config, database: { kysely } }: Pick<Services, "config" | "database">,
  one: KeptStandard,
  { day, inForce, others }: Beside,
): Promise<TrialReport> {
  const knowledge = config.knowledge ?? ownData;
  const questionnaires = await Promise.all(
    [...questionnairesOn(day, inForce).values()].map(({ id, sha256 }) => textOf(kysely, id, sha256)),
  );
  const standards = versionsOn(
    day,
    inForce.versions.filter(({ kind }) => kind === "standard"),
  );
  const name = `${one.standard}@${one.version}`;
  if (one.kind === "questionnaire") {
    const users = standards.filter(({ uses }) => uses.includes(one.standard));
    return runTrial({
      kind: "questionnaire",
      knowledge,
      questionnaire: { name: `${name}/questionnaire.yaml`, text: one.body },
      questionnaires,
      standards: await Promise.all(users.map((user) => withCases(kysely, user))),
    });
  }
  const beside = others ? standards.filter(({ standard }) => standard !== one.standard) : [];
  return runTrial({
    kind: "standard",
    knowledge,
    standard: { name: `${name}/standard.yaml`, text: one.body },
    cases: casesOf(name, one.cases),
    others: await Promise.all(beside.map(({ standard, sha256 }) => textOf(kysely, standard, sha256))),
    questionnaires,
  });
}

async function textOf(runner: Runner, name: string, sha256: string): Promise<SourceFile> {
  return { name, text: (await standardText(runner, sha256))?.body ?? "" };
}

async function withCases(runner: Runner, { kind, standard, version }: PublishedStandard) {
  const kept = await findStandardNamed(runner, { kind, standard, version });
  const name = `${standard}@${version}`;
  return { standard: { name, text: kept?.body ?? "" }, cases: casesOf(name, kept?.cases) };
}

function casesOf(name: string, text: string | undefined): SourceFile | undefined {
  return text === undefined ? undefined : { name: `${name}/cases.yaml`, text };
}
