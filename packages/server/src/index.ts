// The server 服务: the only place where everything is put together.
export { type AcceptedCall, acceptCalls, type IncomingCall } from "./calls/accept-calls.ts";
export { auditHeadsOf, checkAudit } from "./check-audit.ts";
export { type Config, readConfig } from "./config.ts";
export { type RunningService, startService } from "./main.ts";
export { makeKey } from "./people/keys.ts";
