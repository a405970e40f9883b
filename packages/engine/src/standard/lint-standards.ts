// What can't be right in standards that load: names that nothing uses, clauses without proof, and standards that
// contradict each other when they are applied together.
import { type Clause, type ClauseResult, inLanguage, type Standard } from "@tingheng/domain";
import type { Cases } from "../cases/cases.ts";
import type { Judge } from "../judge/judge.ts";

/** One thing to look at. `contradiction`: two standards that can't both be kept. */
export interface LintFinding {
  readonly kind: "unused" | "unproved" | "contradiction" | "limits-differ" | "consequence";
  readonly standard: string;
  readonly clause?: string;
  readonly zh: string;
  readonly en: string;
}

export interface LintInput {
  readonly standard: Standard;
  readonly cases: Cases | undefined;
}

/** How much proof a clause needs. */
const proof = { breaks: 5, keeps: 5, looksOpposite: 2 } as const;

/** Findings about each standard, and about all of them applied together by `judge`. */
export function lintStandards(judge: Judge, inputs: readonly LintInput[]): LintFinding[] {
  return [
    ...inputs.flatMap(({ standard }) => unused(standard)),
    ...inputs.flatMap(({ standard, cases }) => unproved(standard, cases)),
    ...inputs.flatMap(({ standard }) => consequences(standard)),
    ...contradictions(
      judge,
      inputs.map(({ standard }) => standard),
    ),
    ...differingLimits(inputs.map(({ standard }) => standard)),
  ];
}

function unused(standard: Standard): LintFinding[] {
  const rules = JSON.stringify([
    standard.clauses,
    standard.definitions,
    standard.appliesTo,
    standard.lists,
    standard.prescribed,
  ]);
  const finding = (what: string, name: string): LintFinding => ({
    kind: "unused",
    standard: standard.id,
    zh: `${what === "list" ? "词表" : "条件"} ${name} 没有被使用`,
    en: `${what} ${name} is used nowhere`,
  });
  const lists = Object.keys(standard.lists).filter((name) => !rules.includes(`"@${name}"`));
  const definitions = Object.keys(standard.definitions).filter(
    (name) => !rules.includes(`"use":${JSON.stringify(name)}`),
  );
  return [...lists.map((name) => finding("list", name)), ...definitions.map((name) => finding("definition", name))];
}

function unproved(standard: Standard, cases: Cases | undefined): LintFinding[] {
  return standard.clauses
    .filter((clause) => !isForPeople(clause))
    .flatMap((clause): LintFinding[] => {
      const own = cases?.clauses[clause.id];
      const isLabel = isRuleWith(clause, "label");
      const breaks = own?.breaks.length ?? 0;
      const keeps = (own?.keeps.length ?? 0) + (own?.notApplicable.length ?? 0);
      const traps = [...(own?.breaks ?? []), ...(own?.keeps ?? [])].filter(
        ({ looksOpposite }) => looksOpposite === true,
      ).length;
      if ((isLabel || breaks >= proof.breaks) && keeps >= proof.keeps && traps >= proof.looksOpposite) return [];
      return [
        {
          kind: "unproved",
          standard: standard.id,
          clause: clause.id,
          zh: `用例不足:违反 ${breaks}/${proof.breaks},符合 ${keeps}/${proof.keeps},似是而非 ${traps}/${proof.looksOpposite}`,
          en: `too few cases: breaking ${breaks}/${proof.breaks}, keeping ${keeps}/${proof.keeps}, looking opposite ${traps}/${proof.looksOpposite}`,
        },
      ];
    });
}

/** A clause that only a person judges needs no cases of its own. */
function isForPeople(clause: Clause): boolean {
  return isRuleWith(clause, "human");
}

function isRuleWith(clause: Clause, key: string): boolean {
  const rules = clause.rules ?? [clause.rule];
  return rules.every((rule) => typeof rule === "object" && rule !== null && key in rule);
}

/** A fine without an amount or a currency can't be decided on. */
function consequences(standard: Standard): LintFinding[] {
  return standard.clauses.flatMap(({ id, propose }) =>
    propose
      .filter(({ kind, amount, currency }) => kind === "fine" && (amount === undefined || currency === undefined))
      .map(
        (): LintFinding => ({
          kind: "consequence",
          standard: standard.id,
          clause: id,
          zh: "罚款缺少金额或币种",
          en: "a fine without amount or currency",
        }),
      ),
  );
}

/** A phrase that one standard prescribes and another forbids (or counts among its kinds of fault). */
function contradictions(judge: Judge, standards: readonly Standard[]): LintFinding[] {
  return standards.flatMap((prescribing) =>
    prescribing.prescribed.flatMap((phrase) => {
      const said = spoken(phrase);
      const call = {
        version: 1 as const,
        id: "lint",
        source: "lint",
        turns: [{ speaker: "agent" as const, text: said }],
      };
      const others = judge.judge(call).filter(({ standard }) => standard.id !== prescribing.id);
      return others.flatMap(({ standard, clauses }) =>
        clauses.flatMap((clause): LintFinding[] => {
          const forbidden = heldAgainst(clause);
          if (forbidden === undefined) return [];
          return [
            {
              kind: "contradiction",
              standard: prescribing.id,
              clause: `${standard.id} ${clause.id}`,
              zh: `规范用语「${said}」与 ${standard.id} 的 ${clause.id} 相抵触(「${forbidden}」)`,
              en: `the prescribed phrase “${said}” is at odds with ${clause.id} of ${standard.id} (“${forbidden}”)`,
            },
          ];
        }),
      );
    }),
  );
}

/** The words that a clause holds against what was said, if any. */
function heldAgainst({ outcome, evidence }: ClauseResult): string | undefined {
  const counted = evidence.find(({ kind, text }) => kind !== undefined && text !== undefined)?.text;
  if (counted !== undefined) return counted;
  if (outcome !== "violated") return undefined;
  return evidence.find(({ role, text }) => role === "hit" && (text ?? "") !== "")?.text;
}

/** One plain way of saying a phrase: the first of each alternative, nothing for a gap. */
function spoken(phrase: string): string {
  return phrase
    .replace(/\[[^\]]*\]/gu, "")
    .replace(/\(([^()|]*)[^()]*\)/gu, "$1")
    .replace(/\(([^()|]*)[^()]*\)/gu, "$1")
    .replace(/…(\{\d+\})?|X{2,}|×{2,}|\*+/gu, "");
}

/** Clauses on the same topic whose numbers differ from standard to standard. */
function differingLimits(standards: readonly Standard[]): LintFinding[] {
  const topics = new Map<string, { readonly standard: Standard; readonly clause: Clause; readonly limits: string }[]>();
  for (const standard of standards) {
    for (const clause of standard.clauses) {
      if (clause.topic === undefined) continue;
      const limits = limitsIn(clause.rules ?? clause.rule).join(", ");
      topics.set(clause.topic, [...(topics.get(clause.topic) ?? []), { standard, clause, limits }]);
    }
  }
  return [...topics].flatMap(([topic, members]) => {
    if (new Set(members.map(({ limits }) => limits)).size < 2) return [];
    const shown = members
      .map(
        ({ standard, clause, limits }) =>
          `${standard.id} ${clause.id} ${inLanguage(clause.title, standard.language)} (${limits || "–"})`,
      )
      .join(" · ");
    return [
      {
        kind: "limits-differ" as const,
        standard: members[0]?.standard.id ?? "",
        zh: `${topic} 的界限不一致:${shown}`,
        en: `limits on ${topic} differ: ${shown}`,
      },
    ];
  });
}

/** The numbers of a rule with their keys, e.g. `longerThanMs 25000`. */
function limitsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "number" && /ms|seconds|minutes|count/iu.test(key) ? [`${key} ${value}`] : limitsIn(value),
  );
}
