// The server 服务: the only place where everything is put together.

export { checkProof } from "./audit-proof.ts";
export { type AcceptedCall, acceptCalls, type IncomingCall } from "./calls/accept-calls.ts";
export { auditHeadsOf, checkAudit } from "./check-audit.ts";
export { type Config, readConfig } from "./config.ts";
export { type RunningService, startService } from "./main.ts";
export { backUp, inspectBackup, restore } from "./maintenance/backup.ts";
export { type DemoPerson, fillDemo } from "./maintenance/demo.ts";
export { rotateStorageKey } from "./maintenance/rotate-key.ts";
export { exportStandards, importStandardFiles } from "./maintenance/standards-files.ts";
export { makeKey } from "./people/keys.ts";
