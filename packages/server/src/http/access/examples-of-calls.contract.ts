// Examples of what is asked about calls, what comes in, and how long it is kept.
import { noteUnread, readPolicy, setStage } from "@tingheng/store";
import type { AccessWorld, Asker } from "./access-world.contract.ts";
import { type Asked, aboutCall, type Examples, forPlaces, plain, type Try } from "./example.contract.ts";

const reason = { json: { reason: "客户要求核实" } };
const stay = () => {};
const bytesOf = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
const queueLogLine = "1772413800|1772413800.7|after-sales|NONE|ENTERQUEUE||13800000007|1\n";
const tus = { "tus-resumable": "1.0.0" };

export const examplesOfCalls: Examples = {
  "GET /api/v1/calls": forPlaces(
    (_, { agentId, words }) => ({ query: { words, ...(agentId === undefined ? {} : { agent: agentId }) } }),
    { everybody: true },
  ),
  "POST /api/v1/calls": forPlaces((world, place) => ({ json: world.recordOf(place, `ext-${place.name}`) }), {
    outside: 403,
  }),
  "POST /api/v1/calls/batch": forPlaces(
    (world, place) => ({
      bytes: { type: "application/x-ndjson", body: bytesOf(world.recordOf(place, `ext-${place.name}`)) },
    }),
    { outside: 403 },
  ),
  // Each file is answered for itself; whose call it is stays untold.
  "POST /api/v1/files": forPlaces(
    (world, place) => ({
      query: { name: "calls.ndjson" },
      bytes: { type: "application/octet-stream", body: bytesOf(world.recordOf(place, `ext-${place.name}`)) },
    }),
    { outside: 200 },
  ),
  "GET /api/v1/calls/{id}": aboutCall(),
  "GET /api/v1/calls/{id}/judgements": aboutCall(),
  "GET /api/v1/calls/{id}/history": aboutCall(),
  "GET /api/v1/calls/{id}/sheet": aboutCall(),
  "GET /api/v1/calls/{id}/recording": aboutCall(),
  "GET /api/v1/calls/{id}/playback": aboutCall({ headers: { range: "bytes=0-9" } }),
  "GET /api/v1/calls/{id}/peaks": aboutCall(),
  "POST /api/v1/calls/{id}/retry": aboutCall(
    {},
    { change: (world, id) => setStage(world.services.database.kysely, [id], "setAside", world.services.now()) },
  ),
  "POST /api/v1/calls/{id}/rejudge": aboutCall({}, { change: stay }),
  "POST /api/v1/calls/{id}/swap-sides": aboutCall({}, { change: stay }),
  "POST /api/v1/calls/{id}/erase": aboutCall(reason, { change: stay }),
  "GET /api/v1/calls/{id}/hold": aboutCall(),
  "PUT /api/v1/calls/{id}/hold": aboutCall(reason, { change: stay }),
  "POST /api/v1/calls/{id}/release": aboutCall(reason, { change: stay }),
  "POST /api/v1/calls/{id}/reveal": aboutCall(reason, { reveals: true }),
  "GET /api/v1/events": {
    tries: (world, asker) =>
      aboutCall()
        .tries(world, asker)
        .map((one) => ({
          ...one,
          asked: async (allowed): Promise<Asked> => ({
            query: { call: (await one.asked(allowed)).params?.id ?? "", after: "0-0" },
          }),
        })),
  },
  "POST /api/v1/uploads": plain({ headers: { ...tus, "upload-length": "10" } }, { gives: [201] }),
  "HEAD /api/v1/uploads/{id}": { tries: uploads({ headers: tus }), gives: [200] },
  "PATCH /api/v1/uploads/{id}": {
    tries: uploads({
      headers: { ...tus, "upload-offset": "0" },
      bytes: { type: "application/offset+octet-stream", body: new TextEncoder().encode("12345") },
    }),
    gives: [204],
  },
  "DELETE /api/v1/uploads/{id}": { tries: uploads({ headers: tus }), gives: [204] },
  "POST /api/v1/telephony/{system}": {
    outside: 403,
    tries: (_, { actor }) => [
      {
        name: "it",
        // A telephone system tells of everybody's calls.
        seen: actor !== undefined && actor !== "refused" && actor.scope.kind === "all",
        asked: async () => ({
          params: { system: "asterisk" },
          query: { name: "queue_log" },
          bytes: { type: "text/plain", body: new TextEncoder().encode(queueLogLine) },
        }),
      },
    ],
  },
  "GET /api/v1/unread": plain(),
  "POST /api/v1/unread/{id}/settle": {
    tries: (world, { actor }) => [
      {
        name: "it",
        // Whose it is nobody knows before it could be read.
        seen:
          actor !== undefined &&
          actor !== "refused" &&
          (actor.scope.kind === "all" || actor.permissions.has("system.manage")),
        asked: async (allowed) => ({ params: { id: allowed ? await unread(world) : "unr_none" } }),
      },
    ],
  },
  "GET /api/v1/retention": plain(),
  "PUT /api/v1/retention": plain(async ({ services }) => ({ json: await readPolicy(services.database.kysely) })),
  "GET /api/v1/erasures": plain(),
};

/** The asker's own, and somebody else's. */
function uploads(rest: Asked) {
  return (world: AccessWorld, asker: Asker): Try[] => [
    {
      name: "upload own",
      seen: true,
      asked: async (allowed) => ({ ...rest, params: { id: allowed ? await begun(world, asker) : "none" } }),
    },
    { name: "upload foreign", seen: false, asked: async () => ({ ...rest, params: { id: await others(world) } }) },
  ];
}

async function begun({ app }: AccessWorld, { headers }: Asker): Promise<string> {
  const begin = { method: "POST", headers: { ...headers, ...tus, "upload-length": "10" } };
  const response = await app.request("/api/v1/uploads", begin);
  return response.headers.get("location")?.split("/").at(-1) ?? "";
}

let ofOthers: Promise<string> | undefined;

function others(world: AccessWorld): Promise<string> {
  ofOthers ??= begun(world, { name: "the house", headers: world.houseKey, actor: undefined });
  return ofOthers;
}

let unreadFiles = 0;

async function unread({ services }: AccessWorld): Promise<string> {
  const id = services.newId("unr");
  unreadFiles += 1;
  const entry = { source: "matrix", name: `file ${unreadFiles}`, reason: { code: "input.malformed" } };
  await noteUnread(services.database.kysely, { id, ...entry, seenAt: services.now() });
  return id;
}
