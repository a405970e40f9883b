#!/usr/bin/env node
// tingheng: the command line. Expected failures are told in one sentence; this is the only place that reports them.
import { AppError } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge/files";
import { Command, Option } from "commander";
import { cliIn, exits } from "./cli.ts";
import { addAudit } from "./commands/audit.ts";
import { addBackup } from "./commands/backup.ts";
import { addConvert } from "./commands/convert.ts";
import { addDemo } from "./commands/demo.ts";
import { addInspect } from "./commands/inspect.ts";
import { addListen } from "./commands/listen.ts";
import { addModels } from "./commands/models.ts";
import { addSchema } from "./commands/schema.ts";
import { addServe } from "./commands/serve.ts";
import { addStandards } from "./commands/standards.ts";
import { languageOf, wantedIn } from "./language.ts";

const cli = cliIn(languageOf(process.env, wantedIn(process.argv)));

const program = new Command("tingheng")
  .description(cli.say({ zh: "听衡:通话质检", en: "Tingheng: call quality assurance" }))
  .version("0.1.0")
  .option(
    "--data <folder>",
    cli.say({ zh: "标准、语义、问卷所在的文件夹", en: "folder of standards, meanings and questionnaires" }),
    ownData,
  )
  .addOption(
    new Option("--lang <zh|en>", cli.say({ zh: "提示语言", en: "language of messages" })).choices(["zh", "en"]),
  )
  .exitOverride();

addInspect(program, cli);
addListen(program, cli);
addModels(program, cli);
addStandards(program, cli);
addConvert(program, cli);
addSchema(program, cli);
addAudit(program, cli);
addServe(program, cli);
addDemo(program, cli);
addBackup(program, cli);

// A reader that closes its end of the pipe (`| head`) ends the run quietly.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof AppError) {
    cli.tell(cli.explain(error));
    return exits.nothing;
  }
  const said = error as { code?: string; exitCode?: number };
  if (said.code?.startsWith("commander.") === true) return said.exitCode === 0 ? exits.ok : exits.nothing;
  throw error;
}
