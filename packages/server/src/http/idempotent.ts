// Idempotency-Key: a request that is sent again under the same key is not done again, it gets the answer it had.
import { createHash } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { claimRequest, type KeptAnswer, keepAnswer, releaseRequest } from "@tingheng/store";
import type { MiddlewareHandler } from "hono";
import type { Services } from "../services.ts";
import type { ApiEnv } from "./api.ts";

const header = "idempotency-key";
const keptMs = 24 * 3_600_000;
/** Who has not answered for so long has died. */
const goneMs = 120_000;
const keyShape = /^[\x21-\x7e]{1,200}$/;

/** For a route whose body is limited; it stands after the limit. */
export function idempotent({
  database: { kysely },
  now,
}: Pick<Services, "database" | "now">): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const key = context.req.header(header);
    if (key === undefined) return next();
    if (!keyShape.test(key)) {
      throw new AppError("request.invalid", {
        where: header,
        expected: "1–200 visible ASCII characters",
        found: JSON.stringify(key.slice(0, 60)),
      });
    }
    const actor = context.get("actor")?.id ?? "";
    const { method, url } = context.req;
    const { pathname, search } = new URL(url);
    const body = Buffer.from(await context.req.arrayBuffer());
    const request = createHash("sha256").update(`${method} ${pathname}${search}\n`).update(body).digest();
    const keyed = { actor, key, request };
    const at = now();
    const claim = await claimRequest(kysely, keyed, {
      at,
      forgottenBefore: new Date(at.getTime() - keptMs),
      goneBefore: new Date(at.getTime() - goneMs),
    });
    if (claim.kind === "answered") return replayed(claim.answer);
    if (claim.kind === "other") throw conflict("the Idempotency-Key was used for another request");
    if (claim.kind === "running") throw conflict("a request with this Idempotency-Key is still running");
    await next();
    const answer = context.res.clone();
    if (context.error !== undefined || answer.status >= 400) return releaseRequest(kysely, keyed);
    await keepAnswer(kysely, keyed, {
      status: answer.status,
      contentType: answer.headers.get("content-type") ?? "application/json",
      body: Buffer.from(await answer.arrayBuffer()),
    });
  };
}

function replayed({ status, contentType, body }: KeptAnswer): Response {
  return new Response(new Uint8Array(body), {
    status,
    headers: { "content-type": contentType, "idempotency-replayed": "true" },
  });
}

function conflict(problem: string): AppError {
  return new AppError("request.conflict", { problem });
}
