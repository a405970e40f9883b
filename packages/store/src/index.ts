// The store 存储: where calls, judgements, people and jobs are kept, on PGlite in a folder or on PostgreSQL.

export type { AuditEntry } from "./audit/audit-chain.ts";
export { cutLog } from "./audit/audit-cuts.ts";
export { type AuditHead, headKeyFrom, isSigned, parsePublicKey, publicKeyText } from "./audit/audit-heads.ts";
export { type AuditProof, proofFault, proveEntry } from "./audit/audit-proof.ts";
export {
  type AuditFilter,
  type AuditReport,
  appendAudit,
  auditBatches,
  auditHeads,
  auditState,
  listAudit,
  verifyAudit,
  writeHead,
} from "./audit/audit-repository.ts";
export type { AuditFault } from "./audit/verify-audit.ts";
export type { Manifest } from "./backup/manifest.ts";
export { checkBackup, restoreBackup } from "./backup/restore-backup.ts";
export { writeBackup } from "./backup/write-backup.ts";
export { type CallFilter, scopeCondition } from "./calls/call-filter.ts";
export * from "./calls/calls-repository.ts";
export type { CallStage } from "./calls/calls-tables.ts";
export { type CallOrder, type CallPlace, placesOfCalls } from "./calls/list-calls.ts";
export * from "./calls/listed-calls.ts";
export { turnBreak } from "./calls/words.ts";
export type { Database, DatabaseKind, Runner } from "./database/database.ts";
export { migrate, pendingMigrations } from "./database/migrate.ts";
export { openEmbedded } from "./database/open-embedded.ts";
export { openPostgres, type PostgresOptions } from "./database/open-postgres.ts";
export { isRefusedText } from "./database/refused-text.ts";
export * from "./events/event-position.ts";
export * from "./events/events-repository.ts";
export { findFact, noteFact, setFact } from "./facts/facts.ts";
export * from "./health/health-repository.ts";
export * from "./idempotency/answered-requests.ts";
export * from "./intake/parts-repository.ts";
export * from "./intake/watches-repository.ts";
export * from "./jobs/jobs.ts";
export * from "./judgements/judgements-repository.ts";
export * from "./model/model-repository.ts";
export { checkMasterKey } from "./objects/check-master-key.ts";
export { openFolderShelf } from "./objects/folder-shelf.ts";
export {
  createMasterKeyText,
  keyFingerprint,
  type MasterKey,
  parseMasterKey,
  readMasterKey,
} from "./objects/master-key.ts";
export type {
  ByteRange,
  ObjectKey,
  ObjectKind,
  ObjectListing,
  ObjectStore,
  PutOptions,
  StoredObject,
} from "./objects/object-store.ts";
export { type ObjectStoreParts, openObjectStore } from "./objects/open-object-store.ts";
export { type Rewrapping, rewrapObjects } from "./objects/rewrap.ts";
export { type BucketReader, openBucket } from "./objects/s3-bucket.ts";
export { openS3Shelf, type S3Settings } from "./objects/s3-shelf.ts";
export type { Shelf } from "./objects/shelf.ts";
export { openVault, type Vault } from "./objects/vault.ts";
export * from "./people/api-keys-repository.ts";
export * from "./people/factors-repository.ts";
export * from "./people/identities-repository.ts";
export * from "./people/logins-repository.ts";
export type { SessionVia } from "./people/people-tables.ts";
export * from "./people/sessions-repository.ts";
export * from "./people/teams-repository.ts";
export type { User } from "./people/user-row.ts";
export * from "./people/users-repository.ts";
export {
  eraseCall,
  findErased,
  findHold,
  holdCall,
  holdStateOf,
  isNeeded,
  listErasures,
  lockObjects,
  releaseCall,
} from "./retention/erasures-repository.ts";
export { callIdsAfter, dueCalls, readPolicy, replacePolicy, setKeeping } from "./retention/retention-repository.ts";
export * from "./standards/assignments-repository.ts";
export * from "./standards/standards-in-force.ts";
export * from "./standards/standards-repository.ts";
export type { StandardKind, StandardState } from "./standards/standards-tables.ts";
export * from "./unread/unread-repository.ts";
export * from "./webhooks/deliveries-repository.ts";
export * from "./webhooks/endpoints-repository.ts";
export * from "./what-if/rejudgings-repository.ts";
export {
  beginWalk,
  countPastCalls,
  endWalk,
  moveOn,
  nextPastCalls,
  type PastCalls,
  type Walk,
  type WalkTable,
} from "./what-if/walks.ts";
export * from "./what-if/what-if-results.ts";
export * from "./what-if/what-ifs-repository.ts";
