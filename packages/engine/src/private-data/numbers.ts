// Numbers that belong to a person 个人号码: what makes a row of digits a telephone number, an identity card, a bank card.

export type PrivateKind = "phone" | "idCard" | "bankCard" | "plate" | "securityCode";

/** Mobile numbers of the mainland, with or without the country's code. */
const mobile = /^(?:86)?1[3-9]\d{9}$/u;
/** Area code and seven or eight digits. */
const landline = /^0\d{2,3}[2-9]\d{6,7}$/u;

/** What a row of digits (its last place may be x) is, where its own rules say so; undefined for any other number. */
export function privateNumber(digits: string): PrivateKind | undefined {
  if (mobile.test(digits) || landline.test(digits)) return "phone";
  if (isIdCard(digits)) return "idCard";
  return /^\d{16,19}$/u.test(digits) && luhn(digits) ? "bankCard" : undefined;
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: birthday in places 7–14, check digit modulo 11 (ISO 7064). */
function isIdCard(digits: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]$/u.test(digits)) return false;
  const sum = idWeights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return "10x98765432"[sum % 11] === digits[17];
}

/** ISO/IEC 7812. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
