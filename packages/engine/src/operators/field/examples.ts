// Call records whose fields compare as asked, and records whose fields do not or are missing.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "a flag",
      params: { path: "outcome.activated", is: true },
      call: { outcome: { activated: true } },
      evidence: { value: true },
    },
    { title: "another desk", params: { path: "agent.desk", isNot: "10088" }, call: { agent: { desk: "2001" } } },
    {
      title: "one of several, in the other script",
      params: { path: "queue", in: ["电信", "移动"] },
      call: { queue: "電信" },
    },
    {
      title: "a number written as text",
      params: { path: "extra.waited", above: 60 },
      call: { extra: { waited: "75" } },
    },
    {
      title: "between, both ends included",
      params: { path: "ring.count", between: [2, 3] },
      call: { ring: { count: 3 } },
    },
    {
      title: "an entry of a list",
      params: { path: "extra.tags", contains: ["投诉"] },
      call: { extra: { tags: ["老客户", "投诉"] } },
    },
    {
      title: "a field of a list's entries",
      params: { path: "transfers.kind", is: "blind" },
      call: { transfers: [{ kind: "blind", atMs: 5 }] },
    },
    {
      title: "a pattern",
      params: { path: "customer.number", matches: "^1[3-9]" },
      call: { customer: { number: "13800000000" } },
    },
    {
      title: "a missing field that must not exist",
      params: { path: "customer.attributes.minor", exists: false },
      call: {},
    },
    {
      title: "a later day",
      params: { path: "startedAt", after: "2026-01-01" },
      call: { startedAt: "2026-01-02T00:30:00+08:00" },
    },
    {
      title: "an attribute",
      params: { path: "customer.attributes.minor", is: true },
      call: { customer: { attributes: { minor: true } } },
    },
  ],
  reject: [
    { title: "the same desk", params: { path: "agent.desk", isNot: "10088" }, call: { agent: { desk: "10088" } } },
    {
      title: "the limit itself is not above it",
      params: { path: "extra.waited", above: 60 },
      call: { extra: { waited: 60 } },
    },
    { title: "not one of them", params: { path: "queue", in: ["售后"] }, call: { queue: "销售" } },
    {
      title: "the same day is not after it",
      params: { path: "startedAt", after: "2026-01-02" },
      call: { startedAt: "2026-01-02T23:59:00+08:00" },
    },
    { title: "a missing field does not exist", params: { path: "agent.team", exists: true }, call: {} },
    { title: "a text is no number", params: { path: "extra.waited", atMost: 60 }, call: { extra: { waited: "很久" } } },
    {
      title: "one comparison of two fails",
      params: { path: "agent.id", isNot: "1", matches: "^8" },
      call: { agent: { id: "9001" } },
    },
    {
      title: "a forbidden entry is in the list",
      params: { path: "extra.tags", notContains: ["投诉"] },
      call: { extra: { tags: ["投诉"] } },
    },
  ],
  unknown: [
    { title: "the field is missing", params: { path: "outcome.activated", is: true }, call: {} },
    {
      title: "missing is not different either",
      params: { path: "agent.desk", isNot: "10088" },
      call: { agent: { id: "1" } },
    },
    {
      title: "the field says that it is not known",
      params: { path: "hangup.by", isNot: "agent" },
      call: { hangup: { by: "unknown" } },
    },
  ],
};
