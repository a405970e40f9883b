// Calls that were passed on in the way asked for, and calls that were not or nobody knows.
import type { OperatorExamples } from "../../operator.ts";

const blind = { transfers: [{ kind: "blind" as const, atMs: 70000, to: "8020" }] };

export const examples: OperatorExamples = {
  accept: [
    { title: "at least one", params: true, call: blind },
    { title: "blind", params: "blind", call: blind, evidence: { value: "blind" } },
    {
      title: "more than once",
      params: { count: { above: 1 } },
      call: { transfers: [...blind.transfers, { kind: "attended", atMs: 90000 }] },
    },
    { title: "none", params: false, call: { transfers: [] } },
    { title: "to a range", params: { to: "80" }, call: blind },
  ],
  reject: [
    { title: "none", params: true, call: { transfers: [] } },
    { title: "attended, not blind", params: "blind", call: { transfers: [{ kind: "attended", atMs: 70000 }] } },
    { title: "once is not twice", params: { count: { atLeast: 2 } }, call: blind },
    { title: "to somebody else", params: { to: ["90"] }, call: blind },
  ],
  unknown: [
    { title: "the record says nothing of transfers", params: true, call: {} },
    { title: "nothing known is not none", params: false, call: {} },
    { title: "it does not say how", params: "blind", call: { transfers: [{ kind: "unknown", atMs: 70000 }] } },
  ],
};
