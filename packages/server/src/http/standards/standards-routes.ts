// Standards 考核标准 and questionnaires 问卷: looked at, brought in, edited, tested, published, retired, given out.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { listStandards, standardsWithFiles } from "@tingheng/store";
import { chosenStandards } from "../../standards/chosen-standards.ts";
import { dayOf } from "../../standards/day.ts";
import { bringIn } from "../../standards/import-standards.ts";
import { folderOf, namedFiles } from "../../standards/standard-files.ts";
import { discardDraft, editDraft, publish, retire, standardVersion, testDraft } from "../../standards/standard-life.ts";
import { archiveOf, textsOfArchive } from "../../standards/standards-archive.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { atMostMegabytes } from "../body-limit.ts";
import { givesPage, PageQuery, pageOf, placeOf } from "../keyset.ts";
import {
  Day,
  NamedFile,
  Period,
  StandardFilesBody,
  StandardFinding,
  StandardKind,
  StandardState,
  StandardTest,
  StandardVersion,
  StandardVersionWhole,
  shownPeriod,
  shownVersion,
  shownWhole,
} from "./standard-schemas.ts";

const tags = ["standards"];
const mostMegabytes = 32;
const VersionPath = z.object({ id: z.string().describe("of the version") });
const note = z.string().max(2_000).optional();
const NameAndId = z.tuple([z.string(), z.string()]);

const Imported = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        standard: z.string(),
        version: z.string(),
        outcome: z.enum(["added", "unchanged", "refused"]),
      }),
    ),
    ignored: z.array(z.string()).describe("files that belong to no standard"),
  })
  .openapi("StandardsImported");

const list = route("standards.read", {
  method: "get",
  path: "/api/v1/standards",
  tags,
  summary: "考核标准各版本 Versions of standards",
  request: {
    query: PageQuery.extend({
      kind: StandardKind.optional(),
      standard: z.string().optional(),
      state: StandardState.optional(),
    }),
  },
  responses: { 200: givesPage(StandardVersion, "versions, newest first") },
});

const get = route("standards.read", {
  method: "get",
  path: "/api/v1/standards/{id}",
  tags,
  summary: "一个版本的全部内容 One version with its files",
  request: { params: VersionPath },
  responses: { 200: gives(StandardVersionWhole, "the version") },
});

const getFile = route("standards.read", {
  method: "get",
  path: "/api/v1/standards/{id}/files/{name}",
  tags,
  summary: "版本中的一个文件,与导入时逐字节相同 A file of a version, byte for byte as it came",
  request: { params: VersionPath.extend({ name: z.string() }) },
  responses: { 200: { description: "the file", content: { "text/plain": { schema: z.string() } } } },
});

const exportFolder = route("standards.read", {
  method: "get",
  path: "/api/v1/standards/{id}/export",
  tags,
  summary: "导出为文件夹内容 The files of a version as an import takes them",
  request: { params: VersionPath },
  responses: { 200: gives(z.object({ files: z.array(NamedFile) }), "the folder's files") },
});

/** Several, with commas between them. */
const several = z
  .string()
  .max(20_000)
  .default("")
  .transform((text) => text.split(",").filter((part) => part !== ""))
  .openapi({ type: "string" });

const exportArchive = route("standards.read", {
  method: "get",
  path: "/api/v1/standards/export",
  tags,
  summary: "导出为 zip 文件 Versions as a zip file, laid out as a data folder, as an import takes it",
  request: {
    query: z.strictObject({
      which: z.enum(["inForce", "published", "all"]).default("inForce").describe("in force: one version of each"),
      standards: several.describe("ids of standards and questionnaires, with commas between them; all by default"),
      versions: several.describe("ids of versions, with commas between them: exactly these"),
    }),
  },
  responses: {
    200: {
      description: "the folders; questionnaires that the standards go by come along",
      content: { "application/zip": { schema: z.any().openapi({ type: "string", format: "binary" }) } },
    },
  },
});

const importFiles = route("standards.write", {
  method: "post",
  path: "/api/v1/standards/import",
  tags,
  summary: "导入文件为草稿 Bring files in as drafts",
  middleware: [atMostMegabytes(mostMegabytes)],
  request: { body: takes(z.strictObject({ files: z.array(NamedFile).min(1).max(500), note })) },
  responses: { 200: gives(Imported, "what became of each standard") },
});

const importArchive = route("standards.write", {
  method: "post",
  path: "/api/v1/standards/import-archive",
  tags,
  summary: "导入 zip 文件为草稿 Bring a zip file in as drafts",
  middleware: [atMostMegabytes(mostMegabytes)],
  request: {
    body: {
      required: true,
      content: { "application/zip": { schema: z.any().openapi({ type: "string", format: "binary" }) } },
    },
  },
  responses: { 200: gives(Imported, "what became of each standard") },
});

const edit = route("standards.write", {
  method: "put",
  path: "/api/v1/standards/{id}/files",
  tags,
  summary: "修改草稿 Change a draft",
  middleware: [atMostMegabytes(mostMegabytes)],
  request: { params: VersionPath, body: takes(z.strictObject({ ...StandardFilesBody.shape, note })) },
  responses: { 200: gives(StandardVersionWhole, "the draft, untested") },
});

const discard = route("standards.write", {
  method: "delete",
  path: "/api/v1/standards/{id}",
  tags,
  summary: "删除草稿 Discard a draft",
  request: { params: VersionPath },
  responses: { 204: { description: "it is gone" } },
});

const test = route("standards.write", {
  method: "post",
  path: "/api/v1/standards/{id}/test",
  tags,
  summary: "运行用例与检查 Run its cases and the linter",
  request: { params: VersionPath },
  responses: { 200: gives(StandardTest, "what they said") },
});

const publishVersion = route("standards.publish", {
  method: "post",
  path: "/api/v1/standards/{id}/publish",
  tags,
  summary: "发布 Publish",
  request: { params: VersionPath, body: takes(Period) },
  responses: {
    200: gives(
      z.object({ validity: Period, warnings: z.array(StandardFinding) }).openapi("StandardPublication"),
      "from when it holds, and what it can't be kept together with",
    ),
  },
});

const retireVersion = route("standards.publish", {
  method: "post",
  path: "/api/v1/standards/{id}/retire",
  tags,
  summary: "停用 Retire",
  request: {
    params: VersionPath,
    body: takes(z.strictObject({ lastDay: Day.optional().describe("the last day of calls that it judges; today") })),
  },
  responses: { 200: gives(StandardVersion, "the version") },
});

export const standardsRoutes: Routes = (services) => {
  const { kysely } = services.database;
  return newApi()
    .openapi(list, async (context) => {
      const { limit, after, kind, standard, state } = context.req.valid("query");
      const [name, id] = after === undefined ? [] : placeOf(after, NameAndId);
      const behind = name === undefined || id === undefined ? undefined : { standard: name, id };
      const rows = await listStandards(kysely, { kind, standard, state }, { limit: limit + 1, after: behind });
      return context.json(
        pageOf(rows, limit, (row) => [row.standard, row.id], shownVersion),
        200,
      );
    })
    .openapi(exportArchive, async (context) => {
      const { which, standards: names, versions } = context.req.valid("query");
      const all = await standardsWithFiles(kysely);
      const chosen = chosenStandards(all, { which, names, versions }, dayOf(services.now()));
      const archive = archiveOf(chosen);
      const subject = { kind: "standard", id: "archive" };
      await services.audit(kysely, actorOf(context), "standard.exported", subject, { versions: chosen.length });
      return context.body(archive, 200, {
        "content-type": "application/zip",
        "content-disposition": 'attachment; filename="standards.zip"',
      });
    })
    .openapi(get, async (context) =>
      context.json(shownWhole(await standardVersion(kysely, context.req.valid("param").id)), 200),
    )
    .openapi(getFile, async (context) => {
      const { id, name } = context.req.valid("param");
      const one = await standardVersion(kysely, id);
      const file = namedFiles(one.kind, one).find(({ path }) => path === name);
      if (file === undefined) throw new AppError("thing.not-found", { what: "file", id: name });
      return context.text(file.text, 200);
    })
    .openapi(exportFolder, async (context) => {
      const one = await standardVersion(kysely, context.req.valid("param").id);
      return context.json({ files: folderOf(one) }, 200);
    })
    .openapi(importFiles, async (context) => {
      const { files, note: said } = context.req.valid("json");
      return context.json(await bringIn(services, actorOf(context), files, said), 200);
    })
    .openapi(importArchive, async (context) => {
      const files = await textsOfArchive(new Uint8Array(await context.req.arrayBuffer()));
      return context.json(await bringIn(services, actorOf(context), files, undefined), 200);
    })
    .openapi(edit, async (context) => {
      const { id } = context.req.valid("param");
      const { note: said, body, cases, readme } = context.req.valid("json");
      await editDraft(services, actorOf(context), id, { files: { body, cases, readme }, note: said });
      return context.json(shownWhole(await standardVersion(kysely, id)), 200);
    })
    .openapi(discard, async (context) => {
      await discardDraft(services, actorOf(context), context.req.valid("param").id);
      return context.body(null, 204);
    })
    .openapi(test, async (context) => {
      const report = await testDraft(services, actorOf(context), context.req.valid("param").id);
      const { failures, findings } = report;
      return context.json({ ...report, failures: [...failures], findings: [...findings] }, 200);
    })
    .openapi(publishVersion, async (context) => {
      const wish = context.req.valid("json");
      const { validity, warnings } = await publish(services, actorOf(context), context.req.valid("param").id, wish);
      return context.json({ validity: shownPeriod(validity), warnings: [...warnings] }, 200);
    })
    .openapi(retireVersion, async (context) => {
      const { id } = context.req.valid("param");
      await retire(services, actorOf(context), id, context.req.valid("json").lastDay);
      return context.json(shownVersion(await standardVersion(kysely, id)), 200);
    });
};
