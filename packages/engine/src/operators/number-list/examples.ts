// Numbers that are in a list however they are written, and numbers that are not or can't be told.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "a prefix",
      params: { field: "callerNumber", prefixes: ["130", "131"] },
      call: { callerNumber: "13100000000" },
    },
    {
      title: "with country and marks",
      params: { field: "customer.number", in: "13800000000" },
      call: { customer: { number: "+86 138-0000-0000" } },
    },
    {
      title: "a carrier",
      params: { field: "trunk.carrier", in: ["China-Unicom"] },
      call: { trunk: { carrier: "china-unicom" } },
    },
    {
      title: "none of our ranges",
      params: { field: "callerNumber", prefixes: ["10088"], not: true },
      call: { callerNumber: "13100000000" },
    },
    {
      title: "a masked number whose range is known",
      params: { field: "customer.number", prefixes: ["138"] },
      call: { customer: { number: "138****0000" } },
    },
  ],
  reject: [
    {
      title: "another range",
      params: { field: "callerNumber", prefixes: ["130"] },
      call: { callerNumber: "13800000000" },
    },
    {
      title: "the digits stand inside, not at the beginning",
      params: { field: "callerNumber", prefixes: ["130"] },
      call: { callerNumber: "02113000000" },
    },
    {
      title: "a longer number is another number",
      params: { field: "calledNumber", in: ["10088"] },
      call: { calledNumber: "100881" },
    },
    {
      title: "a landline that begins with 86",
      params: { field: "callerNumber", prefixes: ["12"] },
      call: { callerNumber: "8612345" },
    },
  ],
  unknown: [
    { title: "no number", params: { field: "callerNumber", prefixes: ["130"] }, call: {} },
    {
      title: "masked where it decides",
      params: { field: "customer.number", in: ["13800001234"] },
      call: { customer: { number: "138****1234" } },
    },
    {
      title: "no number is not a foreign number",
      params: { field: "callerNumber", prefixes: ["130"], not: true },
      call: {},
    },
  ],
};
