// What an operator says of one telephone system: the offset of its clock, its extensions and trunks, its naming of files.
import { AppError, Direction, HangupParty } from "@tingheng/domain";
import { z } from "zod";
import { parseNamePattern } from "./name-pattern.ts";

/** The fields that a column of a table may hold. */
export const tableFields = [
  "id",
  "linkedId",
  "recording",
  "startedAt",
  "lastUpdate",
  "direction",
  "callerNumber",
  "calledNumber",
  "queue",
  "campaign",
  "agentId",
  "agentName",
  "agentTeam",
  "agentDesk",
  "customerName",
  "customerNumber",
  "ringMs",
  "ringSeconds",
  "ringCount",
  "hangupBy",
  "holds",
  "disposition",
] as const;
export type TableField = (typeof tableFields)[number];

/** Settings of one source. Everything has a default but the columns of a table nobody knows. */
export const SourceSettings = z.strictObject({
  utcOffset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/)
    .default("+08:00")
    .describe("Offset of wall clocks that come without one 没有时区的时间所用的时差"),
  extensionDigits: z
    .strictObject({ min: z.int().min(1).max(15), max: z.int().min(1).max(15) })
    .default({ min: 2, max: 6 })
    .describe("How many digits an agent's extension has 坐席分机号的位数"),
  trunks: z.array(z.string()).default([]).describe("Names of trunks and gateways 中继与网关的名称"),
  namePatterns: z
    .array(
      z
        .string()
        .max(300)
        .refine((text) => !(parseNamePattern(text) instanceof AppError), {
          error: "a naming pattern such as {date:YYYYMMDD}-{extension}-{uniqueid}.wav",
        }),
    )
    .default([])
    .describe("Naming of recordings, e.g. {date:YYYYMMDD}-{extension}-{uniqueid}.wav 录音文件命名规则"),
  columns: z
    .partialRecord(z.enum(tableFields), z.string().min(1))
    .default({})
    .describe("Which column of a table holds which field 表格的列与字段的对应"),
  hangupWords: z
    .record(z.string(), HangupParty)
    .default({})
    .describe("What the table's own words for the ending party mean 表格中挂机方用语的含义"),
  directionWords: z
    .record(z.string(), Direction)
    .default({})
    .describe("What the table's own words for the direction mean 表格中呼叫方向用语的含义"),
});
export type SourceSettings = z.infer<typeof SourceSettings>;

/** 8012 is an extension, 13800000000 is not. */
export function isExtension(number: string | undefined, { extensionDigits }: SourceSettings): boolean {
  if (number === undefined || !/^\d+$/.test(number)) return false;
  return number.length >= extensionDigits.min && number.length <= extensionDigits.max;
}
