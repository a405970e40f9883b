// Every noun's routes, one line each.
import type { Routes } from "./api.ts";
import { auditRoutes } from "./audit/audit-routes.ts";
import { callsRoutes } from "./calls/calls-routes.ts";
import { deedsRoutes } from "./calls/deeds-routes.ts";
import { sendCallsRoutes } from "./calls/send-calls-routes.ts";
import { sheetRoutes } from "./calls/sheet-routes.ts";
import { soundRoutes } from "./calls/sound-routes.ts";
import { eventsRoutes } from "./events/events-routes.ts";
import { filesRoutes } from "./files/files-routes.ts";
import { healthRoutes } from "./health/health-routes.ts";
import { keysRoutes } from "./keys/keys-routes.ts";
import { factorRoutes } from "./login/factor-routes.ts";
import { loginRoutes } from "./login/login-routes.ts";
import { meRoutes } from "./login/me-routes.ts";
import { myIdentitiesRoutes } from "./login/my-identities-routes.ts";
import { signOnRoutes } from "./login/sign-on-routes.ts";
import { modelRoutes } from "./model/model-routes.ts";
import { pageRoutes } from "./page/page-routes.ts";
import { identitiesRoutes } from "./people/identities-routes.ts";
import { peopleRoutes } from "./people/people-routes.ts";
import { queuesRoutes } from "./queues/queues-routes.ts";
import { retentionRoutes } from "./retention/retention-routes.ts";
import { revealRoutes } from "./reveal/reveal-routes.ts";
import { assignmentsRoutes } from "./standards/assignments-routes.ts";
import { rejudgingsRoutes } from "./standards/rejudgings-routes.ts";
import { standardsRoutes } from "./standards/standards-routes.ts";
import { whatIfsRoutes } from "./standards/what-ifs-routes.ts";
import { teamsRoutes } from "./teams/teams-routes.ts";
import { telephonyRoutes } from "./telephony/telephony-routes.ts";
import { unreadRoutes } from "./unread/unread-routes.ts";
import { uploadsRoutes } from "./uploads/uploads-routes.ts";
import { deliveriesRoutes } from "./webhooks/deliveries-routes.ts";
import { webhooksRoutes } from "./webhooks/webhooks-routes.ts";

export const allRoutes: readonly Routes[] = [
  callsRoutes,
  sendCallsRoutes,
  sheetRoutes,
  filesRoutes,
  uploadsRoutes,
  telephonyRoutes,
  soundRoutes,
  deedsRoutes,
  unreadRoutes,
  loginRoutes,
  signOnRoutes,
  meRoutes,
  factorRoutes,
  myIdentitiesRoutes,
  peopleRoutes,
  identitiesRoutes,
  teamsRoutes,
  keysRoutes,
  auditRoutes,
  queuesRoutes,
  modelRoutes,
  healthRoutes,
  eventsRoutes,
  retentionRoutes,
  revealRoutes,
  webhooksRoutes,
  deliveriesRoutes,
  standardsRoutes,
  assignmentsRoutes,
  whatIfsRoutes,
  rejudgingsRoutes,
  pageRoutes,
];
