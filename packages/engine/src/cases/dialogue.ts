// A dialogue as a supervisor writes it → turns: `坐席:…` / `客户:…` a line, with times in seconds where they matter:
// `[3.2-5.0] 坐席:您好`. A line without a speaker is the agent's.
import type { Speaker, Turn } from "@tingheng/domain";

const names: Readonly<Record<string, Speaker>> = {
  坐席: "agent",
  客服: "agent",
  agent: "agent",
  客户: "customer",
  顾客: "customer",
  用户: "customer",
  customer: "customer",
  第三方: "third",
  third: "third",
  语音: "ivr",
  ivr: "ivr",
  未知: "unknown",
  unknown: "unknown",
};

const line = /^(?:\[\s*(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)\s*\]\s*)?(?:([\p{L}]{2,8})\s*[::]\s*)?(.*)$/u;

/** Turns of a dialogue, one a line; empty lines are skipped. */
export function parseDialogue(text: string): Turn[] {
  return text
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map(parseLine);
}

function parseLine(text: string): Turn {
  const [, start, end, name, rest] = line.exec(text) ?? [];
  const speaker = name === undefined ? undefined : names[name.toLowerCase()];
  const times = start === undefined || end === undefined ? {} : { startMs: toMs(start), endMs: toMs(end) };
  if (name !== undefined && speaker === undefined) return { speaker: "agent", text: `${name}:${rest ?? ""}`, ...times };
  return { speaker: speaker ?? "agent", text: rest ?? "", ...times };
}

function toMs(seconds: string): number {
  return Math.round(Number(seconds) * 1000);
}
