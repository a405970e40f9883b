// Calls that began when it is asked for, and calls that began another time or nobody knows when.
import type { OperatorExamples } from "../../operator.ts";

export const examples: OperatorExamples = {
  accept: [
    {
      title: "in the morning, by its own clock",
      params: { between: ["00:00", "12:00"] },
      call: { startedAt: "2026-03-02T09:14:05+08:00" },
    },
    {
      title: "a morning in Shanghai that is night in Greenwich",
      params: { between: ["06:00", "12:00"] },
      call: { startedAt: "2026-03-02T07:30:00+08:00" },
    },
    {
      title: "over midnight",
      params: { between: ["22:00", "06:00"] },
      call: { startedAt: "2026-03-02T00:10:00+08:00" },
    },
    {
      title: "on a Sunday",
      params: { weekday: ["saturday", "sunday"] },
      call: { startedAt: "2026-03-01T09:00:00+08:00" },
    },
    {
      title: "on a holiday",
      params: { holiday: true },
      call: { startedAt: "2026-10-01T23:59:00+08:00" },
      evidence: { value: "国庆节" },
    },
    { title: "on a holiday by name", params: { holiday: "元旦" }, call: { startedAt: "2026-01-01T08:00:00+08:00" } },
    {
      title: "the last day belongs to it",
      params: { from: "2026-03-01", to: "2026-03-31" },
      call: { startedAt: "2026-03-31T20:00:00+08:00" },
    },
    {
      title: "a UTC instant, by the clock of a named place",
      params: { between: ["00:00", "12:00"], offset: "+08:00" },
      call: { startedAt: "2026-03-01T23:30:00Z" },
      evidence: { value: "2026-03-02T07:30:00.000+08:00" },
    },
  ],
  reject: [
    {
      title: "UTC morning is evening there",
      params: { between: ["00:00", "12:00"], offset: "+08:00" },
      call: { startedAt: "2026-03-02T11:00:00Z" },
    },
    {
      title: "at noon sharp the morning is over",
      params: { between: ["00:00", "12:00"] },
      call: { startedAt: "2026-03-02T12:00:00+08:00" },
    },
    {
      title: "a weekday",
      params: { weekday: ["saturday", "sunday"] },
      call: { startedAt: "2026-03-02T09:00:00+08:00" },
    },
    { title: "another holiday", params: { holiday: ["元旦"] }, call: { startedAt: "2026-10-01T09:00:00+08:00" } },
    {
      title: "no holiday asked for, but it is one",
      params: { holiday: false },
      call: { startedAt: "2026-10-01T09:00:00+08:00" },
    },
    {
      title: "a holiday, but in the afternoon",
      params: { holiday: true, between: ["00:00", "12:00"] },
      call: { startedAt: "2026-10-01T15:00:00+08:00" },
    },
  ],
  unknown: [
    {
      title: "UTC does not say what the clock there showed",
      params: { between: ["00:00", "12:00"] },
      call: { startedAt: "2026-03-02T01:00:00Z" },
    },
    { title: "nobody knows when it began", params: { between: ["00:00", "12:00"] }, call: {} },
  ],
};
