// The calendar's text, and the calendar of mainland China that is shipped.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { holidayCalendar, holidaysOn } from "./holiday-calendar.ts";

const china = new URL("../../../../../calendars/china.txt", import.meta.url);

describe("holiday calendar", () => {
  it("reads days of one year, days of every year, remarks and empty lines", () => {
    const calendar = holidayCalendar("# remark\n\n2026-02-17: 春节\r\n10-01:国庆节\n");
    expect(holidaysOn(calendar, "2026-02-17")).toEqual(["春节"]);
    expect(holidaysOn(calendar, "2031-10-01")).toEqual(["国庆节"]);
    expect(holidaysOn(calendar, "2027-02-17")).toEqual([]);
  });

  it("joins several names of one day", () => {
    expect(holidaysOn(holidayCalendar("2020-10-01: 中秋节\n10-01: 国庆节"), "2020-10-01")).toEqual([
      "中秋节",
      "国庆节",
    ]);
  });

  it("names the line that it can't read", () => {
    expect(() => holidayCalendar("10-01: 国庆节\n2026-02-30: 春节")).toThrow(/2026-02-30/);
  });

  it("ships the holidays of mainland China", () => {
    const calendar = holidayCalendar(readFileSync(china, "utf8"));
    expect(holidaysOn(calendar, "2030-05-01")).toEqual(["劳动节"]);
    expect(holidaysOn(calendar, "2026-02-16")).toEqual(["除夕", "春节"]);
    expect(holidaysOn(calendar, "2025-10-06")).toEqual(["中秋节"]);
  });
});
