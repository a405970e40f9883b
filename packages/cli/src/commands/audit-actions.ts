// What `tingheng audit` does.
import { readFile } from "node:fs/promises";
import { unreadable } from "@tingheng/knowledge/files";
import { auditHeadsOf, type Config, checkAudit, checkProof, readConfig } from "@tingheng/server";
import { type Cli, exits } from "../cli.ts";
import type { Sentence } from "../language.ts";

interface Where {
  readonly folder?: string;
}

/** @returns the exit code */
export async function verify(where: Where, publicKey: string | undefined, cli: Cli): Promise<number> {
  const { entries, heads, fault } = await checkAudit(configOf(where), publicKey);
  if (fault === undefined) {
    cli.print(
      `${cli.say({ zh: `完好:${entries} 条,${heads} 个签名树头`, en: `OK: ${entries} entries, ${heads} signed heads` })}\n`,
    );
    return exits.ok;
  }
  const { kind, seq, until = seq, vouched } = fault;
  const place = until === seq ? `${seq}` : `${seq}–${until}`;
  cli.print(
    `${cli.say({
      zh: `不符:第 ${place} 条,${faults[kind].zh};签名树头可证明到第 ${vouched} 条`,
      en: `FAULT at entry ${place}: ${faults[kind].en}; signed heads vouch for entries up to ${vouched}`,
    })}\n`,
  );
  return exits.someFailed;
}

export async function heads(where: Where, cli: Cli): Promise<void> {
  const { publicKey, heads } = await auditHeadsOf(configOf(where));
  cli.tell(cli.say({ zh: `公钥:${publicKey}`, en: `public key: ${publicKey}` }));
  for (const head of heads) cli.print(`${JSON.stringify(head)}\n`);
}

/** @returns the exit code */
export async function checkProofIn(path: string, publicKey: string | undefined, cli: Cli): Promise<number> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const { seq, size, fault } = checkProof(text, publicKey);
  const holds = {
    zh: `成立:第 ${seq} 条在 ${size} 条的签名树头之内`,
    en: `OK: entry ${seq} lies in the signed head of ${size} entries`,
  };
  cli.print(`${cli.say(fault === undefined ? holds : proofFaults[fault])}\n`);
  if (publicKey === undefined)
    cli.tell(
      cli.say({
        zh: "用的是证明自带的公钥;请用 --public-key 给出另行保存的公钥",
        en: "checked by the key that the proof brought along: give the one you kept by --public-key",
      }),
    );
  return fault === undefined ? exits.ok : exits.someFailed;
}

const proofFaults: Readonly<Record<NonNullable<ReturnType<typeof checkProof>["fault"]>, Sentence>> = {
  content: { zh: "不符:内容与哈希不一致", en: "FAULT: the entry is not what was hashed" },
  signature: { zh: "不符:树头的签名不是用这把密钥签的", en: "FAULT: the head was not signed by this key" },
  place: { zh: "不符:这一条不在树头之内", en: "FAULT: the entry does not lie in the head" },
};

const faults: Readonly<Record<NonNullable<Awaited<ReturnType<typeof checkAudit>>["fault"]>["kind"], Sentence>> = {
  missing: { zh: "缺少这一条", en: "it is missing" },
  order: { zh: "位置上是另一条", en: "another one stands in its place" },
  link: { zh: "与相邻的一条接不上", en: "two neighbours do not fit each other" },
  content: { zh: "内容与哈希不符", en: "it is not what was hashed" },
  head: { zh: "与签名树头不符,其间有改动", en: "what lies there was written anew after it was signed" },
  signature: { zh: "树头的签名不是本机的", en: "the head of this size was not signed by this installation" },
  truncated: { zh: "日志的末尾被截去", en: "the end of the log was cut off" },
};

function configOf({ folder }: Where): Config {
  return readConfig({ ...process.env, ...(folder === undefined ? {} : { TINGHENG_FOLDER: folder }) });
}
