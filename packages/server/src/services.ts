// What the server's parts work with. Put together in main.ts alone; everything is passed in, so that a test passes its own.
import type { CallRecord, NewId } from "@tingheng/domain";
import type { Knowledge } from "@tingheng/knowledge";
import type { Hearing } from "@tingheng/listening";
import type { Recogniser } from "@tingheng/speech";
import type { Database, Jobs, ObjectStore } from "@tingheng/store";
import type { Logger } from "pino";
import type { Audit } from "./audit.ts";
import type { Config } from "./config.ts";
import type { EventFeed } from "./events/event-feed.ts";
import type { Metrics } from "./health/metrics.ts";
import type { StandardVersion } from "./judging/judge-messages.ts";
import type { JudgePool } from "./judging/judge-pool.ts";
import type { LanguageModel } from "./model/model-wiring.ts";
import type { Traces } from "./traces/traces.ts";

/** Which standards judge a call, and their texts. */
export interface StandardsFor {
  forCall(record: CallRecord): Promise<readonly StandardVersion[]>;
  /** @param sha256 of a version that `forCall` named */
  text(sha256: string): Promise<string>;
}

/** How long a call is kept, by the rules in force. */
export interface Keeping {
  readonly retentionClass: string;
  readonly deleteAfter: Date | undefined;
}

/** How recordings are heard in this process. */
interface Ears {
  readonly hearing: Hearing;
  readonly recogniser: Recogniser | undefined;
  readonly knowledge: Knowledge;
}

export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly events: EventFeed;
  readonly judges: JudgePool;
  /** Undefined where none is set up. */
  readonly model: LanguageModel | undefined;
  readonly ears: Ears;
  /** What the judge is made of, as one short hash. */
  readonly judgeRelease: string;
  readonly standards: StandardsFor;
  /** Keyed hash of the customer's number, where it is known. */
  readonly customerKey: (record: CallRecord) => Buffer | undefined;
  readonly keepFor: (record: CallRecord, receivedAt: Date) => Keeping;
  /** 32 bytes for one purpose, always the same for one installation. */
  readonly keyFor: (purpose: string) => Buffer;
  readonly now: () => Date;
  readonly newId: NewId;
  /** Fills an array with random bytes. */
  readonly chance: (bytes: Uint8Array) => Uint8Array;
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly log: Logger;
}
