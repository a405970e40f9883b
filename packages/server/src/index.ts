// The server 服务: the only place where everything is put together.
export { type Config, readConfig } from "./config.ts";
export { type RunningService, startService } from "./main.ts";
