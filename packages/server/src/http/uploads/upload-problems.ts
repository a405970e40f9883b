// What tus refuses, as problems like all others: its own answers are English text without a code.
import { AppError } from "@tingheng/domain";
import { largestRecordingBytes } from "../../intake/take-file.ts";

/**
 * @param answer of the tus server, 400 or above
 * @param thrown what it was made from, where something was thrown
 * @param id of the upload, where there is one
 */
export async function problemOfUpload(answer: Response, thrown: unknown, id = ""): Promise<Error> {
  if (thrown instanceof AppError) return thrown;
  const said = (await answer.text()).trim();
  // It waits for whoever holds the upload, and gives up.
  if (said.startsWith("failed to acquire lock")) return new AppError("upload.busy");
  if (answer.status >= 500 && answer.status !== 501) return thrown instanceof Error ? thrown : new Error(said);
  switch (answer.status) {
    case 404:
    case 410:
      return new AppError("thing.not-found", { what: "upload", id });
    case 409:
      return new AppError("upload.offset");
    case 412:
      return new AppError("upload.version");
    case 413:
      return new AppError("request.too-large", { allowed: `${largestRecordingBytes / 1_000_000_000} GB` });
    default:
      return new AppError("upload.protocol", { problem: said });
  }
}
