// How the report looks — on a screen, on a phone, on paper — and the little that moves in it.

import { playerScript, playerStyle } from "./player.ts";

export const style = `${playerStyle}
:root{--ink:#1c2430;--soft:#5d6878;--line:#dfe4ea;--paper:#fff;--ground:#f4f6f8;--bad:#b42318;--badbg:#fdecea;--warn:#8a5a00;--warnbg:#fff4db;--good:#1b6e3c;--goodbg:#e7f5ec;--agent:#eef4fc;--customer:#fff;--link:#1d4f91}
*{box-sizing:border-box}html{scroll-behavior:smooth}
body{margin:0;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);font:15px/1.6 "Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
header{order:0;padding:18px 24px 4px}header h1{margin:0;font-size:22px}header p{margin:0;color:var(--soft);font-size:13px}
.summary{order:1;padding:4px 24px 10px}.summary h2{font-size:16px;margin:8px 0}main{order:2;padding:0 24px 40px}main:has(>.call:only-child){padding-bottom:10px}main:has(>.call:only-child)+.summary{order:3;padding-bottom:40px}
table{border-collapse:collapse;width:100%}.totals{background:var(--paper);border:1px solid var(--line);border-radius:8px;overflow:hidden;display:block;overflow-x:auto}
.totals th,.totals td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:left;font-weight:400;white-space:nowrap}.totals thead th{color:var(--soft);font-size:12.5px}.totals tbody th{font-weight:600}
.call{background:var(--paper);border:1px solid var(--line);border-radius:10px;margin:10px 0}
.call>summary{cursor:pointer;padding:10px 14px;display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;list-style:none}.call>summary::-webkit-details-marker{display:none}
.call>summary span{color:var(--soft);font-size:13px}.scores{margin-left:auto;display:flex;flex-wrap:wrap;gap:6px}
.chip{padding:1px 9px;border-radius:99px;font-size:12.5px!important}.chip.bad,.score.bad{background:var(--badbg);color:var(--bad)!important}.chip.fair,.score.fair{background:var(--warnbg);color:var(--warn)!important}.chip.good,.score.good{background:var(--goodbg);color:var(--good)!important}
.two{display:grid;grid-template-columns:minmax(0,11fr) minmax(0,10fr);gap:0 26px;padding:4px 18px 18px;border-top:1px solid var(--line)}
.words{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto}
h3{font-size:15.5px;margin:14px 0 6px}h3 small{font-weight:400;color:var(--soft);font-size:12px}
.score{float:right;border-radius:8px;padding:1px 10px;font-size:17px}.score i{font-style:normal;font-size:12px;opacity:.75}.score small{display:inline;margin-left:8px;color:inherit}.score.none{color:var(--soft);font-size:12.5px;font-weight:400}
.sheet{border-bottom:1px dashed var(--line);padding-bottom:10px}.sheet:last-child{border:0}
.parts{margin:2px 0 6px}.part{display:inline-block;margin:0 8px 4px 0;padding:0 8px;border:1px solid var(--line);border-radius:6px;font-size:12.5px;color:var(--soft)}.part.lost{border-color:#efc7c2;color:var(--bad)}
.clauses th{width:9em;text-align:left;vertical-align:top;font-weight:600;font-size:13px;padding:6px 8px 6px 0;word-break:break-word}.clauses td{padding:6px 0;font-size:14px}.clauses tr{border-top:1px solid var(--line)}.clauses tr.violated th{color:var(--bad)}.clauses tr.undetermined th{color:var(--warn)}
.off{color:var(--bad)}.needs{color:var(--warn);font-size:12.5px}.text{display:block;color:var(--soft);font-size:12.5px}.proof a,.proof span{display:inline-block;margin:2px 10px 0 0;font-size:12.5px;color:var(--link)}
details>summary{cursor:pointer}.sheet details>summary{color:var(--soft);font-size:13px;padding:4px 0}.fine{color:var(--good);margin:4px 0}
.proposals{background:var(--warnbg);border-radius:8px;padding:6px 12px;margin:8px 0;font-size:14px}.proposals ul,.facts ul{margin:2px 0;padding-left:20px}.facts{font-size:14px;margin:6px 0}.proposals small{color:var(--warn)}
.talk{list-style:none;margin:0;padding:0}.talk li{max-width:88%;margin:7px 0;padding:5px 11px 7px;border:1px solid var(--line);border-radius:12px 12px 12px 3px;background:var(--customer);scroll-margin:80px}
.talk li.agent{margin-left:auto;background:var(--agent);border-radius:12px 12px 3px 12px}.talk li p{margin:0;word-break:break-word}
.who{font-size:12px;color:var(--soft)}.who time{margin-left:8px}.talk li.bad{border-color:var(--bad);border-width:1.5px}.talk li.owed{border-color:var(--warn);border-style:dashed}.talk li.unsure{border-color:var(--warn)}
.talk li.event{max-width:none;margin:4px 12%;text-align:center;background:none;border-style:dashed;border-radius:8px;font-size:12.5px;padding:1px 8px}.talk li:target{outline:3px solid #f2b705;outline-offset:2px}
mark{padding:0 2px;border-radius:3px;background:#ffd7d2;color:inherit;box-shadow:inset 0 -2px var(--bad)}mark.unsure{background:#ffeec2;box-shadow:inset 0 -2px #d99a00}mark.due{background:none;box-shadow:inset 0 -2px #d99a00}mark.kept{background:var(--goodbg);box-shadow:none}
.badges{display:block;margin-top:3px}.badges b{display:inline-block;font-size:11.5px;font-weight:600;margin:0 6px 2px 0;padding:0 6px;border-radius:5px;background:var(--badbg);color:var(--bad)}.badges b.due,.badges b.unsure{background:var(--warnbg);color:var(--warn)}.quiet{color:var(--soft)}
@media (max-width:820px){.totals tbody th{white-space:normal;min-width:7em}header,.summary,main{padding-left:12px;padding-right:12px}.two{grid-template-columns:minmax(0,1fr);padding:0 12px 14px}.words{position:static;max-height:none}.scores{margin-left:0}.clauses th{width:6.5em}}
@media print{body{background:#fff;font-size:11pt}.call{border:0;break-before:page}.two{display:block;border:0;padding:0}.words{position:static;max-height:none;overflow:visible}.talk li,.clauses tr{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}.call>summary{border-bottom:1px solid var(--line)}a{color:inherit;text-decoration:none}.sheet details:not([open]){display:none}}
`;

/** Opens the only call, and any call that a link or the address points into; opens all before printing. */
export const script = `
const calls=[...document.querySelectorAll(".call")];if(calls.length===1)calls[0].open=true;
const reveal=()=>{const at=document.getElementById(location.hash.slice(1));for(let e=at;e;e=e.parentElement)if(e.tagName==="DETAILS")e.open=true;at?.scrollIntoView({block:"center"})};
addEventListener("hashchange",reveal);if(location.hash)reveal();
addEventListener("beforeprint",()=>calls.forEach(c=>{c.open=true}));
${playerScript}`;
