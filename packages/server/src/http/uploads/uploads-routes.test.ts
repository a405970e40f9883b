import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mayAll, type TestServices, testServices } from "../../services.contract.ts";
import type { Api } from "../api.ts";
import { createApp } from "../app.ts";

const wav = Uint8Array.from(readFileSync(new URL("../../../../../samples/air-conditioning.wav", import.meta.url)));
const tus = { "tus-resumable": "1.0.0" };
const pieces = { ...tus, "content-type": "application/offset+octet-stream" };

let test: TestServices;
let app: Api;
/** What the description says that each operation answers, by method. */
let described: Readonly<Record<string, readonly string[]>>;
beforeAll(async () => {
  test = await testServices({ standards: ["dealer-recording"] });
  app = createApp(test.services, async () => mayAll);
  const { paths } = (await (await app.request("/api/v1/openapi.json")).json()) as {
    paths: Record<string, Record<string, { responses: object }>>;
  };
  const operations = ["/api/v1/uploads", "/api/v1/uploads/{id}"].flatMap((path) => Object.entries(paths[path] ?? {}));
  described = Object.fromEntries(operations.map(([method, { responses }]) => [method, Object.keys(responses)]));
});
afterAll(() => test.close());

const metadata = (fields: Record<string, string>) => ({
  "upload-metadata": Object.entries(fields)
    .map(([name, text]) => `${name} ${Buffer.from(text).toString("base64")}`)
    .join(","),
});

/** Answers well, and as the description says. */
async function ask(
  method: string,
  where: string,
  headers: Record<string, string>,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const answer = await app.request(where, { method, headers, ...(body === undefined ? {} : { body }) });
  expect(described[method.toLowerCase()]).toContain(String(answer.status));
  return answer;
}

const begin = (bytes: number, fields: Record<string, string>) =>
  ask("POST", "/api/v1/uploads", { ...tus, "upload-length": String(bytes), ...metadata(fields) });

it("goes on with an upload that broke off, for whoever began it, and answers as it is described", async () => {
  const begun = await begin(wav.length, { filename: "large.wav", source: "tus" });
  expect(begun.status).toBe(201);
  const where = begun.headers.get("location") ?? "";
  const half = Math.floor(wav.length / 2);
  const piece = (from: number, to: number) => ({
    headers: { ...pieces, "upload-offset": String(from) },
    body: wav.subarray(from, to),
  });
  const first = piece(0, half);
  expect((await ask("PATCH", where, first.headers, first.body)).status).toBe(204);
  const stranger = createApp(test.services, async () => ({ ...mayAll, id: "usr_other" }));
  expect((await stranger.request(where, { method: "HEAD", headers: tus })).status).toBe(404);
  const head = await ask("HEAD", where, tus);
  expect([head.status, head.headers.get("upload-offset")]).toEqual([200, String(half)]);
  expect((await app.request(where, { method: "PATCH", ...first })).status).toBe(409);
  const rest = piece(half, wav.length);
  const last = await ask("PATCH", where, rest.headers, rest.body);
  expect(last.status).toBe(200);
  expect(await last.json()).toMatchObject({ calls: [{ outcome: "created", stage: "hearing" }], problems: [] });
  const given = (await begin(10, { filename: "a.wav" })).headers.get("location") ?? "";
  expect((await ask("DELETE", given, tus)).status).toBe(204);
  expect((await app.request(given, { method: "HEAD", headers: tus })).status).toBe(404);
});

it("says what is wrong as problems do, in the reader's language", async () => {
  const begun = await begin(10, { filename: "a.txt" });
  const where = begun.headers.get("location") ?? "";
  const wrong: readonly [string, string, Record<string, string>, number, string, RegExp, RegExp][] = [
    ["POST", "/api/v1/uploads", { "upload-length": "1" }, 412, "upload.version", /请求头/u, /need the header/u],
    ["POST", "/api/v1/uploads", tus, 400, "upload.protocol", /不符合 tus/u, /not as tus/u],
    [
      "POST",
      "/api/v1/uploads",
      { ...tus, "upload-length": "3000000000" },
      413,
      "request.too-large",
      /超过了允许的 2 GB/u,
      /larger than the allowed 2 GB/u,
    ],
    [
      "POST",
      "/api/v1/uploads",
      { ...tus, "upload-length": "1", ...metadata({ call: "[" }) },
      400,
      "request.invalid",
      /应为/u,
      /expected a call record/u,
    ],
    [
      "PATCH",
      "/api/v1/uploads/none",
      { ...pieces, "upload-offset": "0" },
      404,
      "thing.not-found",
      /没有这个上传/u,
      /no upload/u,
    ],
    [
      "PATCH",
      where,
      { ...pieces, "upload-offset": "3" },
      409,
      "upload.offset",
      /续传的位置不对/u,
      /not where the upload/u,
    ],
  ];
  for (const [method, path, headers, status, code, zh, en] of wrong) {
    for (const [language, said] of [
      ["zh-CN", zh],
      ["en-GB", en],
    ] as const) {
      const answer = await app.request(path, { method, headers: { ...headers, "accept-language": language } });
      expect([answer.status, answer.headers.get("content-type")], code).toEqual([status, "application/problem+json"]);
      expect(answer.headers.get("tus-resumable")).toBe("1.0.0");
      expect(await answer.json()).toMatchObject({ code, title: expect.stringMatching(said) });
    }
  }
});

it.each([
  ["zh", /请转换为其中之一:call-record/u],
  ["en", /convert it to one of call-record/u],
])(
  "says in %s what became of a file that could not be read, without words of a command line",
  async (language, said) => {
    const text = "once upon a time";
    const where = (await begin(text.length, { filename: "a.bin" })).headers.get("location") ?? "";
    const headers = { ...pieces, "upload-offset": "0", "accept-language": language };
    const answer = (await (await ask("PATCH", where, headers, text)).json()) as {
      problems: { problem: { title: string } }[];
    };
    expect(answer.problems[0]?.problem.title).toMatch(said);
    expect(JSON.stringify(answer)).not.toContain("--format");
  },
);
