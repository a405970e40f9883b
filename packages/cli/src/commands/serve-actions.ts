// Runs the service until it is told to stop.
import { once } from "node:events";
import { readConfig, startService } from "@tingheng/server";
import type { Cli } from "../cli.ts";

export interface ServeOptions {
  readonly folder?: string;
  readonly host?: string;
  readonly port?: string;
  readonly part?: string;
}

export async function serve({ folder, host, port, part }: ServeOptions, cli: Cli): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(folder === undefined ? {} : { TINGHENG_FOLDER: folder }),
    ...(host === undefined ? {} : { TINGHENG_HOST: host }),
    ...(port === undefined ? {} : { TINGHENG_PORT: port }),
    ...(part === undefined ? {} : { TINGHENG_PART: part }),
  });
  const running = await startService(config);
  if (running.url !== undefined) {
    cli.tell(cli.say({ zh: `听衡已启动:${running.url}/`, en: `Tingheng is running: ${running.url}/` }));
  }
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  cli.tell(cli.say({ zh: "正在停止……", en: "stopping …" }));
  await running.stop();
}
