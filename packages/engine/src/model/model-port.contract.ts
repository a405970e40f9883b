// What every implementation of the model port must keep to; run it on each of them.
import type { CallRecord } from "@tingheng/domain";
import { expect, it } from "vitest";
import { askModel, ModelAnswer, type ModelPort } from "./model-answers.ts";

/** A call about which the port can answer `known` and can't answer `unknown`. */
export interface PortSubject {
  readonly port: ModelPort;
  readonly call: CallRecord;
  readonly known: { readonly key: string; readonly question: string };
  readonly unknown: { readonly key: string; readonly question: string };
}

export function modelPortContract(subject: () => PortSubject): void {
  it("answers what it knows, in the shape that is stored", async () => {
    const { port, call, known } = subject();
    const [answer, ...others] = await port.ask(call, [known]);
    expect(others).toEqual([]);
    expect(ModelAnswer.parse(answer).key).toBe(known.key);
  });

  it("leaves out what it can't answer", async () => {
    const { port, call, unknown } = subject();
    expect(await port.ask(call, [unknown])).toEqual([]);
  });

  it("answers no question twice and none that was not put", async () => {
    const { port, call, known, unknown } = subject();
    const keys = (await port.ask(call, [known, unknown])).map(({ key }) => key);
    expect(keys).toEqual([known.key]);
  });

  it("quotes turns of the call, word for word", async () => {
    const { port, call, known } = subject();
    const answers = await askModel(port, call, [known]);
    for (const { turn, text } of answers.get(known.key)?.quotes ?? []) expect(call.turns?.[turn]?.text).toContain(text);
  });

  it("is asked nothing where there is nothing to ask", async () => {
    const { port, call } = subject();
    expect((await askModel(port, call, [])).size).toBe(0);
  });
}
