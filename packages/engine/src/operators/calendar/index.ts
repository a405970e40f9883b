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
    offset: z
      .string()
      .regex(/^[+-]\d{2}:[0-5]\d$/, "an offset such as +08:00")
      .optional()
      .describe("the clock to go by; that of the call record unless given"),
  })
  .refine(({ offset: _, ...conditions }) => Object.values(conditions).some((one) => one !== undefined), {
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
    const local = localTime(startedAt, params.offset);
    if (local === undefined) return missingFields("startedAt.offset");
    const day = local.slice(0, 10);
    const names = params.holiday === undefined ? [] : holidaysOn(context.holidays, day);
    const all = inDay(params, local.slice(11, 16)) && inDates(params, day) && onHoliday(params, names);
    if (!all) return absent;
    const value = names.length > 0 ? names.join("、") : local;
    return detection([{ measure: "startedAt", value, threshold: described(params) }]);
  };
}

/** Date and time as the clock on the wall shows them; undefined for an instant in UTC (Z), which does not say where it was. */
function localTime(instant: string, offset: string | undefined): string | undefined {
  if (offset === undefined) return /z$/i.test(instant) ? undefined : instant;
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  const ahead = (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(Date.parse(instant) + ahead).toISOString().replace("Z", offset);
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
