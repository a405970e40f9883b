// The log of who did what, for those who look after it: its entries, its signed heads, whether it is whole.
import { createPublicKey } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import {
  auditBatches,
  auditHeads,
  headKeyFrom,
  listAudit,
  proveEntry,
  publicKeyText,
  verifyAudit,
} from "@tingheng/store";
import { stream } from "hono/streaming";
import { headPurpose, readHeads, shownHead } from "../../audit-heads.ts";
import { shownEntry, shownProof } from "../../audit-proof.ts";
import { actorOf, gives, newApi, type Routes, route, streams } from "../api.ts";
import { givesPage, pageOf, pageQuery, placeOf } from "../keyset.ts";

const Entry = z
  .object({
    seq: z.int(),
    at: z.string(),
    actorKind: z.string(),
    actorId: z.string(),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    previous: z.string(),
    hash: z.string(),
  })
  .openapi("AuditEntry");

const Head = z
  .object({ size: z.int(), at: z.string(), root: z.string(), tip: z.string(), signature: z.string() })
  .openapi("AuditHead");

const Report = z
  .object({
    whole: z.boolean(),
    entries: z.int(),
    heads: z.int(),
    fault: z.object({ kind: z.string(), seq: z.int(), until: z.int().optional(), vouched: z.int() }).optional(),
  })
  .openapi("AuditReport");

const Proof = z
  .object({
    entry: Entry,
    head: Head,
    beside: z.array(z.string()).describe("roots of the subtrees beside the way from the entry to the root, from below"),
    publicKey: z.string(),
  })
  .openapi("AuditProof");

const known = z.string().max(200).optional();
const instant = z.iso.datetime({ offset: true }).optional();
const Filter = {
  actor: known,
  action: known,
  subjectKind: known,
  subject: known,
  from: instant,
  until: instant,
};

const tags = ["audit"];

const list = route("audit.read", {
  method: "get",
  path: "/api/v1/audit",
  tags,
  summary: "审计日志 Who did what, newest first",
  request: {
    query: z.object({ ...Filter, ...pageQuery({ most: 500, longestCursor: 200 }).shape }),
  },
  responses: { 200: givesPage(Entry, "entries") },
});

const exportLog = route("audit.read", {
  method: "get",
  path: "/api/v1/audit/export",
  tags,
  summary: "导出审计日志 The log as NDJSON, oldest first",
  request: { query: z.object(Filter) },
  responses: { 200: streams("application/x-ndjson", "one entry a line") },
});

const heads = route("audit.read", {
  method: "get",
  path: "/api/v1/audit/heads",
  tags,
  summary: "签名树头 Signed heads of the log, and the key they are checked with",
  responses: { 200: gives(z.object({ publicKey: z.string(), items: z.array(Head) }), "heads, shortest first") },
});

const prove = route("audit.read", {
  method: "get",
  path: "/api/v1/audit/{seq}/proof",
  tags,
  summary: "一条记录的收录证明(RFC 6962) That an entry lies in a signed head, shown without the rest of the log",
  request: {
    params: z.object({ seq: z.string().openapi({ type: "integer" }) }),
    query: z.strictObject({
      size: z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .describe("of the head, e.g. one that was kept elsewhere; the newest"),
    }),
  },
  responses: { 200: gives(Proof, "the proof, which `tingheng audit check-proof` checks anywhere") },
});

const verify = route("audit.read", {
  method: "post",
  path: "/api/v1/audit/verify",
  tags,
  summary: "校验审计日志 Read the whole log against its hashes and heads",
  responses: { 200: gives(Report, "whether it is whole, or the first place that is not") },
});

export const auditRoutes: Routes = (services) => {
  const { database, config } = services;
  const publicKey = () => createPublicKey(headKeyFrom(services.keyFor(headPurpose)));
  return newApi()
    .openapi(list, async (context) => {
      const { limit, after, ...filter } = context.req.valid("query");
      const before = after === undefined ? undefined : placeOf(after, z.tuple([z.int()]))[0];
      const rows = await listAudit(database.kysely, filterOf(filter), { before, limit: limit + 1 });
      return context.json(
        pageOf(rows, limit, ({ seq }) => [seq], shownEntry),
        200,
      );
    })
    .openapi(exportLog, async (context) => {
      const filter = filterOf(context.req.valid("query"));
      const subject = { kind: "audit", id: "log" };
      await services.audit(database.kysely, actorOf(context), "audit.exported", subject);
      context.header("content-type", "application/x-ndjson; charset=utf-8");
      context.header("content-disposition", 'attachment; filename="audit.ndjson"');
      return stream(context, async (out) => {
        for await (const batch of auditBatches(database.kysely, filter)) {
          await out.write(batch.map((entry) => `${JSON.stringify(shownEntry(entry))}\n`).join(""));
        }
      });
    })
    .openapi(heads, async (context) => {
      const items = (await auditHeads(database.kysely)).map(shownHead);
      return context.json({ publicKey: publicKeyText(publicKey()), items }, 200);
    })
    .openapi(prove, async (context) => {
      const { seq } = context.req.valid("param");
      const { size } = context.req.valid("query");
      const isNumber = /^\d{1,15}$/.test(seq);
      const proof = isNumber ? await proveEntry(database.kysely, Number(seq), size) : undefined;
      if (proof === undefined) throw new AppError("thing.not-found", { what: "audit proof", id: seq });
      return context.json(shownProof(proof, publicKey()), 200);
    })
    .openapi(verify, async (context) => {
      const report = await verifyAudit(database.kysely, readHeads(config.folder), publicKey());
      return context.json({ whole: report.fault === undefined, ...report }, 200);
    });
};

type FilterQuery = { readonly [Name in keyof typeof Filter]?: string | undefined };

function filterOf({ actor, action, subjectKind, subject, from, until }: FilterQuery) {
  return {
    actorId: actor,
    action,
    subjectKind,
    subjectId: subject,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
}
