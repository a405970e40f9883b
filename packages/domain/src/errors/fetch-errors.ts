// Recordings by URL.
import type { ErrorEntries } from "./error-entries.ts";

export const fetchErrors = {
  "fetch.url": {
    status: 422,
    zh: "{url} 不是可以取录音的网址",
    en: "{url} is no address that a recording is fetched from",
  },
  "fetch.unreachable": { status: 502, zh: "无法连接 {host}:{problem}", en: "{host} can't be reached: {problem}" },
  "fetch.internal": {
    status: 403,
    zh: "{host} 指向内部地址,不在允许取录音的主机之列;管理员可以在设置中列出它",
    en: "{host} leads to an internal address and is not among the hosts that recordings are fetched from; an administrator can list it",
  },
  "fetch.unlisted": {
    status: 403,
    zh: "{host} 不在允许取录音的主机之列",
    en: "{host} is not among the hosts that recordings are fetched from",
  },
  "fetch.insecure": {
    status: 422,
    zh: "只通过 https 向 {host} 取录音",
    en: "recordings are fetched from {host} over https only",
  },
  "fetch.port": {
    status: 422,
    zh: "只通过 443 端口向 {host} 取录音",
    en: "recordings are fetched from {host} on port 443 only",
  },
  "fetch.redirects": {
    status: 502,
    zh: "{host} 的网址转了 {allowed} 次以上",
    en: "the address at {host} was redirected more than {allowed} times",
  },
  "fetch.answer": { status: 502, zh: "{host} 的回答是 {answer}", en: "{host} answered with {answer}" },
  "fetch.too-large": {
    status: 422,
    zh: "{host} 上的录音超过允许的 {allowed}",
    en: "the recording at {host} is larger than the {allowed} that are allowed",
  },
  "fetch.too-slow": {
    status: 504,
    zh: "{host} 太慢:{seconds} 秒内没有传完,或没有任何数据",
    en: "{host} was too slow: not done, or nothing came, in {seconds} seconds",
  },
  "fetch.broken": {
    status: 502,
    zh: "从 {host} 取录音中断:{problem}",
    en: "the recording from {host} broke off: {problem}",
  },
} as const satisfies ErrorEntries;
