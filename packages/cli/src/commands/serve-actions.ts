// Runs the service until it is told to stop.
import { once } from "node:events";
import { type RunningService, readConfig, startService } from "@tingheng/server";
import type { Cli } from "../cli.ts";

export interface ServeOptions {
  readonly folder?: string;
  readonly host?: string;
  readonly port?: string;
  readonly part?: string;
}

/** @param begun runs once it answers */
export async function serve(
  { folder, host, port, part }: ServeOptions,
  cli: Cli,
  begun: (services: RunningService["services"]) => Promise<void> = async () => {},
): Promise<void> {
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
  try {
    await begun(running.services);
  } catch (error) {
    await running.stop();
    throw error;
  }
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  cli.tell(cli.say({ zh: "正在停止……", en: "stopping …" }));
  await running.stop();
}
