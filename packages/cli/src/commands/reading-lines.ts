// What is told, on standard error, of inputs that could not be read and of files that nobody tried to read.
import { AppError } from "@tingheng/domain";
import type { Cli } from "../cli.ts";
import type { Failure } from "../inspect/tasks.ts";

export function tellFailed({ where, code, details }: Failure, cli: Cli): void {
  const said = cli.explain(new AppError(code, details));
  cli.tell(said.includes(where) ? said : `${where}: ${said}`);
}

export function tellPassedOver(path: string, cli: Cli): void {
  cli.tell(cli.say({ zh: `未读取(不是通话文件):${path}`, en: `not read (no file of calls): ${path}` }));
}
