// What went wrong while a call or a run over many was worked on in the background.
import type { ErrorEntries } from "./error-entries.ts";

export const workErrors = {
  "call.judging-too-long": {
    status: 500,
    zh: "评判这通通话用了超过 {seconds} 秒,已中止",
    en: "judging this call took longer than {seconds} seconds and was ended",
  },
  "work.failed": {
    status: 500,
    zh: "处理时出现意外错误:{problem}",
    en: "an unexpected error while this was worked on: {problem}",
  },
  "work.never-done": {
    status: 500,
    zh: "多次处理,处理进程每次都中途退出,原因不明",
    en: "each time this was worked on, the process ended before it was done; no error is known",
  },
} as const satisfies ErrorEntries;
