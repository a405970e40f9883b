// tingheng schema: the published JSON Schemas.
import { AppError, callRecordJsonSchema, judgementJsonSchema } from "@tingheng/domain";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

const schemas = { "call-record": callRecordJsonSchema, judgement: judgementJsonSchema } as const;

export function addSchema(program: Command, cli: Cli): void {
  const known = Object.keys(schemas).join(", ");
  program
    .command("schema")
    .description(cli.say({ zh: "输出 JSON Schema", en: "print a JSON Schema" }))
    .argument("<name>", known)
    .action((name: string) => {
      const schema = Object.entries(schemas).find(([id]) => id === name)?.[1];
      if (schema === undefined) throw new AppError("usage", { problem: `schema ${name}: ${known}` });
      cli.print(`${JSON.stringify(schema(), null, 2)}\n`);
    });
}
