// Loading the program and compiling standards leave several times the memory behind that judging needs. V8 would keep it for later,
// in every thread.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { readonly type: "major"; readonly flavor: "last-resort" }) => void;

/** Collects all garbage of this thread and gives its room back to the system. */
export function returnMemory(): void {
  setFlagsFromString("--expose-gc");
  const collect: Collect = runInNewContext("gc");
  collect({ type: "major", flavor: "last-resort" });
}
