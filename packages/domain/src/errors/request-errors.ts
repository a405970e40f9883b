// Requests over HTTP and who may make them.
import type { ErrorEntries } from "./error-entries.ts";

export const requestErrors = {
  "request.invalid": {
    status: 400,
    zh: "{where}:应为 {expected},实际是 {found}",
    en: "{where}: expected {expected}, found {found}",
  },
  "request.too-large": {
    status: 413,
    zh: "请求超过了允许的 {allowed}",
    en: "the request is larger than the allowed {allowed}",
  },
  "request.conflict": { status: 409, zh: "{problem}", en: "{problem}" },
  "request.cross-site": {
    status: 403,
    zh: "请求来自其他网站,已拒绝",
    en: "the request comes from another site and was refused",
  },
  "access.unauthenticated": { status: 401, zh: "请先登录或提供有效的 API 密钥", en: "log in or send a valid API key" },
  "access.forbidden": { status: 403, zh: "没有权限:{permission}", en: "not permitted: {permission}" },
  "access.too-many": {
    status: 429,
    zh: "请求过于频繁,请在 {seconds} 秒后重试",
    en: "too many requests; try again in {seconds} seconds",
  },
  "thing.not-found": { status: 404, zh: "没有这个{what}:{id}", en: "there is no {what} {id}" },
  "upload.protocol": {
    status: 400,
    zh: "上传请求不符合 tus 1.0.0:{problem}",
    en: "the upload is not as tus 1.0.0 says: {problem}",
  },
  "upload.version": {
    status: 412,
    zh: "续传需要请求头 Tus-Resumable: 1.0.0",
    en: "resumable uploads need the header Tus-Resumable: 1.0.0",
  },
  "upload.offset": {
    status: 409,
    zh: "续传的位置不对;请先查询已收到多少,再从那里续传",
    en: "this is not where the upload stands; ask how much has arrived and go on from there",
  },
  "upload.busy": {
    status: 503,
    zh: "这个上传正由另一个连接续传,请稍后再试",
    en: "another connection goes on with this upload; try again later",
  },
  internal: { status: 500, zh: "服务内部出错,编号 {reference}", en: "the service failed; reference {reference}" },
} as const satisfies ErrorEntries;
