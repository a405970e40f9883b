// The option --format: one of the known formats.
import { AppError } from "@tingheng/domain";
import { findFormat, formats } from "@tingheng/formats";

/** @throws AppError `usage`, with the formats there are */
export function knownFormat(id: string): string {
  if (findFormat(id) !== undefined) return id;
  throw new AppError("usage", { problem: `--format ${id}: ${formats.map((format) => format.id).join(", ")}` });
}
