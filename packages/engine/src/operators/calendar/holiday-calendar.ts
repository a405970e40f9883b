// Days by name from lines `2026-10-01: 国庆节`; a line `MM-DD: name` stands for every year.
import type { HolidayCalendar } from "../../operator.ts";

export function holidayCalendar(text: string): HolidayCalendar {
  const lines = text.split("\n").map((line) => /^\s*([\d-]{5,10})\s*:\s*(.+?)\s*$/u.exec(line));
  return new Map(
    lines.flatMap((match) =>
      match?.[1] === undefined || match[2] === undefined ? [] : [[match[1], match[2]] as const],
    ),
  );
}
