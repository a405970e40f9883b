// The page as it comes: its frame, in the reader's language. What is in it comes from the API.
import type { Language } from "@tingheng/domain";

const words = {
  zh: {
    lang: "zh-CN",
    title: "听衡",
    subtitle: "Tingheng",
    other: "en",
    otherName: "English",
    noScript: "此页面需要启用 JavaScript。",
    otherLang: "en",
  },
  en: {
    lang: "en",
    title: "Tingheng",
    subtitle: "听衡",
    other: "zh",
    otherName: "中文",
    noScript: "This page needs JavaScript.",
    otherLang: "zh-CN",
  },
} as const;

/** Every address in it is relative, so that it works below any path. */
export function pageHtml(language: Language): string {
  const { lang, title, subtitle, other, otherName, otherLang, noScript } = words[language];
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}"><link rel="stylesheet" href="page/page.css"><link rel="stylesheet" href="page/calls.css"><script type="module" src="page/page.js"></script></head>
<body><header><a class="brand" href="./">${title}<small>${subtitle}</small></a><button type="button" class="quiet" data-language="${other}" lang="${otherLang}">${otherName}</button><div id="who"></div></header>
<main><noscript><p class="card">${noScript}</p></noscript></main></body>
</html>
`;
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d4f91"/><path d="M7 13v6M12 9v14M17 12v8M22 7v18M27 13v6" stroke="#fff" stroke-width="2.6" stroke-linecap="round" transform="translate(-1)"/></svg>';
