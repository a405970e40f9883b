import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { AppError } from "@tingheng/domain";
import { afterEach, describe, expect, test } from "vitest";
import { certificateFor } from "./certificate.fixture.ts";
import { type FetchSettings, fetchRecording } from "./fetch-recording.ts";

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function started(server: Server): Promise<number> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A telephone system on the local network. */
const pbx = (listener: RequestListener) => started(createServer(listener));

const house: FetchSettings = {
  allowedHosts: ["pbx.lan"],
  resolve: async () => ["127.0.0.1"],
  limits: { totalMs: 5_000, stallMs: 2_000 },
};

async function read(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function fetched(url: string, settings: FetchSettings = house): Promise<string> {
  return read((await fetchRecording(url, settings)).bytes);
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "fetched",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe("a telephone system that is listed", () => {
  test("gives its recording, with name, kind and size", async () => {
    const port = await pbx((_, answer) => {
      answer.setHeader("content-type", "audio/x-wav; charset=binary");
      answer.setHeader("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent("../回访 1.wav")}`);
      answer.setHeader("content-length", 5);
      answer.end("sound");
    });
    const { bytes, ...rest } = await fetchRecording(`http://pbx.lan:${port}/rec/1?id=7`, house);
    expect(rest).toEqual({ fileName: "回访 1.wav", mediaType: "audio/x-wav", byteCount: 5 });
    expect(await read(bytes)).toBe("sound");
  });

  test.each([
    [undefined, "/rec/2026/out-1.wav", "out-1.wav"],
    ['attachment; filename="..\\\\..\\\\a.wav"', "/x", "a.wav"],
    [`attachment; filename=${Buffer.from("录音.wav").toString("latin1")}`, "/x", "录音.wav"],
    ['attachment; filename="../"', "/x.mp3", "x.mp3"],
    ["attachment; filename*=UTF-8''%E0%A4%A", "/x", "%E0%A4%A"],
    [undefined, "/..%2f..%2fetc%2fpasswd", "passwd"],
    [undefined, "/a%00%e2%80%aeb.wav", "ab.wav"],
    [undefined, "/", undefined],
  ])("%s and %s: called %s", async (disposition, path, name) => {
    const port = await pbx((_, answer) => {
      if (disposition !== undefined) answer.setHeader("content-disposition", disposition);
      answer.end("sound");
    });
    const { bytes, fileName } = await fetchRecording(`http://pbx.lan:${port}${path}`, house);
    expect(fileName).toBe(name);
    await read(bytes);
  });

  test.each([
    ["a name with its port", (port: number) => [`pbx.lan:${port}`], "fetched"],
    ["a name with another port", () => ["pbx.lan:1"], "fetch.internal"],
    ["its address", () => ["127.0.0.1"], "fetched"],
    ["its address with the port", (port: number) => [`127.0.0.1:${port}`], "fetched"],
    ["a range", () => ["127.0.0.0/8"], "fetched"],
    ["another range", () => ["10.0.0.0/8", "fd00::/8"], "fetch.internal"],
    ["a mapped address", () => ["[::ffff:127.0.0.1]"], "fetched"],
    ["a name in capitals with a dot", () => ["PBX.LAN."], "fetched"],
    ["another name", () => ["lan", "x.pbx.lan", "pbx.lan.x"], "fetch.internal"],
    ["nothing", () => [], "fetch.internal"],
  ])("listed as %s", async (_, allowedHosts, expected) => {
    const port = await pbx((_request, answer) => answer.end("sound"));
    const settings = { ...house, allowedHosts: allowedHosts(port) };
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`, settings))).toBe(expected);
  });

  test.each(["http://", "10.0.0.0/99", "a b", "pbx.lan/x", "", "x@y", "pbx.lan:port"])(
    "a setting that can't be read is refused: %s",
    async (entry) => {
      const settings = { ...house, allowedHosts: [entry] };
      expect(await codeOf(fetchRecording("https://files.example.com/a.wav", settings))).toBe("usage");
    },
  );

  test("no credentials and no cookies travel, on no step", async () => {
    const seen: IncomingHttpHeaders[] = [];
    const port = await pbx(({ headers, url }, answer) => {
      seen.push(headers);
      if (url === "/a") answer.writeHead(302, { location: "/b", "set-cookie": "session=1" }).end();
      else answer.end("sound");
    });
    expect(await fetched(`http://pbx.lan:${port}/a`)).toBe("sound");
    expect(seen.map((headers) => Object.keys(headers).sort())).toEqual(
      Array(2).fill(["accept", "accept-encoding", "connection", "host", "user-agent"]),
    );
    expect(seen[0]?.host).toBe(`pbx.lan:${port}`);
  });

  test("three redirects are followed, a fourth is not", async () => {
    const port = await pbx(({ url = "" }, answer) => {
      const left = Number(url.slice(1));
      if (left === 0) answer.end("sound");
      else answer.writeHead(left % 2 === 0 ? 307 : 303, { location: `/${left - 1}` }).end();
    });
    expect(await fetched(`http://pbx.lan:${port}/3`)).toBe("sound");
    expect(await codeOf(fetched(`http://pbx.lan:${port}/4`))).toBe("fetch.redirects");
  });

  test("the second address of a name is tried when the first one is closed", async () => {
    const port = await pbx((_, answer) => answer.end("sound"));
    const settings = { ...house, resolve: async () => ["127.0.0.3", "127.0.0.1"] };
    expect(await fetched(`http://pbx.lan:${port}/`, settings)).toBe("sound");
  });
});

test("a name that doesn't exist", async () => {
  const settings = { ...house, resolve: () => Promise.reject(new Error("ENOTFOUND")) };
  expect(await codeOf(fetched("https://nobody.example/", settings))).toBe("fetch.unreachable");
});

describe("over TLS", () => {
  const secure = (host: string) => {
    const { key, cert } = certificateFor(host);
    const server = createSecureServer({ key, cert }, (_, answer) => answer.end("sound"));
    return started(server).then((port) => ({ port, cert }));
  };

  test("the certificate has to be for the name, though the address is what is connected to", async () => {
    const right = await secure("pbx.lan");
    const wrong = await secure("other.lan");
    const certificates = [right.cert, wrong.cert];
    expect(await fetched(`https://pbx.lan:${right.port}/`, { ...house, certificates })).toBe("sound");
    expect(await codeOf(fetched(`https://pbx.lan:${wrong.port}/`, { ...house, certificates }))).toBe(
      "fetch.unreachable",
    );
  });

  test("a certificate that nobody vouches for is refused", async () => {
    const { port } = await secure("pbx.lan");
    expect(await codeOf(fetched(`https://pbx.lan:${port}/`))).toBe("fetch.unreachable");
  });
});

describe("a server that costs too much", () => {
  test("says it is too large", async () => {
    const port = await pbx((_, answer) => answer.writeHead(200, { "content-length": 3 * 1_024 ** 3 }).write("x"));
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.too-large");
  });

  test("is too large without saying so", async () => {
    const port = await pbx((_, answer) => {
      const more = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536)));
        answer.once("drain", more);
      };
      more();
    });
    const settings = { ...house, limits: { ...house.limits, maxBytes: 1_000_000 } };
    const { bytes } = await fetchRecording(`http://pbx.lan:${port}/`, settings);
    let count = 0;
    const reading = async () => {
      for await (const piece of bytes) count += piece.length;
    };
    expect(await codeOf(reading())).toBe("fetch.too-large");
    expect(count).toBeLessThanOrEqual(1_000_000);
  });

  test.each([
    ["never answers", (_: unknown) => {}, 100, "fetch.unreachable"],
    ["stops in the middle", (answer: NodeJS.WritableStream) => void answer.write("so"), 2_000, "fetch.too-slow"],
  ])("%s", async (_, respond, stallMs, code) => {
    const port = await pbx((_request, answer) => respond(answer));
    const settings = { ...house, limits: { totalMs: 30_000, stallMs } };
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`, settings))).toBe(code);
  });

  test("sends a little for ever", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const port = await pbx((request, answer) => {
      const drip = setInterval(() => answer.write("."), 10);
      request.on("close", () => {
        clearInterval(drip);
        closed();
      });
    });
    const settings = { ...house, limits: { totalMs: 1_500, stallMs: 10_000 } };
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`, settings))).toBe("fetch.too-slow");
    await gone;
  });

  test("sends a bomb that would unpack itself", async () => {
    const port = await pbx((_, answer) => {
      answer.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(10_000_000)));
    });
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.answer");
  });

  test.each([204, 206, 304, 404, 500])("answers with %d", async (status) => {
    const port = await pbx((_, answer) => void answer.writeHead(status).end());
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.answer");
  });

  test("hangs up early", async () => {
    const port = await pbx((_, answer) => {
      answer.writeHead(200, { "content-length": 100 });
      answer.write("so", () => answer.destroy());
    });
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.broken");
  });

  test("who stops reading closes the connection", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const port = await pbx((request, answer) => {
      request.on("close", () => closed());
      answer.write("so");
    });
    for await (const _ of (await fetchRecording(`http://pbx.lan:${port}/`, house)).bytes) break;
    await gone;
  });

  test("wants to speak something else", async () => {
    const port = await pbx(({ socket }) => {
      socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    });
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.unreachable");
  });

  test("promises an answer again and again", async () => {
    const port = await pbx((request, answer) => {
      const hints = setInterval(() => answer.writeProcessing(), 10);
      request.on("close", () => clearInterval(hints));
    });
    const settings = { ...house, limits: { totalMs: 5_000, stallMs: 200 } };
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`, settings))).toBe("fetch.unreachable");
  });

  test("speaks no HTTP, or heads without end", async () => {
    const port = await pbx(({ socket }) => void socket.end("SSH-2.0-OpenSSH\r\n"));
    expect(await codeOf(fetched(`http://pbx.lan:${port}/`))).toBe("fetch.unreachable");
    const long = await pbx((_, answer) => void answer.setHeader("x", "a".repeat(100_000)).end());
    expect(await codeOf(fetched(`http://pbx.lan:${long}/`))).toBe("fetch.unreachable");
  });
});

test("what a person is told hides passwords", async () => {
  const error = await fetchRecording("https://admin:secret@pbx.lan/x").catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).say("zh")).toBe("https://…@pbx.lan/x 不是可以取录音的网址");
});
