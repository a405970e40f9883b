// A calendar of holidays from text: `2026-10-01: 国庆节` a line; `10-01: 国庆节` stands for every year.
import { AppError } from "@tingheng/domain";
import type { HolidayCalendar } from "../../operator.ts";

const line = /^((?:\d{4}-)?\d{2}-\d{2})\s*[::]\s*(\S.*)$/;

/**
 * Empty lines and lines that begin with # are skipped. Several names of one day are joined with 、.
 * @throws AppError `standard.invalid` naming the line that can't be read
 */
export function holidayCalendar(text: string): HolidayCalendar {
  const days = new Map<string, string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const one = raw.trim();
    if (one === "" || one.startsWith("#")) continue;
    const [, day, name] = line.exec(one) ?? [];
    if (day === undefined || name === undefined || !isDay(day)) {
      throw new AppError("standard.invalid", {
        where: `${index + 1}`,
        expected: "2026-10-01: 国庆节 | 10-01: 国庆节",
        found: one,
      });
    }
    const known = days.get(day);
    days.set(day, known === undefined ? name.trim() : `${known}、${name.trim()}`);
  }
  return days;
}

/** The names of a day, those of every year included; none where it is no holiday. */
export function holidaysOn(calendar: HolidayCalendar, day: string): readonly string[] {
  const names = [calendar.get(day), calendar.get(day.slice(5))].flatMap((name) => name?.split("、") ?? []);
  return [...new Set(names.map((name) => name.trim()))];
}

function isDay(day: string): boolean {
  const whole = day.length === 5 ? `2024-${day}` : day;
  const date = new Date(`${whole}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(whole);
}
