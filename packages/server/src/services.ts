// What the server's parts work with. Put together in main.ts alone; everything is passed in, so that a test passes its own.
import type { NewId } from "@tingheng/domain";
import type { Database, Jobs, ObjectStore } from "@tingheng/store";
import type { Logger } from "pino";
import type { Audit } from "./audit.ts";
import type { Config } from "./config.ts";

export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly newId: NewId;
  /** Fills an array with random bytes. */
  readonly chance: (bytes: Uint8Array) => Uint8Array;
  readonly log: Logger;
}
