// Large files over bad lines: the tus protocol, so that an upload goes on where it broke off. What is complete is taken like any other file.
import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RouteConfig } from "@hono/zod-openapi";
import { AppError, errorCatalogue, Scope } from "@tingheng/domain";
import { FileStore } from "@tus/file-store";
import { EVENTS, Server } from "@tus/server";
import { largestRecordingBytes, takeFile } from "../../intake/take-file.ts";
import type { Services } from "../../services.ts";
import { fileLabelOf } from "../../stages/recording/file-label.ts";
import { actorOf, newApi, openRaw, problemOf, type Routes } from "../api.ts";
import { answerOf, knownOf } from "../files/files-routes.ts";

const path = "/api/v1/uploads";
/** What is not completed in two days is removed. */
const keptMs = 2 * 86_400_000;

const described = (method: RouteConfig["method"], where: string, summary: string): RouteConfig => ({
  method,
  path: where,
  tags: ["calls"],
  summary,
  description:
    "tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.",
  responses: { 204: { description: "as tus 1.0.0 says" } },
});

export const uploadsRoutes: Routes = (services) => {
  // Made at the first upload: it begins by writing into the folder.
  let server: Server | undefined;
  const api = newApi();
  const handle = async (context: Parameters<Parameters<typeof openRaw>[3]>[0]) => {
    const request = context.req.raw;
    // Whoever began an upload goes on with it, and sees what they see when it ends.
    const { id, scope } = actorOf(context);
    request.headers.set(ownerHeader, id);
    request.headers.set(scopeHeader, JSON.stringify(scope));
    server ??= uploadServer(services);
    return server.handleWeb(request);
  };
  openRaw(api, "calls.write", described("post", path, "开始可续传的上传 Begin a resumable upload"), handle);
  openRaw(api, "calls.write", described("head", `${path}/{id}`, "查询已收到多少 Ask how much has arrived"), handle);
  openRaw(api, "calls.write", described("patch", `${path}/{id}`, "续传 Go on with an upload"), handle);
  openRaw(api, "calls.write", described("delete", `${path}/{id}`, "放弃上传 Give an upload up"), handle);
  return api;
};

const ownerHeader = "x-tingheng-owner";
const scopeHeader = "x-tingheng-scope";

function uploadServer(services: Services): Server {
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
      refuse(() => knownOf(upload.metadata?.call ?? undefined));
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
        label: fileLabelOf(filename ?? "") ?? "upload",
        source: source ?? "upload",
        scope: Scope.parse(JSON.parse(request.headers.get(scopeHeader) ?? "")),
        ...(known === undefined ? {} : { known }),
      });
      await datastore.remove(upload.id).catch(() => rm(where, { force: true }));
      return {
        status_code: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(answerOf(taken, "zh")),
      };
    },
  });
  server.on(EVENTS.POST_FINISH, () => void server.cleanUpExpiredUploads().catch(() => {}));
  return server;
}

/** An error of ours as tus wants it thrown. */
function refuse(check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw { status_code: errorCatalogue[error.code].status, body: JSON.stringify(problemOf(error, "zh")) };
  }
}
