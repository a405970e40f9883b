// Times as sources write them → milliseconds in a call, and wall clocks → instants.

/** Seconds, as a number or in digits → whole milliseconds. */
export function fromSeconds(seconds: number | string | undefined | null): number | undefined {
  if (seconds === undefined || seconds === null || seconds === "") return undefined;
  const value = Math.round(Number(seconds) * 1000);
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}

/** `1:02:03.250`, `02:03,25`, `00:12` → milliseconds; undefined for anything else. */
export function fromClock(text: string): number | undefined {
  const parts = /^(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = "0"] = parts;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, "0"));
}

/** The offset that Chinese services mean by a wall clock without one: Beijing time. */
export const beijingOffset = "+08:00";

/** `2026-03-02 09:14:05`, `2026/3/2 9:14`, or a whole ISO instant → ISO 8601 with an offset; undefined for anything else. */
export function instantOf(text: string, offset: string | undefined): string | undefined {
  const parts =
    /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(
      text,
    );
  if (!parts) return undefined;
  const [, year, month = "", day = "", hour = "", minute, second = "00", fraction = "", own] = parts;
  const zone = own ? own.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2") : offset;
  if (zone === undefined) return undefined;
  const instant = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${fraction}${zone}`;
  return Number.isNaN(Date.parse(instant)) ? undefined : instant;
}

/** Milliseconds since 1970 → the instant as a clock with that offset shows it. */
export function instantAt(epochMs: number, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? ["", "+", "00", "00"];
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return new Date(epochMs + shift).toISOString().replace(/(?:\.000)?Z$/, offset);
}

const two = (digits: string): string => digits.padStart(2, "0");
