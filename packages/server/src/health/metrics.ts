// What is counted and measured of a running process, in the words of Prometheus. Labels are route patterns, queues and
// stages: nothing of a call or a person can get into them.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

interface Answered {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
}

/** What is asked for when somebody reads the figures. */
interface State {
  readonly jobs: readonly {
    readonly queue: string;
    readonly waiting: number;
    readonly active: number;
    readonly failed: number;
  }[];
  readonly oldestSeconds: ReadonlyMap<string, number>;
  readonly calls: ReadonlyMap<string, number>;
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number } | undefined;
}

export interface Metrics {
  answered(request: Answered): void;
  judged(calls: number): void;
  /** The text that a Prometheus server reads. */
  text(state: State): Promise<string>;
  readonly contentType: string;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function newMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "tingheng_" });
  const requests = new Histogram({
    name: "tingheng_http_request_duration_seconds",
    help: "Answered requests by route pattern",
    labelNames: ["route", "method", "status"],
    buckets: seconds,
    registers,
  });
  const judged = new Counter({
    name: "tingheng_calls_judged_total",
    help: "Calls judged by this process",
    registers,
  });
  const jobs = new Gauge({
    name: "tingheng_jobs",
    help: "Jobs by queue and state",
    labelNames: ["queue", "state"],
    registers,
  });
  const oldest = new Gauge({
    name: "tingheng_jobs_oldest_waiting_seconds",
    help: "How long the oldest job that could be taken waits",
    labelNames: ["queue"],
    registers,
  });
  const calls = new Gauge({
    name: "tingheng_calls",
    help: "Calls that are not judged, by stage",
    labelNames: ["stage"],
    registers,
  });
  const connections = new Gauge({
    name: "tingheng_database_connections",
    help: "Connections of this process to the database",
    labelNames: ["state"],
    registers,
  });
  return {
    answered: ({ route, method, status, ms }) => requests.observe({ route, method, status }, ms / 1000),
    judged: (count) => judged.inc(count),
    contentType: registry.contentType,
    text(state) {
      for (const gauge of [jobs, oldest, calls, connections]) gauge.reset();
      for (const { queue, ...states } of state.jobs)
        for (const [name, count] of Object.entries(states)) jobs.set({ queue, state: name }, count);
      for (const [queue, age] of state.oldestSeconds) oldest.set({ queue }, age);
      for (const [stage, count] of state.calls) calls.set({ stage }, count);
      for (const [name, count] of Object.entries(state.connections ?? {})) connections.set({ state: name }, count);
      return registry.metrics();
    },
  };
}
