// People: logging in, passwords, second factors, users, teams and keys.
import type { ErrorEntries } from "./error-entries.ts";

export const peopleErrors = {
  "login.refused": {
    status: 401,
    zh: "用户名、密码或验证码不正确,或帐号已停用",
    en: "the name, the password or the code is wrong, or the account is disabled",
  },
  "login.factor-needed": {
    status: 401,
    zh: "请输入验证器上的动态验证码或一个恢复码",
    en: "enter the code of your authenticator or a recovery code",
  },
  "login.browser-only": {
    status: 403,
    zh: "此操作需要在浏览器中登录,不能使用 API 密钥",
    en: "this needs a login in a browser; an API key can't do it",
  },
  "setup.refused": {
    status: 403,
    zh: "初始化口令无效或已过期,或系统已有管理员",
    en: "the set-up token is wrong or has ended, or there is an administrator already",
  },
  "password.too-short": {
    status: 400,
    zh: "密码至少 {least} 个字符",
    en: "a password has at least {least} characters",
  },
  "password.common": {
    status: 400,
    zh: "这个密码太常见或太简单,请换一个",
    en: "this password is too common or too simple; choose another",
  },
  "password.has-name": { status: 400, zh: "密码不能包含用户名", en: "a password must not contain the user name" },
  "password.wrong": { status: 403, zh: "当前密码不正确", en: "the current password is wrong" },
  "password.elsewhere": {
    status: 409,
    zh: "此帐号通过单点登录,没有本地密码",
    en: "this account logs in by single sign-on and has no password here",
  },
  "factor.wrong": { status: 403, zh: "验证码不正确或已用过", en: "the code is wrong or was used before" },
  "factor.there": {
    status: 409,
    zh: "已有第二因素,请先解除",
    en: "there is a second factor already; take it away first",
  },
  "factor.missing": { status: 409, zh: "尚未绑定第二因素", en: "no second factor is enrolled" },
  "factor.required": { status: 409, zh: "管理员必须保留第二因素", en: "an administrator must keep a second factor" },
  "user.name-taken": { status: 409, zh: "用户名 {name} 已被使用", en: "the user name {name} is taken" },
  "user.last-administrator": {
    status: 409,
    zh: "至少要保留一名能用本地密码登录的管理员",
    en: "at least one administrator with a password of this service must remain",
  },
  "team.unknown": { status: 400, zh: "没有这些班组:{teams}", en: "there are no such teams: {teams}" },
  "team.in-use": { status: 409, zh: "班组 {id} 中还有人员", en: "there are people in team {id}" },
  "key.beyond-own": {
    status: 403,
    zh: "您自己没有这项权限或数据范围,不能授予密钥:{right}",
    en: "you do not have this right yourself and can't give it to a key: {right}",
  },
  "key.expiry": {
    status: 400,
    zh: "密钥的到期时间应在将来,且不超过两年",
    en: "a key ends in the future and within two years",
  },
  "user.email-taken": { status: 409, zh: "邮箱 {email} 已属于另一名用户", en: "the address {email} is another user's" },
  "identity.taken": {
    status: 409,
    zh: "这个单点登录身份已属于另一名用户;请管理员先解除",
    en: "this single sign-on belongs to another user; an administrator can take it off them first",
  },
  "identity.only": {
    status: 409,
    zh: "此帐号没有本地密码,解除后将无法登录",
    en: "this account has no password here; without its single sign-on nobody could log in to it",
  },
  "sign-on.off": { status: 404, zh: "没有设置单点登录", en: "single sign-on is not set up" },
  "sign-on.unreachable": {
    status: 502,
    zh: "无法连接单点登录服务,请稍后重试或使用本地帐号",
    en: "the single sign-on service can't be reached; try later or use a local account",
  },
  "sign-on.refused": {
    status: 401,
    zh: "单点登录没有完成或已过期,请重新登录",
    en: "the single sign-on was not completed or has ended; log in again",
  },
  "sign-on.no-role": {
    status: 403,
    zh: "您所在的组没有使用本系统的角色,请联系管理员",
    en: "none of your groups has a role here; ask an administrator",
  },
} as const satisfies ErrorEntries;
