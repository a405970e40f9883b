// How fast phrases are found: bare exact matching beside `grep -oF` on the same text and phrases, 200 against 20,000 phrases,
// and the whole text layer (normalise, exact and sound phrases) for a call of 1,000 characters.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LiteralMatcher } from "../packages/engine/src/text/literal-matcher.ts";
import { normalise } from "../packages/engine/src/text/normal-text.ts";
import { PhraseSetBuilder, type Tolerance } from "../packages/engine/src/text/phrase-set-builder.ts";

const frequentWords =
  "您好 请问 有什么 可以 帮到 您 很高兴 为您服务 我 想 问一下 车 保养 预约 什么时候 时间 方便 吗 好的 稍等 一下 帮您 查询 记录 电话 号码 先生 女士 贵姓 不好意思 非常 抱歉 给您 带来 不便 感谢 来电 再见 祝您 生活愉快 我们 公司 规定 需要 已经 处理 反馈 主管 投诉 态度 问题 发动机 异响 刹车 机油 更换 配件 价格 多少 便宜 活动 优惠 套餐 流量 开通 取消 业务 短信 验证码 身份证 营业厅 网络 信号 不好 听不清 大声 一点 重复 刚才 说 过 明白 知道 清楚 可能 应该 大概 必须 只能 就是 那个 这个 然后 因为 所以 但是 没有 办法 转接 专员 工作人员 小时 之内 回复 联系 下午 上午 明天 星期 几点 到店 维修 技师 检查 费用 发票 保险 续保 事故 理赔 拖车 救援 地址 导航 附近 门店 销售 顾问 试驾 车型 颜色 现车 提车 贷款 首付 利率 合同 订单 退款 银行卡 到账 工作日 核实 情况 登记 备注 满意 评价 建议 意见 改进 谢谢 不客气 没关系 别的 其他 还有 需求 的 了 是 在 不 也 都 和 就 要 会 能 去 来 看 听 打 用 做 吧 呢 啊 嗯 哦 呃".split(
    " ",
  );

/** The xorshift generator of Marsaglia (2003), so that every run sees the same text. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

// The many rarer words of a trade: two characters each out of 240 common ones.
const characters = [...new Set(frequentWords.join(""))];
const rareWords = Array.from({ length: 3000 }, (_, index) => {
  const random = makeRandom(index * 7919 + 1);
  random(2);
  return `${characters[random(characters.length)]}${characters[random(characters.length)]}`;
});

interface Material {
  readonly name: string;
  readonly phrase: (random: (below: number) => number) => string;
  readonly line: (random: (below: number) => number) => string;
}

// Half of all words are among the frequent ones, and of those the first more than the last, as in real talk.
const word = (random: (below: number) => number) =>
  random(2) === 0
    ? (frequentWords[Math.floor((random(1 << 15) / (1 << 15)) ** 2 * frequentWords.length)] ?? "")
    : (rareWords[random(rareWords.length)] ?? "");
const several = (count: number, one: () => string) => Array.from({ length: count }, one).join("");
const anyCharacter = (random: (below: number) => number) => String.fromCharCode(0x4e00 + random(3000));

const materials: readonly Material[] = [
  {
    name: "contact centre",
    phrase: (random) => several(2 + random(4), () => word(random)),
    line: (random) => `${several(3 + random(5), () => word(random))},${several(3 + random(5), () => word(random))}。`,
  },
  {
    name: "random characters",
    phrase: (random) => several(2 + random(7), () => anyCharacter(random)),
    line: (random) => several(20 + random(60), () => anyCharacter(random)),
  },
];

function makePhrases(material: Material, count: number): string[] {
  const random = makeRandom(20_117);
  const phrases = new Set<string>();
  while (phrases.size < count) phrases.add(material.phrase(random));
  return [...phrases];
}

function makeLines(material: Material, characters: number): string[] {
  const random = makeRandom(88_001);
  const lines: string[] = [];
  for (let made = 0; made < characters; made += lines.at(-1)?.length ?? 1) lines.push(material.line(random));
  return lines;
}

/** The best of several runs in seconds: the machine is shared, the shortest run was disturbed least. */
function best(runs: number, run: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let count = 0; count < runs; count++) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, (performance.now() - start) / 1000);
  }
  return shortest;
}

/** Seconds that grep takes for the text, its start and reading of the phrases taken off: in its favour. */
function timeGrep(
  folder: string,
  lines: readonly string[],
  phrases: readonly string[],
): { seconds: number; hits: number } {
  const [phraseFile, textFile, emptyFile, hitFile] = ["phrases", "text", "empty", "hits"].map((name) =>
    join(folder, name),
  );
  writeFileSync(phraseFile ?? "", `${phrases.join("\n")}\n`);
  writeFileSync(textFile ?? "", `${lines.join("\n")}\n`);
  writeFileSync(emptyFile ?? "", "\n");
  const run = (file: string | undefined) =>
    best(3, () => {
      execFileSync("sh", [
        "-c",
        'grep -oF -f "$1" "$2" > "$3" || true',
        "sh",
        phraseFile ?? "",
        file ?? "",
        hitFile ?? "",
      ]);
    });
  const start = run(emptyFile);
  const whole = run(textFile);
  return { seconds: whole - start, hits: readFileSync(hitFile ?? "", "utf8").split("\n").length - 1 };
}

function compareWithGrep(folder: string): void {
  console.log(
    "exact matching of decoded strings          phrases     ours MB/s   grep MB/s   ratio   our hits   grep hits",
  );
  for (const material of materials) {
    const lines = makeLines(material, 4_000_000);
    const bytes = Buffer.byteLength(lines.join("\n"));
    const ours: number[] = [];
    for (const count of [200, 2_000, 20_000]) {
      const phrases = makePhrases(material, count);
      const matcher = new LiteralMatcher(phrases);
      let hits = 0;
      const seconds = best(5, () => {
        hits = 0;
        for (const line of lines) hits += matcher.scanString(line);
      });
      const grep = timeGrep(folder, lines, phrases);
      ours.push(seconds);
      const rate = (time: number) => (bytes / 1e6 / time).toFixed(0).padStart(11);
      console.log(
        `  ${material.name.padEnd(38)}${String(count).padStart(9)}  ${rate(seconds)} ${rate(grep.seconds)} ${(grep.seconds / seconds).toFixed(2).padStart(7)} ${String(hits).padStart(10)} ${String(grep.hits).padStart(11)}`,
      );
    }
    console.log(
      `  ${material.name}: 20,000 phrases cost ${((ours[2] ?? 0) / (ours[0] ?? 1)).toFixed(2)} × 200 phrases`,
    );
  }
}

function measureLayer(): void {
  const material = materials[0] as Material;
  const turns = makeLines(material, 40_000);
  const thousands = turns.reduce((sum, turn) => sum + turn.length, 0) / 1000;
  const each = (run: () => void) => (best(60, run) / thousands) * 1e6;
  const normalising = each(() => turns.forEach((turn) => void normalise(turn)));
  console.log("\nmicroseconds for a call of 1,000 characters");
  console.log(`  normalise alone                         ${normalising.toFixed(1).padStart(7)}`);
  const texts = turns.map((turn) => normalise(turn));
  const plans: readonly (readonly [exact: number, sound: number])[] = [
    [200, 0],
    [20_000, 0],
    [0, 200],
    [0, 2_000],
    [0, 20_000],
    [19_500, 500],
    [18_000, 2_000],
  ];
  for (const [exact, sound] of plans) {
    const builder = new PhraseSetBuilder();
    const add = (tolerance: Tolerance, from: number, to: number) =>
      makePhrases(material, to)
        .slice(from)
        .forEach((phrase, slot) => void builder.add(phrase, from + slot, { tolerance }));
    add("exact", 0, exact);
    add("sound", exact, exact + sound);
    const building = performance.now();
    const set = builder.build();
    const built = performance.now() - building;
    let hits = 0;
    const scan = each(() => {
      hits = 0;
      for (const text of texts) {
        set.scan(text, () => {
          hits++;
        });
      }
    });
    const name = `${exact} exact, ${sound} sound phrases`;
    console.log(
      `  ${name.padEnd(40)}${scan.toFixed(1).padStart(7)}   ${(hits / thousands).toFixed(0)} hits, built in ${built.toFixed(0)} ms; with normalising ${(scan + normalising).toFixed(0)}`,
    );
  }
}

export function measurePhrases(): void {
  const folder = mkdtempSync(join(tmpdir(), "tingheng-phrases-"));
  try {
    compareWithGrep(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  measureLayer();
}

if (import.meta.main) measurePhrases();
