// Things named in a turn — numbers, money, dates, lengths of time, plates — found in its normal text, in which numerals are digits.
import { oncePerCall } from "../presence.ts";
import { requiredCharacters } from "../text/required-characters.ts";
import { normalIndex } from "./character-index.ts";
import type { PreparedCall, PreparedTurn } from "./prepared-call.ts";

export const entityKinds = [
  "phone",
  "idCard",
  "bankCard",
  "plate",
  "number",
  "money",
  "date",
  "clock",
  "duration",
  "score",
  "name",
  "title",
] as const;
export type EntityKind = (typeof entityKinds)[number];

/** An entity with its span in the turn's own characters. `value` is its normal text; minutes for a length of time. */
export interface Entity {
  readonly kind: EntityKind;
  readonly from: number;
  readonly to: number;
  readonly value: string;
  readonly minutes?: number;
}

/** Mainland mobile and landline numbers, service numbers; identity cards (GB 11643); plates (GA 36); bank cards by Luhn. */
const patterns: Readonly<Record<EntityKind, RegExp>> = {
  phone: /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}\d{7,8}|[48]00\d{7})(?!\d)/gu,
  idCard: /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?!\d)/gu,
  bankCard: /(?<!\d)\d{16,19}(?!\d)/gu,
  plate: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z\d]{5,6}/gu,
  number: /(?<![\d.])\d{4,}(?![\d.])/gu,
  money: /\d+(?:\.\d+)?(?:多)?(?:元|块钱|块|万元|万块|万|毛钱|角)/gu,
  date: /(?:\d{2,4}年)?\d{1,2}月(?:份)?\d{1,2}(?:日|号)?|(?:这|下|上)?(?:个)?(?:周|星期|礼拜)[1-6天日末]|大?[今明后昨前][天日]|月底|下个?月/gu,
  clock: /(?:凌晨|早上|上午|中午|下午|傍晚|晚上)?\d{1,2}点(?:半|整|\d{1,2}分?|1刻|3刻)?/gu,
  duration: /(?:半个?|\d+(?:\.\d+)?(?:到|至)?\d*(?:多)?个?半?)(?:小时|钟头|分钟|工作日|天|日内|周|星期|月)/gu,
  score: /(?<!\d)(?:10|\d)分(?!钟)|满分/gu,
  name: /(?:免贵|我)?姓[\u4e00-\u9fff]|我叫[\u4e00-\u9fff]{2,3}|名字叫?[\u4e00-\u9fff]{2,3}/gu,
  title: /[\u4e00-\u9fff](?:先生|小姐|女士|阿姨|师傅|大哥|大姐|老师|太太)/gu,
};

/** For each kind the turns that hold its characters, found once a call. */
const turnsThatMayHold = new Map(
  entityKinds.map((kind) => {
    const { inside } = requiredCharacters(patterns[kind].source);
    return [kind, oncePerCall((call) => normalIndex.turnsWith(call, inside))];
  }),
);

/** The turns that hold the characters of one of the kinds: in all others nothing of them is named. */
export function turnsThatMayName(call: PreparedCall, kinds: readonly EntityKind[]): ReadonlySet<number> {
  return new Set(kinds.flatMap((kind) => turnsThatMayHold.get(kind)?.(call) ?? []));
}

const known = new WeakMap<PreparedTurn, Map<EntityKind, readonly Entity[]>>();

/** The entities of a kind in a turn. */
export function entitiesIn(turn: PreparedTurn, kind: EntityKind): readonly Entity[] {
  let ofTurn = known.get(turn);
  if (ofTurn === undefined) {
    ofTurn = new Map();
    known.set(turn, ofTurn);
  }
  let found = ofTurn.get(kind);
  if (found === undefined) {
    found = find(turn, kind);
    ofTurn.set(kind, found);
  }
  return found;
}

const none: readonly Entity[] = [];

function find(turn: PreparedTurn, kind: EntityKind): readonly Entity[] {
  const { normal } = turn;
  if (normal.text.search(patterns[kind]) < 0) return none;
  return [...normal.text.matchAll(patterns[kind])]
    .filter((match) => kind !== "bankCard" || luhn(match[0]))
    .map((match) => {
      const start = match.index;
      const end = start + match[0].length;
      const minutes = kind === "duration" ? minutesOf(match[0]) : undefined;
      return {
        kind,
        from: normal.starts[start] ?? 0,
        to: normal.ends[end - 1] ?? 0,
        value: match[0],
        ...(minutes === undefined ? {} : { minutes }),
      };
    });
}

/** The check digit of bank cards (ISO/IEC 7812). */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const minutesPer: readonly (readonly [RegExp, number])[] = [
  [/分钟/u, 1],
  [/小时|钟头/u, 60],
  [/工作日|天|日内/u, 1440],
  [/周|星期/u, 10080],
  [/月/u, 43200],
];

/** A length of time in minutes; of a range (`3到5天`) the later end. */
function minutesOf(text: string): number | undefined {
  const unit = minutesPer.find(([name]) => name.test(text))?.[1];
  const numbers = text.match(/\d+(?:\.\d+)?/gu)?.map(Number) ?? [];
  const half = text.includes("半") ? 0.5 : 0;
  const count = (numbers.at(-1) ?? 0) + half;
  return unit === undefined || count === 0 ? undefined : Math.round(count * unit);
}
