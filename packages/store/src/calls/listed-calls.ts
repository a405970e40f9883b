// Calls as lists show them, with their judgements in short.
import type { Runner } from "../database/database.ts";
import type { CallStage } from "./calls-tables.ts";

export interface ListedCall {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly startedAt: Date | undefined;
  readonly receivedAt: Date;
  readonly agentId: string | undefined;
  readonly agentName: string | undefined;
  readonly team: string | undefined;
  readonly queue: string | undefined;
  readonly campaign: string | undefined;
  readonly direction: string | undefined;
  readonly durationMs: number | undefined;
  readonly revision: number;
  readonly stage: CallStage;
  readonly stageAt: Date;
  /** Code and details of an error, where the call was set aside or its last try failed. */
  readonly stageReason: unknown;
  readonly recordingKey: string | undefined;
  readonly playbackKey: string | undefined;
  readonly peaksKey: string | undefined;
  readonly judgements: readonly JudgementInShort[];
}

export interface JudgementInShort {
  readonly id: string;
  readonly standard: string;
  readonly version: string;
  readonly judgedAt: Date;
  readonly supersededAt: Date | undefined;
  /** Whether the standard applies to the call. */
  readonly applies: boolean;
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly fatal: boolean;
  readonly provisional: boolean;
  readonly violated: readonly string[];
  readonly undetermined: readonly string[];
}

const shown = [
  "id",
  "source",
  "external_id",
  "started_at",
  "received_at",
  "agent_id",
  "agent_name",
  "team",
  "queue",
  "campaign",
  "direction",
  "duration_ms",
  "revision",
  "stage",
  "stage_at",
  "stage_reason",
  "recording_key",
  "playback_key",
  "peaks_key",
] as const;

/** The calls of these ids that are there, in the order of the ids, with their judgements in force. */
export async function listedCalls(runner: Runner, ids: readonly string[]): Promise<ListedCall[]> {
  if (ids.length === 0) return [];
  const rows = await runner
    .selectFrom("calls")
    .select(shown)
    .where("id", "in", [...ids])
    .execute();
  const judgements = await inShort(runner, ids, true);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [
      {
        id,
        source: row.source,
        externalId: row.external_id,
        startedAt: row.started_at ?? undefined,
        receivedAt: row.received_at,
        agentId: row.agent_id ?? undefined,
        agentName: row.agent_name ?? undefined,
        team: row.team ?? undefined,
        queue: row.queue ?? undefined,
        campaign: row.campaign ?? undefined,
        direction: row.direction ?? undefined,
        durationMs: row.duration_ms ?? undefined,
        revision: row.revision,
        stage: row.stage,
        stageAt: row.stage_at,
        stageReason: row.stage_reason ?? undefined,
        recordingKey: row.recording_key ?? undefined,
        playbackKey: row.playback_key ?? undefined,
        peaksKey: row.peaks_key ?? undefined,
        judgements: judgements.get(id) ?? [],
      },
    ];
  });
}

/** The judgements of a call that were superseded, newest first. */
export async function supersededJudgements(runner: Runner, callId: string): Promise<JudgementInShort[]> {
  const judgements = await inShort(runner, [callId], false);
  return (judgements.get(callId) ?? []).toSorted((a, b) => b.judgedAt.getTime() - a.judgedAt.getTime());
}

async function inShort(
  runner: Runner,
  callIds: readonly string[],
  inForce: boolean,
): Promise<Map<string, JudgementInShort[]>> {
  const rows = await runner
    .selectFrom("judgements")
    .select([
      "id",
      "call_id",
      "standard_id",
      "standard_version",
      "judged_at",
      "superseded_at",
      "applies",
      "score",
      "max_score",
      "bonus",
      "fatal",
      "provisional",
      "violated",
      "undetermined",
    ])
    .where("call_id", "in", [...callIds])
    .where("superseded_at", inForce ? "is" : "is not", null)
    .orderBy("standard_id")
    .execute();
  const byCall = Map.groupBy(rows, (row) => row.call_id);
  return new Map(
    [...byCall].map(([callId, some]) => [
      callId,
      some.map((row) => ({
        id: row.id,
        standard: row.standard_id,
        version: row.standard_version,
        judgedAt: row.judged_at,
        supersededAt: row.superseded_at ?? undefined,
        applies: row.applies,
        score: row.score,
        maxScore: row.max_score,
        bonus: row.bonus,
        fatal: row.fatal,
        provisional: row.provisional,
        violated: row.violated,
        undetermined: row.undetermined,
      })),
    ]),
  );
}
