// Traces 链路: what a call goes through, as spans of one trace, from the request that brought it to its judgement and to whoever is told.
// Only names, counts and ids of our own stand in them, nothing of a call or a person.
import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "@tingheng/domain";
import type { Job, JobHandler } from "@tingheng/store";
import { z } from "zod";

/** What is told of a piece of work. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Work {
  readonly name: string;
  /** server: somebody outside asks; client: somebody outside is asked; consumer: a job. */
  readonly kind?: "server" | "client" | "consumer";
  readonly facts?: Facts;
}

/** Where a trace stands, as W3C Trace Context writes it. */
interface Place {
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

/** A piece of work that has begun. */
interface Span {
  readonly traceparent: string;
  rename(name: string): void;
  tell(facts: Facts): void;
  /** @param failure a word for what went wrong: an error's code or name, never its sentence */
  end(failure?: string): void;
}

/** Takes spans and sends them on. */
export interface Collector {
  begin(work: Work, parent: Place | undefined): Span;
  close(): Promise<void>;
}

/** What has to be known of a stage to follow its jobs. */
interface Followed {
  readonly rules: { readonly name: string };
  readonly about?: (data: unknown) => string | undefined;
}

export interface Traces {
  /**
   * Work as a span below what runs now; where several jobs run at once, one in the trace of each.
   * @param about which of them it is for; all where it is not said
   */
  during<T>(work: Work, run: (tell: Span["tell"]) => Promise<T>, about?: readonly string[]): Promise<T>;
  /** Answering a request. @param run says in a word what went wrong, if anything did */
  serving(
    work: Work,
    parent: Place | undefined,
    run: (span: Pick<Span, "rename" | "tell">) => Promise<string | undefined>,
  ): Promise<void>;
  /** A stage's handler whose jobs are spans, each in the trace of what sent it. */
  working(stage: Followed, queue: string, handler: JobHandler): JobHandler;
  /** The place of what runs now, for what is sent on from it; undefined where that does not belong to it. */
  here(about?: string): string | undefined;
  close(): Promise<void>;
}

/** Where nobody collects them. */
export const untraced: Traces = {
  during: (_, run) => run(() => {}),
  async serving(_, __, run) {
    await run({ rename: () => {}, tell: () => {} });
  },
  working: (_, __, handler) => handler,
  here: () => undefined,
  close: async () => {},
};

interface Scope {
  /** What runs now, by what it is about. */
  readonly spans: ReadonlyMap<string, Span>;
  /** Whether what is sent from here goes on in its trace; the clock's rounds and what goes through all calls have no end. */
  readonly goesOn: boolean;
}

const outside: Scope = { spans: new Map(), goesOn: true };

export function tracesTo(collector: Collector): Traces {
  const scopes = new AsyncLocalStorage<Scope>();
  return {
    during(work, run, about) {
      const { spans: around, goesOn } = scopes.getStore() ?? outside;
      const chosen =
        about === undefined || around.size === 1 ? [...around] : about.map((one) => [one, around.get(one)] as const);
      const spans = new Map(chosen.map(([subject, parent]) => [subject, collector.begin(work, parent)]));
      if (spans.size === 0) spans.set("", collector.begin(work, undefined));
      const tell = (facts: Facts) => {
        for (const span of spans.values()) span.tell(facts);
      };
      return scopes.run({ spans, goesOn }, () => endedBy([...spans.values()], () => run(tell)));
    },
    async serving(work, parent, run) {
      const span = collector.begin(work, parent);
      const scope = { spans: new Map([["", span]]), goesOn: true };
      await scopes.run(scope, async () => {
        try {
          span.end(await run(span));
        } catch (error) {
          span.end(wordOf(error));
          throw error;
        }
      });
    },
    working: (stage, queue, handler) => async (jobs, stopping) => {
      const begun = jobs.map((job) => {
        const subject = stage.about?.(job.data);
        return {
          job,
          subject: subject ?? job.id,
          span: collector.begin(jobWork(stage, queue, job, subject), placeOf(job)),
        };
      });
      const spans = new Map(begun.map(({ subject, span }) => [subject, span]));
      const scope = { spans, goesOn: stage.about !== undefined };
      try {
        const failed = await scopes.run(scope, () => handler(jobs, stopping));
        for (const { job, span } of begun) span.end(failed.has(job.id) ? wordOf(failed.get(job.id)) : undefined);
        return failed;
      } catch (error) {
        for (const { span } of begun) span.end(wordOf(error));
        throw error;
      }
    },
    here(about) {
      const { spans, goesOn } = scopes.getStore() ?? outside;
      if (!goesOn) return undefined;
      const only = spans.size === 1 ? [...spans.values()][0] : undefined;
      return (about === undefined ? only : (spans.get(about) ?? only))?.traceparent;
    },
    close: () => collector.close(),
  };
}

async function endedBy<T>(spans: readonly Span[], run: () => Promise<T>): Promise<T> {
  let failure: string | undefined;
  try {
    return await run();
  } catch (error) {
    failure = wordOf(error);
    throw error;
  } finally {
    for (const span of spans) span.end(failure);
  }
}

function jobWork({ rules }: Followed, queue: string, { tried }: Job, about: string | undefined): Work {
  const facts = { "tingheng.stage": rules.name, "tingheng.queue": queue, "tingheng.tried": tried };
  return {
    name: `job ${queue}`,
    kind: "consumer",
    facts: about === undefined ? facts : { ...facts, "tingheng.about": about },
  };
}

const Carried = z.object({ traceparent: z.string() });

/** Where the job was sent from. */
function placeOf({ data }: Job): Place | undefined {
  return Carried.safeParse(data).data;
}

/** An error's code or kind; its sentence may quote what somebody said. */
function wordOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}
