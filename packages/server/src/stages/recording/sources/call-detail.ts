// What a telephone system knows of one call before anybody has listened to it. A field that is not known is left out.
import { type CallRecord, type Direction, type HangupParty, parseCallRecord } from "@tingheng/domain";
import { known } from "@tingheng/formats";

/** Who ended the call, the source's own word for it, and the rule of ours that made the verdict. */
export type Hangup = {
  readonly by: HangupParty;
  readonly rule: string;
  readonly raw?: string;
  readonly atMs?: number;
};

type Span = { readonly startMs: number; readonly endMs: number };
type Transfer = { readonly kind: "attended" | "blind" | "unknown"; readonly atMs: number; readonly to?: string };

export type CallDetail = {
  readonly source: string;
  readonly id: string;
  /** Every id by which the source names this call or one of its legs, `id` among them. A call that is known by any is this one. */
  readonly aliases: readonly string[];
  readonly linkedId?: string;
  /** The source's instant of its newest word on the call: newer metadata wins. ISO 8601. */
  readonly lastUpdate?: string;
  readonly startedAt?: string;
  readonly direction?: Direction;
  readonly callerNumber?: string;
  readonly calledNumber?: string;
  readonly trunk?: { readonly id?: string };
  readonly queue?: string;
  readonly campaign?: string;
  readonly agent?: { readonly id?: string; readonly name?: string; readonly team?: string; readonly desk?: string };
  readonly customer?: { readonly name?: string; readonly number?: string };
  readonly ring?: { readonly ms?: number; readonly count?: number };
  /** What 0 ms is in `holds`, `transfers` and `hangup`; the start of the recording wherever that is known. */
  readonly timesFrom?: "recording" | "answer" | "start";
  readonly answeredAtMs?: number;
  readonly holds?: readonly Span[];
  readonly mutes?: readonly Span[];
  readonly transfers?: readonly Transfer[];
  readonly hangup?: Hangup;
  readonly recording?: {
    /** The recording's file name without folders. */
    readonly name?: string;
    readonly uri?: string;
    /** When the recording began, counted from the answer. */
    readonly startOffsetMs?: number;
    readonly channels?: Readonly<Record<string, "agent" | "customer">>;
  };
  readonly outcome?: { readonly disposition?: string };
  /** What the source said that has no field of its own, such as sums of holds. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** The call record of a detail. What only telephony needs stands in `extra.telephony`. */
export function callRecordOf(detail: CallDetail): CallRecord {
  const { aliases, lastUpdate, timesFrom, recording, extra, ...fields } = detail;
  const { name, ...sound } = recording ?? {};
  const telephony = known({ aliases, lastUpdate, timesFrom, recordingName: name, ...extra });
  const held = Object.keys(sound).length > 0 ? { recording: sound } : {};
  return parseCallRecord({ version: 1, ...fields, ...held, extra: { telephony } }, `${detail.source} ${detail.id}`);
}
