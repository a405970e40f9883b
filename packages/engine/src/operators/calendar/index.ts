// Calendar 日历: when the call began, by the clock, weekday, date and holidays of the place where it was made.
import { z } from "zod";
import { absent, detection, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { holidaysOn } from "./holiday-calendar.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time such as 09:00");
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const asList = (value: unknown) => (Array.isArray(value) || value === undefined ? value : [value]);

const Params = z
  .strictObject({
    between: z
      .tuple([clock, clock])
      .optional()
      .describe("time of day, from (included) to (not included); may run over midnight"),
    weekday: z
      .preprocess(asList, z.array(z.enum(weekdays)).min(1).optional())
      .describe("one of these days of the week"),
    holiday: z
      .union([z.boolean(), z.string().transform((name) => [name]), z.array(z.string()).min(1)])
      .optional()
      .describe("true: any holiday of the calendar; a name, or several; false: no holiday"),
    from: z.iso.date().optional().describe("not before this day"),
    to: z.iso.date().optional().describe("not after this day"),
  })
  .refine((value) => Object.values(value).some((one) => one !== undefined), {
    error: "one at least of between, weekday, holiday, from, to",
  })
  .refine((value) => value.from === undefined || value.to === undefined || value.from <= value.to, {
    error: "from not after to",
  });
type Params = z.output<typeof Params>;

export const calendar = defineOperator({
  id: "calendar",
  title: { zh: "日历", en: "Calendar" },
  summary: {
    zh: "通话开始的时刻、星期、日期或节假日。",
    en: "The time of day, weekday, date or holiday on which the call began.",
  },
  params: Params,
  by: "any",
  compile: compileCalendar,
});

function compileCalendar(params: Params, context: OperatorContext): Detector {
  return ({ call }) => {
    const { startedAt } = call;
    if (startedAt === undefined) return missingFields("startedAt");
    if (params.holiday !== undefined && context.holidays.size === 0) return missingFields("holidays");
    // The record writes the instant with the offset of its own place, so its first characters are the local date and time.
    const day = startedAt.slice(0, 10);
    const names = params.holiday === undefined ? [] : holidaysOn(context.holidays, day);
    const all = inDay(params, startedAt.slice(11, 16)) && inDates(params, day) && onHoliday(params, names);
    if (!all) return absent;
    const value = names.length > 0 ? names.join("、") : startedAt;
    return detection([{ measure: "startedAt", value, threshold: described(params) }]);
  };
}

function inDay({ between }: Params, time: string): boolean {
  if (between === undefined) return true;
  const [from, to] = between;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

function inDates({ weekday, from, to }: Params, day: string): boolean {
  if ((from !== undefined && day < from) || (to !== undefined && day > to)) return false;
  const name = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
  return weekday === undefined || weekday.some((one) => one === name);
}

function onHoliday({ holiday }: Params, names: readonly string[]): boolean {
  if (holiday === undefined) return true;
  if (typeof holiday === "boolean") return names.length > 0 === holiday;
  return holiday.some((name) => names.includes(name));
}

function described({ between, weekday, holiday, from, to }: Params): string {
  const parts = [between?.join("–"), weekday?.join("/"), from, to, holiday === undefined ? undefined : String(holiday)];
  return parts.filter((part) => part !== undefined).join(" ");
}
