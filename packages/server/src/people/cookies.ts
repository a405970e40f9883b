// The cookies 浏览器凭据 of the service. Over plain HTTP on this machine alone they can't carry the marks that need HTTPS.
import type { CookieOptions } from "hono/utils/cookie";
import { type Config, isLoopbackHttp } from "../config.ts";

export interface CookieKind {
  readonly name: string;
  readonly options: CookieOptions;
}

/** A session's token. */
export function sessionCookie(config: Config): CookieKind {
  return cookie(config, "tingheng", config.session_hours * 3_600);
}

/** What ties a login by single sign-on to the browser that began it. */
export function signOnCookie(config: Config): CookieKind {
  return cookie(config, "tingheng-sign-on", 600);
}

function cookie(config: Config, name: string, maxAge: number): CookieKind {
  const secure = config.secure_cookies ?? !isPlainLoopback(config);
  const options = { httpOnly: true, secure, sameSite: "Lax", path: "/", maxAge } as const;
  return { name: secure ? `__Host-${name}` : name, options };
}

function isPlainLoopback({ public_url, host }: Config): boolean {
  return isLoopbackHttp(new URL(public_url ?? `http://${host.includes(":") ? `[${host}]` : host}`));
}
