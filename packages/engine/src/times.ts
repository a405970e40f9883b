// "At least so many times": sure places make it yes, unsure ones and missing fields can only make it unknown.
import { absent, type Detection, detection, type Hit } from "./detection.ts";

export function atLeastTimes(
  times: number,
  hits: readonly Hit[],
  maybe: readonly Hit[] = [],
  missing: readonly string[] = [],
): Detection {
  if (hits.length >= times) return detection(hits, maybe, missing);
  if (missing.length === 0 && hits.length + maybe.length < times) return absent;
  return detection([], [...hits, ...maybe], missing);
}
