// How large a request may be; more is refused while it is read.
import { AppError } from "@tingheng/domain";
import { bodyLimit } from "hono/body-limit";

const megabyte = 1024 * 1024;

/** @throws AppError `request.too-large` */
export function atMostMegabytes(megabytes: number) {
  return bodyLimit({
    maxSize: megabytes * megabyte,
    onError: () => {
      throw new AppError("request.too-large", { allowed: `${megabytes} MB` });
    },
  });
}
