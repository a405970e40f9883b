// tingheng audit: whether the log of who did what is whole, and its signed heads.
import type { Command } from "commander";
import type { Cli } from "../cli.ts";

const actions = () => import("./audit-actions.ts");

export function addAudit(program: Command, cli: Cli): void {
  const audit = program
    .command("audit")
    .description(cli.say({ zh: "校验审计日志,列出签名树头", en: "verify the audit log, list its signed heads" }))
    .option(
      "--folder <folder>",
      cli.say({ zh: "数据文件夹(默认 tingheng-data)", en: "data folder (default: tingheng-data)" }),
    );
  const where = () => audit.opts<{ folder?: string }>();
  audit
    .command("verify")
    .description(
      cli.say({
        zh: "逐条核对哈希链与签名树头;有问题时指出第一处,退出码 1",
        en: "read the whole log against its hashes and heads; names the first fault and exits with 1",
      }),
    )
    .option(
      "--public-key <base64>",
      cli.say({
        zh: "另行保存的公钥,代替本机密钥",
        en: "a public key kept elsewhere, in place of this installation's",
      }),
    )
    .action(async ({ publicKey }: { publicKey?: string }) => {
      process.exitCode = await (await actions()).verify(where(), publicKey, cli);
    });
  audit
    .command("heads")
    .description(
      cli.say({ zh: "打印公钥和签名树头(NDJSON)", en: "print the public key and the signed heads (NDJSON)" }),
    )
    .action(async () => (await actions()).heads(where(), cli));
  audit
    .command("check-proof")
    .description(
      cli.say({
        zh: "核对一条记录的收录证明(GET /api/v1/audit/<序号>/proof 的结果);不符时退出码 1",
        en: "check the proof of an entry (what GET /api/v1/audit/<number>/proof gave); exits with 1 where it does not hold",
      }),
    )
    .argument("<file>")
    .option("--public-key <base64>", cli.say({ zh: "另行保存的公钥", en: "the public key as it was kept elsewhere" }))
    .action(async (file: string, { publicKey }: { publicKey?: string }) => {
      process.exitCode = await (await actions()).checkProofIn(file, publicKey, cli);
    });
}
