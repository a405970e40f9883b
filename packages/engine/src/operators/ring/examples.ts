// Phones that rang too long, and phones that did not or nobody knows.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "after the third ring",
      params: { count: { above: 3 } },
      call: { ring: { count: 4 } },
      evidence: { value: 4 },
    },
    { title: "longer than ten seconds", params: { ms: { above: 10000 } }, call: { ring: { ms: 12000 } } },
    {
      title: "counted from the time",
      params: { count: { above: 3 }, msPerRing: 5000 },
      call: { ring: { ms: 16000 } },
      evidence: { value: 4 },
    },
    {
      title: "long enough whenever in the last ring it was answered",
      params: { ms: { above: 10000 }, msPerRing: 5000 },
      call: { ring: { count: 4 } },
    },
  ],
  reject: [
    { title: "within three rings", params: { count: { above: 3 } }, call: { ring: { count: 3 } } },
    {
      title: "at the end of the third ring",
      params: { count: { above: 3 }, msPerRing: 5000 },
      call: { ring: { ms: 15000 } },
    },
    {
      title: "the count in the record goes before the time",
      params: { count: { above: 3 }, msPerRing: 5000 },
      call: { ring: { ms: 60000, count: 2 } },
    },
    {
      title: "often enough, but not long enough",
      params: { count: { above: 3 }, ms: { above: 30000 } },
      call: { ring: { ms: 20000, count: 4 } },
    },
  ],
  unknown: [
    { title: "the record says nothing", params: { count: { above: 3 } }, call: {} },
    { title: "a time is no number of rings", params: { count: { above: 3 } }, call: { ring: { ms: 16000 } } },
    {
      title: "it depends on when in the last ring it was answered",
      params: { ms: { above: 10000 }, msPerRing: 5000 },
      call: { ring: { count: 3 } },
    },
  ],
};
