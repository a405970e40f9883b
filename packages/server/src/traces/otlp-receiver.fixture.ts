// A receiver of traces on a real socket (OTLP over HTTP, JSON): keeps every span that came.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { untilTrue } from "../../../store/src/until.contract.ts";

const Value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const Attributes = z.array(z.object({ key: z.string(), value: Value })).default([]);

const Span = z.looseObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  status: z.looseObject({ code: z.int().optional() }),
  attributes: Attributes,
});

const Sent = z.looseObject({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: Attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(Span) })),
    }),
  ),
});

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly failed: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** All bodies as they came. */
  readonly bodies: readonly string[];
  readonly headers: readonly NodeJS.Dict<string | string[]>[];
  /** What every sender says of itself. */
  readonly resource: Readonly<Record<string, unknown>>;
  until(there: (spans: readonly ReceivedSpan[]) => boolean): Promise<void>;
  close(): void;
}

export async function otlpReceiver(status = 200): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const headers: NodeJS.Dict<string | string[]>[] = [];
  const resource: Record<string, unknown> = {};
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString("utf8");
    bodies.push(body);
    headers.push(request.headers);
    for (const one of Sent.parse(JSON.parse(body)).resourceSpans) {
      Object.assign(resource, factsOf(one.resource.attributes));
      for (const { spans: some } of one.scopeSpans)
        for (const { traceId, spanId, parentSpanId, name, status: outcome, attributes } of some)
          spans.push({
            traceId,
            spanId,
            parentSpanId: parentSpanId === "" ? undefined : parentSpanId,
            name,
            failed: outcome.code === 2,
            facts: factsOf(attributes),
          });
    }
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    spans,
    bodies,
    headers,
    resource,
    until: (there) => untilTrue("the spans", () => there(spans)),
    close: () => server.close(),
  };
}

function factsOf(attributes: z.infer<typeof Attributes>): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? boolValue ?? doubleValue ?? Number(intValue),
    ]),
  );
}
