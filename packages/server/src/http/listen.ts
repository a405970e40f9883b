// The application on a port; it stops by finishing what it began.
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { AppError } from "@tingheng/domain";
import type { Config } from "../config.ts";
import type { Api } from "./api.ts";

export interface Listening {
  readonly url: string;
  close(graceMs: number): Promise<void>;
}

/** @throws AppError `start.port-taken` */
export async function listen(app: Api, { host, port, base_path }: Config): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new AppError("start.port-taken", { port: String(port) }) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}${base_path}`,
    close(graceMs) {
      return new Promise((resolve) => {
        const cut = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      });
    },
  };
}
