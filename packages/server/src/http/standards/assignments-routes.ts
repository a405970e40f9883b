// Assignments 分配: which standard judges which calls. Without any, every published standard judges every call.
import { z } from "@hono/zod-openapi";
import { AppError, Direction } from "@tingheng/domain";
import {
  findAssignment,
  insertAssignment,
  type KeptAssignment,
  listAssignments,
  listStandards,
  type Runner,
  removeAssignment,
  updateAssignment,
} from "@tingheng/store";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, idAfter, PageQuery, pageOf } from "../keyset.ts";
import { Period, StandardDeed, shownDeed, shownPeriod } from "./standard-schemas.ts";

const tags = ["standards"];
const path = "/api/v1/standard-assignments";
const AssignmentPath = z.object({ id: z.string() });
const name = z.string().min(1).max(200).optional();

const AssignmentToMake = z
  .strictObject({
    standard: z.string().min(1).max(200),
    calls: z
      .strictObject({ queue: name, direction: Direction.optional(), campaign: name, team: name, desk: name })
      .describe("what is left out may be anything; a call that does not say it is not taken"),
    validity: Period.default({}),
    note: z.string().max(2_000).optional(),
  })
  .openapi("StandardAssignmentToMake");

const StandardAssignment = z
  .object({
    id: z.string(),
    standard: z.string(),
    calls: z.record(z.string(), z.string()),
    validity: Period,
    note: z.string().optional(),
    made: StandardDeed,
  })
  .openapi("StandardAssignment");

const list = route("standards.read", {
  method: "get",
  path,
  tags,
  summary: "标准分配 Assignments of standards",
  request: { query: PageQuery },
  responses: { 200: givesPage(StandardAssignment, "in the order made") },
});

const get = route("standards.read", {
  method: "get",
  path: `${path}/{id}`,
  tags,
  summary: "一条分配 One assignment",
  request: { params: AssignmentPath },
  responses: { 200: gives(StandardAssignment, "the assignment") },
});

const make = route("standards.publish", {
  method: "post",
  path,
  tags,
  summary: "分配标准 Assign a standard",
  request: { body: takes(AssignmentToMake) },
  responses: { 201: gives(StandardAssignment, "the assignment") },
});

const change = route("standards.publish", {
  method: "put",
  path: `${path}/{id}`,
  tags,
  summary: "修改分配 Change an assignment",
  request: { params: AssignmentPath, body: takes(AssignmentToMake) },
  responses: { 200: gives(StandardAssignment, "the assignment") },
});

const remove = route("standards.publish", {
  method: "delete",
  path: `${path}/{id}`,
  tags,
  summary: "取消分配 Remove an assignment",
  request: { params: AssignmentPath },
  responses: { 204: { description: "it is gone" } },
});

export const assignmentsRoutes: Routes = ({ database, audit, newId, now }) => {
  const { kysely } = database;
  return newApi()
    .openapi(list, async (context) => {
      const { limit, after } = context.req.valid("query");
      const found = await listAssignments(kysely, { limit: limit + 1, after: idAfter(after) });
      return context.json(
        pageOf(found, limit, ({ id }) => [id], shown),
        200,
      );
    })
    .openapi(get, async (context) =>
      context.json(shown(await assignmentOf(kysely, context.req.valid("param").id)), 200),
    )
    .openapi(make, async (context) => {
      const actor = actorOf(context);
      const wish = wished(context.req.valid("json"));
      const one = { ...wish, id: newId("asg"), made: { by: actor.id, at: now() } };
      await database.transaction(async (transaction) => {
        await requireKnown(transaction, one.standard);
        await insertAssignment(transaction, one);
        await audit(transaction, actor, "standard.assigned", subjectOf(one.id), detailsOf(one));
      });
      return context.json(shown(one), 201);
    })
    .openapi(change, async (context) => {
      const { id } = context.req.valid("param");
      const one = { ...wished(context.req.valid("json")), id };
      const kept = await database.transaction(async (transaction) => {
        await requireKnown(transaction, one.standard);
        if (!(await updateAssignment(transaction, one))) throw missing(id);
        await audit(transaction, actorOf(context), "standard.reassigned", subjectOf(id), detailsOf(one));
        return assignmentOf(transaction, id);
      });
      return context.json(shown(kept), 200);
    })
    .openapi(remove, async (context) => {
      const { id } = context.req.valid("param");
      await database.transaction(async (transaction) => {
        if (!(await removeAssignment(transaction, id))) throw missing(id);
        await audit(transaction, actorOf(context), "standard.unassigned", subjectOf(id));
      });
      return context.body(null, 204);
    });
};

function wished({ standard, calls, validity, note }: z.output<typeof AssignmentToMake>) {
  if (validity.from !== undefined && validity.to !== undefined && validity.from > validity.to)
    throw new AppError("request.invalid", {
      where: "json.validity.to",
      expected: `not before ${validity.from}`,
      found: validity.to,
    });
  return { standard, calls, validity, note };
}

async function assignmentOf(runner: Runner, id: string): Promise<KeptAssignment> {
  const found = await findAssignment(runner, id);
  if (found === undefined) throw missing(id);
  return found;
}

async function requireKnown(runner: Runner, standard: string): Promise<void> {
  const found = await listStandards(runner, { kind: "standard", standard }, { limit: 1 });
  if (found.length === 0) throw new AppError("thing.not-found", { what: "standard", id: standard });
}

function missing(id: string): AppError {
  return new AppError("thing.not-found", { what: "assignment", id });
}

function subjectOf(id: string) {
  return { kind: "assignment", id };
}

function detailsOf({ standard, calls, validity }: Pick<KeptAssignment, "standard" | "calls" | "validity">) {
  return { standard, ...said(calls), ...said(validity) };
}

function shown({ id, standard, calls, validity, note, made }: KeptAssignment): z.input<typeof StandardAssignment> {
  return {
    id,
    standard,
    calls: said(calls),
    validity: shownPeriod(validity),
    ...(note === undefined ? {} : { note }),
    made: shownDeed(made),
  };
}

/** What is given, without what is not. */
function said(fields: object): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === "string"));
}
