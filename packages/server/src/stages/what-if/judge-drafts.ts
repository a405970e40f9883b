// A draft judged next to the version in force, call by call, in the judging threads. Nothing of it is kept as a judgement.
import { AppError, dayOfCall, isAssigned, type Judgement, versionsOn } from "@tingheng/domain";
import { readStandard } from "@tingheng/engine";
import {
  currentStandards,
  type KeptCall,
  type PublishedStandard,
  type StandardsInForce,
  type TriedQuestionnaire,
  type WhatIf,
  type WhatIfCall,
} from "@tingheng/store";
import { packJson, unpackJson } from "@tingheng/store/rows";
import { parseDocument } from "yaml";
import type { CallJudged, JudgeTexts, NamedVersion, StandardVersion } from "../../judging/judge-messages.ts";
import { judgeTexts, keyOfVersions } from "../../judging/judge-texts.ts";
import { storedAnswers } from "../../judging/stored-answers.ts";
import type { Services } from "../../services.ts";
import { dayOf } from "../../standards/day.ts";
import { questionnairesOn } from "../../standards/questionnaires-on.ts";
import { compareJudgements } from "./compare-judgements.ts";

interface DraftChunk {
  readonly calls: readonly WhatIfCall[];
  /** How many could not be judged. */
  readonly failed: number;
}

type Draft = Pick<WhatIf, "standard" | "version" | "sha256" | "questionnaires">;

/** @throws AppError where the draft can't be compiled */
export type JudgeDraft = (calls: readonly KeptCall[]) => Promise<DraftChunk>;

/**
 * `body` is judged as if it had been in force on the days of the calls, by the questionnaires of those days, or by the draft's own
 * where it brings some.
 */
export async function draftJudge(services: Services, draft: Draft, body: string): Promise<JudgeDraft> {
  const inForce = await currentStandards(services.database.kysely);
  const { standard: id } = draft;
  const texts = { text: textsWith(services, draft, body) };
  const uses = readStandard({ name: `${id}@${draft.version}`, text: body }).standard.questionnaires;
  return async (calls) => {
    const chunk = { calls: [] as WhatIfCall[], failed: 0 };
    const received = dayOf(services.now());
    const taken = calls.filter(({ record }) => isTaken(id, inForce, record, received));
    const versions = new Map(
      taken.map((call) => [call, versionsFor(draft, uses, inForce, dayOfCall(call.record, received))]),
    );
    const keyOf = ({ before, after }: Versions) => [before, after].map((some) => keyOfVersions(some)).join("; ");
    const groups = Map.groupBy(versions, ([, own]) => keyOf(own));
    for (const members of groups.values()) {
      const group = members.map(([call]) => call);
      const { before = [], after = [] } = members[0]?.[1] ?? {};
      // Both at once, unless they go by other versions of a questionnaire.
      const together =
        before.length === 0 || draft.questionnaires.length > 0 ? [before, after] : [[...before, ...after]];
      const judged: (readonly CallJudged[])[] = [];
      for (const some of together.filter(({ length }) => length > 0))
        judged.push(await judgeEach(services, await judgeTexts(texts, some), group));
      for (const [index, call] of group.entries()) {
        const own = judged.flatMap((some) => some[index] ?? []);
        if (own.some((one) => "failure" in one)) chunk.failed += 1;
        else
          chunk.calls.push(
            whatIfCall(
              call,
              own.flatMap((one) => ("failure" in one ? [] : one.judgements)),
            ),
          );
      }
    }
    return chunk;
  };
}

interface Versions {
  /** Empty where none was in force. */
  readonly before: readonly StandardVersion[];
  readonly after: readonly StandardVersion[];
}

function versionsFor(
  { standard, version, sha256, questionnaires }: Draft,
  uses: readonly string[],
  inForce: StandardsInForce,
  day: string,
): Versions {
  const known = questionnairesOn(day, inForce);
  const tried = new Map<string, NamedVersion>(
    questionnaires.map((one) => [one.id, { ...one, sha256: triedHash(one) }]),
  );
  const holding = versionOf(standard, inForce, day);
  return {
    before: holding === undefined ? [] : [withQuestionnaires(holding, holding.uses, [known])],
    after: [withQuestionnaires({ standard, version, sha256: triedHash({ sha256 }) }, uses, [tried, known])],
  };
}

function withQuestionnaires(
  { standard, version, sha256 }: Pick<PublishedStandard, "standard" | "version" | "sha256">,
  uses: readonly string[],
  known: readonly ReadonlyMap<string, NamedVersion>[],
): StandardVersion {
  const questionnaires = uses.flatMap((id) => known.find((some) => some.has(id))?.get(id) ?? []);
  return { id: standard, version, sha256, questionnaires };
}

/** What is tried is held apart from what is published, also where both say the same. */
function triedHash({ sha256 }: Pick<TriedQuestionnaire, "sha256">): string {
  return `what-if ${sha256}`;
}

function textsWith({ standards }: Services, { sha256, questionnaires }: Draft, body: string) {
  const tried = new Map(questionnaires.map((one) => [triedHash(one), one.body]));
  tried.set(triedHash({ sha256 }), withoutDates(body));
  return async (hash: string): Promise<string> => tried.get(hash) ?? standards.text(hash);
}

/** An assigned standard is tried on the calls that it is assigned to, one that is new on all. */
function isTaken(
  standard: string,
  { assignments }: StandardsInForce,
  record: KeptCall["record"],
  received: string,
): boolean {
  const own = assignments.filter((one) => one.standard === standard);
  return own.length === 0 || own.some((one) => isAssigned(one, record, dayOfCall(record, received)));
}

function versionOf(standard: string, { versions }: StandardsInForce, day: string): PublishedStandard | undefined {
  return versionsOn(
    day,
    versions.filter((one) => one.kind === "standard" && one.standard === standard),
  )[0];
}

/** One call may kill the thread: then each is judged alone. */
async function judgeEach(
  services: Services,
  texts: JudgeTexts,
  calls: readonly KeptCall[],
): Promise<readonly CallJudged[]> {
  const answers = await storedAnswers(services, texts, calls);
  const toJudge = calls.map(({ id, record }) => ({ callId: id, record: packJson(record), ...answers.get(id) }));
  try {
    return await services.judges.judge({ ...texts, calls: toJudge });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const [only] = calls;
    if (only !== undefined && calls.length === 1)
      return [{ callId: only.id, failure: { code: undefined, details: {}, message } }];
    const alone: CallJudged[] = [];
    for (const call of calls) alone.push(...(await judgeEach(services, texts, [call])));
    return alone;
  }
}

function whatIfCall(
  { id, record, receivedAt }: KeptCall,
  packed: Extract<CallJudged, { judgements: unknown }>["judgements"],
): WhatIfCall {
  const judgements = packed.map(({ body }) => unpackJson(body) as Judgement);
  const after = judgements.at(-1);
  if (after === undefined) throw new Error(`${id} was not judged by the draft`);
  return {
    callId: id,
    sortAt: record.startedAt === undefined ? receivedAt : new Date(record.startedAt),
    agentId: record.agent?.id,
    agentName: record.agent?.name,
    team: record.agent?.team,
    ...compareJudgements(judgements.length > 1 ? judgements[0] : undefined, after),
  };
}

/** The question is what the draft would have made of calls from before its time. */
function withoutDates(body: string): string {
  const document = parseDocument(body);
  return document.delete("validity") ? document.toString() : body;
}
