// The engine's model port over any server that speaks OpenAI's chat completions. A verdict counts where its quotations stand in the
// call and, where that is asked for, a second request in other words comes to the same. It never fails a call: what stays
// unanswered is left out, and why goes to `report`.
import { AppError, type CallRecord, type Turn } from "@tingheng/domain";
import type { ModelAnswer, ModelPort, ModelQuestion } from "@tingheng/engine";
import { type Complete, chatCompletions, type Waiting } from "./chat-completions.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { provenQuotes, type Quote } from "./evidence.ts";
import { type ModelLedger, type Purse, purseFor } from "./model-ledger.ts";
import { type Claim, parseReply } from "./model-reply.ts";
import { type Message, messagesFor, type Pass, promptHash } from "./prompt.ts";
import type { ModelSettings } from "./settings.ts";
import { hiddenTurns, type Line, languageOf, windowsOf } from "./windows.ts";

/** A port that says what its answers are made with. */
export interface NamedModel extends ModelPort {
  readonly model: string;
  readonly promptVersion: string;
}

export interface ModelDeps extends Waiting {
  readonly ledger: ModelLedger;
  /** Told why questions about a call stay unanswered. The error holds nothing of the call. */
  readonly report: (error: AppError) => void;
}

/** What one window, or all of them, say to one question. */
interface Finding {
  readonly verdict: Claim["verdict"];
  readonly quotes: readonly Quote[];
}

interface Numbered extends ModelQuestion {
  readonly id: string;
}

const unsure: Finding = { verdict: "unsure", quotes: [] };

/** A reply that is no reply is asked for so many times. */
const rounds = 2;
const mostQuotes = 8;

export function openAiModel(settings: ModelSettings, deps: ModelDeps): NamedModel {
  const { model, confirm, questionsAtOnce, windowCharacters, overlapCharacters, callCharacters } = settings;
  const promptVersion = `${promptHash}-${confirm}`;
  const breaker = circuitBreaker(settings.restAfterFailures, settings.restMs, deps.now);
  const complete = chatCompletions(settings, deps, breaker);

  const examine = async (call: CallRecord, questions: readonly ModelQuestion[]): Promise<ModelAnswer[]> => {
    const characters = (call.turns ?? []).reduce((total, { text }) => total + text.length, 0);
    if (characters > callCharacters) {
      const problem = `a call of ${characters} characters, ${callCharacters} are allowed`;
      deps.report(new AppError("language-model.failed", { model, problem }));
      return [];
    }
    const hidden = hiddenTurns(call);
    const reading: Reading = {
      call,
      model,
      hidden,
      windows: windowsOf(hidden, windowCharacters, overlapCharacters),
      complete,
      purse: purseFor(settings, promptVersion, deps),
    };
    if (reading.windows.length === 0) return [];
    const answers: ModelAnswer[] = [];
    for (const group of groupsOf(questions, questionsAtOnce)) {
      const findings = await unlessFailed(() => confirmed(reading, group, confirm), deps.report);
      if (findings === "stop") break;
      for (const { id, key } of group) {
        const found = findings.get(id);
        if (found !== undefined)
          answers.push({ key, verdict: found.verdict, quotes: [...found.quotes], model, promptVersion });
      }
    }
    return answers;
  };

  return {
    model,
    promptVersion,
    ask: async (call, questions) =>
      settings.enabled && questions.length > 0 ? examine(call, distinct(questions)) : [],
  };
}

/** What is needed to put questions about one call. */
interface Reading {
  readonly call: CallRecord;
  readonly hidden: readonly Turn[];
  readonly windows: readonly (readonly Line[])[];
  readonly model: string;
  readonly complete: Complete;
  readonly purse: Purse;
}

/** Failures that will meet the next question as well end the asking. */
const lasting: readonly string[] = ["language-model.off", "language-model.budget", "language-model.resting"];

async function unlessFailed(
  ask: () => Promise<ReadonlyMap<string, Finding>>,
  report: (error: AppError) => void,
): Promise<ReadonlyMap<string, Finding> | "stop"> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report(error);
    return lasting.includes(error.code) ? "stop" : new Map();
  }
}

async function confirmed(
  reading: Reading,
  group: readonly Numbered[],
  confirm: ModelSettings["confirm"],
): Promise<ReadonlyMap<string, Finding>> {
  const first = await inAllWindows(reading, "first", group);
  const doubtful = group.filter(({ id }) => {
    const verdict = first.get(id)?.verdict;
    return verdict !== undefined && verdict !== "unsure" && (confirm === "both" || confirm === verdict);
  });
  if (doubtful.length === 0) return first;
  const second = await inAllWindows(reading, "second", doubtful);
  const findings = new Map(first);
  for (const { id } of doubtful) {
    const again = second.get(id);
    if (again === undefined) findings.delete(id);
    else if (again.verdict !== first.get(id)?.verdict) findings.set(id, unsure);
  }
  return findings;
}

async function inAllWindows(
  reading: Reading,
  pass: Pass,
  group: readonly Numbered[],
): Promise<ReadonlyMap<string, Finding>> {
  const { call, hidden, windows } = reading;
  const language = languageOf(call);
  const questions = group.map(({ id, question }) => ({ id, question }));
  const byWindow: ReadonlyMap<string, Finding>[] = [];
  for (const window of windows) {
    const claims = await claimsOf(reading, messagesFor(pass, language, questions, window), questions);
    byWindow.push(new Map([...claims].map(([id, claim]) => [id, proven(claim, call.turns ?? [], hidden)])));
  }
  return new Map(
    group.flatMap(({ id }) => {
      const found = together(byWindow.map((window) => window.get(id)));
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
}

/** @throws AppError `language-model.failed` where the model refuses, is cut off or keeps to no form */
async function claimsOf(
  { complete, purse, model }: Reading,
  messages: readonly Message[],
  questions: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, Claim>> {
  const ids = questions.map(({ id }) => id);
  for (let round = 0; round < rounds; round++) {
    const text = await complete(messages, purse);
    if (text === undefined)
      throw new AppError("language-model.failed", { model, problem: "it refused or was cut off" });
    const claims = parseReply(text, ids);
    if (claims !== undefined) return claims;
  }
  throw new AppError("language-model.failed", { model, problem: "a reply in another form than was asked for" });
}

/** A verdict without quotations, or with one that the call doesn't hold, is none. */
function proven({ verdict, quotes }: Claim, turns: readonly Turn[], hidden: readonly Turn[]): Finding {
  if (verdict === "unsure") return unsure;
  const standing = provenQuotes(quotes, turns, hidden);
  return standing === undefined ? unsure : { verdict, quotes: standing };
}

/** Yes where one window says yes; no where all say no; nothing where one that matters has no answer. */
function together(findings: readonly (Finding | undefined)[]): Finding | undefined {
  const agreeing = (verdict: Claim["verdict"]) => findings.filter((found) => found?.verdict === verdict);
  const yes = agreeing("yes");
  if (yes.length > 0) return { verdict: "yes", quotes: quotesOf(yes) };
  if (findings.includes(undefined)) return undefined;
  return agreeing("no").length === findings.length ? { verdict: "no", quotes: quotesOf(findings) } : unsure;
}

/** Windows overlap: the same words may be quoted twice. */
function quotesOf(findings: readonly (Finding | undefined)[]): readonly Quote[] {
  const all = findings.flatMap((found) => found?.quotes ?? []);
  return [...new Map(all.map((quote) => [JSON.stringify([quote.turn, quote.text]), quote])).values()].slice(
    0,
    mostQuotes,
  );
}

const distinct = (questions: readonly ModelQuestion[]): ModelQuestion[] => [
  ...new Map(questions.map((question) => [question.key, question])).values(),
];

function groupsOf(questions: readonly ModelQuestion[], size: number): Numbered[][] {
  const groups: Numbered[][] = [];
  for (let from = 0; from < questions.length; from += size) {
    groups.push(questions.slice(from, from + size).map((question, index) => ({ ...question, id: `q${index + 1}` })));
  }
  return groups;
}
