// The page at `/`, for people: until the desk exists it is where recordings are dropped and sheets are read.
import { AppError, errorCatalogue, type Language } from "@tingheng/domain";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { type ApiEnv, languageOf, newApi, type Routes } from "../api.ts";
import { assetOf, type PageAsset, pageAssets } from "./page-assets.ts";
import { pageHtml } from "./page-html.ts";

/** Its own script, style and addresses only; sheets stand in a frame of their own. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

export const pageRoutes: Routes = ({ config: { base_path: base } }) => {
  const assets = new Map([...pageAssets(), ...sentences()]);
  const api = newApi();
  api.get("/page/:name", (context) => {
    const name = context.req.param("name");
    const asset = assets.get(name);
    if (asset === undefined) throw new AppError("thing.not-found", { what: "address", id: context.req.path });
    return answer(context, asset);
  });
  // The service's own address with a slash and without: a router takes them for two, or knows the second one only.
  api.get("/*", async (context, next) => {
    if (context.req.path === base && base !== "") return context.redirect(`${base}/`, 302);
    if (context.req.path !== `${base}/`) return next();
    context.header("content-security-policy", policy);
    context.header("cache-control", "no-cache");
    context.header("vary", "accept-language, cookie");
    return context.html(pageHtml(chosenLanguage(context)));
  });
  return api;
};

function answer(context: Context<ApiEnv>, { text, type, etag }: PageAsset): Response {
  context.header("cache-control", "no-cache");
  context.header("etag", etag);
  if (context.req.header("if-none-match") === etag) return context.body(null, 304);
  return context.body(text, 200, { "content-type": type });
}

function chosenLanguage(context: Context<ApiEnv>): Language {
  const chosen = getCookie(context, "tingheng-language");
  return chosen === "zh" || chosen === "en" ? chosen : languageOf(context);
}

/** The sentence of every error, for reasons that the API gives by code. */
function sentences(): [string, PageAsset][] {
  return (["zh", "en"] as const).map((language) => {
    const said = Object.entries(errorCatalogue).map(([code, sentence]) => [code, sentence[language]]);
    return [
      `sentences-${language}.json`,
      assetOf(JSON.stringify(Object.fromEntries(said)), "application/json; charset=utf-8"),
    ];
  });
}
