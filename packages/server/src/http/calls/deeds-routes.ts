// What people do with a call: try again what was set aside, judge it again, say that its sides were the wrong way round.
import { type Actor, AppError, withSidesSwapped } from "@tingheng/domain";
import { type KeptCall, listedCalls, type Runner, setStage, updateCall } from "@tingheng/store";
import { nextStage, searchedWords } from "../../calls/accept-calls.ts";
import { afterHearingJob, judgeAgainJob, stageJobs } from "../../calls/stage-jobs.ts";
import type { Services } from "../../services.ts";
import { actorOf, gives, newApi, type Routes, route } from "../api.ts";
import { CallId, CallSummary, summaryOf } from "./call-shapes.ts";
import { noSuchCall, seenCallHeld } from "./seen-call.ts";

const deedRoute = <const Name extends string>(name: Name, summary: string) =>
  route("calls.judge", {
    method: "post",
    path: `/api/v1/calls/{id}/${name}`,
    tags: ["calls"],
    summary,
    request: { params: CallId },
    responses: { 200: gives(CallSummary, "通话 the call") },
  });

const retryCall = deedRoute("retry", "重试已搁置的通话 Try a call again that was set aside");
const rejudgeCall = deedRoute(
  "rejudge",
  "按现行标准重新评判(不重新识别) Judge again by the standards in force; nothing is heard again",
);
const swapSides = deedRoute("swap-sides", "坐席与客户互换并重新评判 Agent and customer change places; judged again");

/** What is done to a call that is held; returns what the log says of it. */
type Deed = (services: Services, within: Runner, call: KeptCall) => Promise<`call.${string}`>;

const retry: Deed = async (services, within, call) => {
  if (call.stage !== "setAside") throw busy(call, "setAside");
  const stage = nextStage(call.record, call.recordingKey);
  await setStage(within, [call.id], stage, services.now());
  const { id, record } = call;
  await services.jobs.send(stageJobs(services, { id, stage, record }), within);
  return "call.retried";
};

const rejudge: Deed = async (services, within, call) => {
  if (call.stage !== "judged") throw busy(call, "judged");
  await setStage(within, [call.id], "judging", services.now());
  await services.jobs.send([judgeAgainJob(services, call.id, call.record.startedAt)], within);
  return "call.rejudged";
};

const swap: Deed = async (services, within, call) => {
  if (call.stage !== "judged" && call.stage !== "judging") throw busy(call, "judged");
  const record = withSidesSwapped(call.record);
  const kept = {
    ...call,
    record,
    stage: "judging" as const,
    customerKey: services.customerKey(record),
    ...services.keepFor(record, call.receivedAt),
    folded: searchedWords(record),
  };
  await updateCall(within, kept, services.now());
  await services.jobs.send([afterHearingJob(services, call.id, record.startedAt)], within);
  return "call.sidesSwapped";
};

export const deedsRoutes: Routes = (services) =>
  newApi()
    .openapi(retryCall, async (context) =>
      context.json(await done(services, actorOf(context), context.req.valid("param").id, retry), 200),
    )
    .openapi(rejudgeCall, async (context) =>
      context.json(await done(services, actorOf(context), context.req.valid("param").id, rejudge), 200),
    )
    .openapi(swapSides, async (context) =>
      context.json(await done(services, actorOf(context), context.req.valid("param").id, swap), 200),
    );

async function done(services: Services, actor: Actor, id: string, deed: Deed) {
  return services.database.transaction(async (transaction) => {
    const call = await seenCallHeld(transaction, actor, id);
    const action = await deed(services, transaction, call);
    await services.audit(transaction, actor, action, { kind: "call", id });
    const [listed] = await listedCalls(transaction, [id]);
    if (listed === undefined) throw noSuchCall(id);
    return summaryOf(listed);
  });
}

function busy({ stage }: KeptCall, wanted: string): AppError {
  return new AppError("request.conflict", { problem: `the call is ${stage}, not ${wanted}` });
}
