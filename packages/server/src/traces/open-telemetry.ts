// Spans as OpenTelemetry sends them (OTLP over HTTP, JSON), to the address that is set. Loaded only where one is.
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  trace,
} from "@opentelemetry/api";
import { ExportResultCode, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";
import type { Collector, Work } from "./traces.ts";

interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Share of the traces that begin here; whoever asks with a trace decides for theirs. */
  readonly ratio: number;
  /** What this process does, and which release it is. */
  readonly part: string;
  readonly version: string;
  readonly log: Logger;
}

const sentEveryMs = 1_000;
/** Also the longest that stopping waits for the receiver. */
const patienceMs = 5_000;

const kinds: Readonly<Record<NonNullable<Work["kind"]> | "internal", SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

export function collectorAt({ url, headers, ratio, part, version, log }: Receiver): Collector {
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: patienceMs });
  const batches = { scheduledDelayMillis: sentEveryMs, exportTimeoutMillis: patienceMs };
  const provider = new TracerProvider({
    // Nothing is found out about the machine or who runs it.
    resource: resourceFromAttributes({
      "service.name": "tingheng",
      "service.version": version,
      "tingheng.part": part,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ ...batches, exporter: tellingOf(exporter, log) })],
  });
  const tracer = provider.getTracer("tingheng", version);
  const propagator: TextMapPropagator = new W3CTraceContextPropagator();
  return {
    begin({ name, kind, facts = {} }, parent) {
      const above =
        parent === undefined
          ? ROOT_CONTEXT
          : propagator.extract(ROOT_CONTEXT, present({ ...parent }), defaultTextMapGetter);
      const span = tracer.startSpan(name, { kind: kinds[kind ?? "internal"], attributes: { ...facts } }, above);
      const carrier: { traceparent?: string } = {};
      propagator.inject(trace.setSpan(ROOT_CONTEXT, span), carrier, defaultTextMapSetter);
      const fail = () => span.setStatus({ code: SpanStatusCode.ERROR });
      return {
        traceparent: carrier.traceparent ?? "",
        rename: (next) => void span.updateName(next),
        tell: (more) => {
          span.setAttributes({ ...more });
          if ("error.type" in more) fail();
        },
        end: (failure) => {
          if (failure !== undefined) {
            span.setAttribute("error.type", failure);
            fail();
          }
          span.end();
        },
      };
    },
    close: () => provider.shutdown().catch((error: unknown) => log.warn({ err: error }, "traces were not sent")),
  };
}

/** Says once that traces are lost, and once that they arrive again. */
function tellingOf(exporter: SpanExporter, log: Logger): SpanExporter {
  let lost = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !lost) log.warn({ err: result.error }, "traces can't be sent");
        if (!failed && lost) log.info("traces are sent again");
        lost = failed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Without what is not there. */
function present(carrier: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(carrier).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
