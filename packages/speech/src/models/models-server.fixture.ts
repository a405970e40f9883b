// A server of model files that does what such servers do: ranges, redirections, sums of large files; and what they shouldn't.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ModelsServer extends AsyncDisposable {
  readonly base: string;
  /** What was asked for, with the range. */
  readonly asked: string[];
  /** Files by path; may be changed while it runs. */
  readonly files: Map<string, Uint8Array>;
  /** Hangs up after so many bytes, so many times. */
  breaks: { afterBytes: number; times: number };
  /** Answers with this status, so many times. */
  refuses: { status: number; times: number };
  /** Sends to another address first, which says the sum, as Hugging Face does. */
  redirects: boolean;
  /** Says a sum that isn't the file's. */
  lies: boolean;
  ranges: boolean;
}

export async function modelsServer(files: Readonly<Record<string, Uint8Array>>): Promise<ModelsServer> {
  const server = createServer((request, response) => answer(self, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: ModelsServer = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    files: new Map(Object.entries(files)),
    breaks: { afterBytes: 0, times: 0 },
    refuses: { status: 503, times: 0 },
    redirects: false,
    lies: false,
    ranges: true,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function answer(self: ModelsServer, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? "/", self.base);
  const path = decodeURIComponent(pathname).replace(/^\/cdn/u, "");
  const bytes = self.files.get(path);
  self.asked.push([pathname, request.headers.range].filter(Boolean).join(" "));
  if (self.refuses.times > 0) {
    self.refuses.times--;
    response.writeHead(self.refuses.status).end();
  } else if (bytes === undefined) response.writeHead(404).end("Entry not found");
  else if (self.redirects && !pathname.startsWith("/cdn/"))
    response
      .writeHead(302, {
        location: `/cdn${pathname}?signature=1`,
        "x-linked-etag": `"${self.lies ? "0".repeat(64) : sumOf(bytes)}"`,
        "x-linked-size": bytes.length,
      })
      .end();
  else send(self, request, response, bytes);
}

function send(self: ModelsServer, request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const etag = `"${sumOf(bytes).slice(0, 16)}"`;
  const { range, "if-range": condition } = request.headers;
  const same = condition === undefined || condition === etag;
  const from = self.ranges && same ? Number(/^bytes=(\d+)-$/u.exec(range ?? "")?.[1] ?? 0) : 0;
  if (from >= bytes.length) return void response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
  const part = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    etag,
    "content-length": part.length,
    ...(from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  if (self.breaks.times === 0) return void response.end(part);
  self.breaks.times--;
  response.write(part.subarray(0, self.breaks.afterBytes), () => setTimeout(() => response.destroy(), 50));
}
