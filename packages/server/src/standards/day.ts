// The day of the calendar on which an instant falls here.
import type { Day } from "@tingheng/domain";

/** By the clock on the wall of this machine, as the calls of its centre have it. */
export function dayOf(at: Date): Day {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
