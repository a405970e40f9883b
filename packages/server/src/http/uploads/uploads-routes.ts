// Large files over bad lines: the tus protocol, so that an upload goes on where it broke off. What is complete is taken like any other file.
import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RouteConfig } from "@hono/zod-openapi";
import { Scope } from "@tingheng/domain";
import { FileStore } from "@tus/file-store";
import { EVENTS, Server } from "@tus/server";
import { largestRecordingBytes, takeFile } from "../../intake/take-file.ts";
import type { Services } from "../../services.ts";
import { fileLabelOf } from "../../stages/recording/file-label.ts";
import { actorOf, gives, languageOf, newApi, openRaw, type Routes } from "../api.ts";
import { answerOf, knownOf, TakenFileAnswer } from "../files/files-routes.ts";
import { problemOfUpload } from "./upload-problems.ts";

const path = "/api/v1/uploads";
/** What is not completed in two days is removed. */
const keptMs = 2 * 86_400_000;

const described = (
  method: RouteConfig["method"],
  where: string,
  summary: string,
  responses: RouteConfig["responses"],
): RouteConfig => ({
  method,
  path: where,
  tags: ["calls"],
  summary,
  description:
    "tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.",
  responses,
});

const begin = described("post", path, "开始可续传的上传 Begin a resumable upload", {
  201: { description: "begun; Location says where it goes on" },
});
const ask = described("head", `${path}/{id}`, "查询已收到多少 Ask how much has arrived", {
  200: { description: "Upload-Offset says how much" },
});
const goOn = described("patch", `${path}/{id}`, "续传 Go on with an upload", {
  200: gives(TakenFileAnswer, "that was the last piece: what became of the file"),
  204: { description: "there is more to come; Upload-Offset says from where" },
});
const giveUp = described("delete", `${path}/{id}`, "放弃上传 Give an upload up", {
  204: { description: "what had arrived is gone" },
});

export const uploadsRoutes: Routes = (services) => {
  // Made at the first upload: it begins by writing into the folder.
  let server: Server | undefined;
  const api = newApi();
  const failures = new WeakMap<Request, unknown>();
  const handle: Parameters<typeof openRaw>[3] = async (context) => {
    const request = context.req.raw;
    // Whoever began an upload goes on with it, and sees what they see when it ends.
    const { id, scope } = actorOf(context);
    request.headers.set(ownerHeader, id);
    request.headers.set(scopeHeader, JSON.stringify(scope));
    request.headers.set(languageHeader, languageOf(context));
    server ??= uploadServer(services, failures);
    const answer = await server.handleWeb(request);
    if (answer.status < 400) return answer;
    for (const name of ["tus-resumable", "connection"]) {
      const value = answer.headers.get(name);
      if (value !== null) context.header(name, value);
    }
    throw await problemOfUpload(answer, failures.get(request), context.req.param("id"));
  };
  for (const config of [begin, ask, goOn, giveUp]) openRaw(api, "calls.write", config, handle);
  return api;
};

const ownerHeader = "x-tingheng-owner";
const scopeHeader = "x-tingheng-scope";
const languageHeader = "x-tingheng-language";

/** @param failures what was thrown while a request was answered; tus itself keeps its words only */
function uploadServer(services: Services, failures: WeakMap<Request, unknown>): Server {
  const directory = join(services.config.folder, "uploads");
  mkdirSync(directory, { recursive: true });
  const datastore = new FileStore({ directory, expirationPeriodInMilliseconds: keptMs });
  const server = new Server({
    path: `${services.config.base_path}${path}`,
    datastore,
    maxSize: largestRecordingBytes,
    relativeLocation: true,
    namingFunction: () => Buffer.from(services.chance(new Uint8Array(24))).toString("hex"),
    async onUploadCreate(request, upload) {
      knownOf(upload.metadata?.call ?? undefined);
      return { metadata: { ...upload.metadata, owner: request.headers.get(ownerHeader) } };
    },
    async onIncomingRequest(request, id) {
      if (request.method === "POST") return;
      const upload = await datastore.getUpload(id);
      if (upload.metadata?.owner !== request.headers.get(ownerHeader)) throw { status_code: 404, body: "" };
    },
    async onUploadFinish(request, upload) {
      const { filename, source, call } = upload.metadata ?? {};
      const where = join(directory, upload.id);
      const known = knownOf(call ?? undefined);
      const taken = await takeFile(services, {
        path: where,
        label: fileLabelOf(filename ?? "") ?? `upload-${upload.id.slice(0, 16)}`,
        source: source ?? "upload",
        scope: Scope.parse(JSON.parse(request.headers.get(scopeHeader) ?? "")),
        ...(known === undefined ? {} : { known }),
      });
      await datastore.remove(upload.id).catch(() => rm(where, { force: true }));
      const language = request.headers.get(languageHeader) === "en" ? "en" : "zh";
      return {
        status_code: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(answerOf(taken, language)),
      };
    },
    onResponseError(request, error) {
      failures.set(request, error);
      return undefined;
    },
  });
  server.on(EVENTS.POST_FINISH, () => void server.cleanUpExpiredUploads().catch(() => {}));
  return server;
}
