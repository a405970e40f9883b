// The recording in the report: the waveform of each side with silences, overlaps and every hit on it, and a player that
// carries its own sound or asks a server for it.
import type { CallRecord, Exhibit, ExhibitLane, Judgement, Sound, Speaker } from "@tingheng/domain";
import { clock, escapeHtml } from "./html.ts";
import type { Words } from "./words.ts";

const width = 1000;
const laneHeight = 60;
/** Shorter pauses belong to speaking. */
const worthShowingMs = 2000;

export function player(call: CallRecord, judgements: readonly Judgement[], exhibit: Exhibit, words: Words): string {
  const { durationMs, lanes, sound } = exhibit;
  if (durationMs <= 0) return "";
  const x = (ms: number) => Math.round((10 * width * Math.min(ms, durationMs)) / durationMs) / 10;
  const height = laneHeight * lanes.length;
  const loudest = Math.max(
    1,
    ...lanes.map(({ points }) => points.reduce((most, one) => Math.max(most, Math.abs(one)), 0)),
  );
  const waves = lanes.map((lane, index) => wave(lane, index, durationMs, loudest));
  const names = lanes.map(
    (lane, index) => `<span style="top:${(100 * index) / lanes.length}%">${escapeHtml(laneName(lane, words))}</span>`,
  );
  const marks = marksOf(call, judgements).map(
    ({ atMs, clauses, unsure }) =>
      `<a class="at ${unsure ? "unsure" : "bad"}" data-at="${atMs}" href="#" style="left:${x(atMs) / 10}%" title="${clock(atMs)} ${escapeHtml(clauses.join(" "))}"><span>${escapeHtml(clauses[0] ?? "")}${clauses.length > 1 ? "…" : ""}</span></a>`,
  );
  const controls =
    sound === undefined
      ? `<p class="quiet">${words.soundTooLong}</p>`
      : `<p class="controls"><button type="button" class="play" aria-label="${words.play}">▶</button> <time>0:00.0</time> / ${clock(durationMs)}<small>${words.playerKeys}</small></p>`;
  return `<div class="player" data-length="${durationMs}"${soundData(sound)}>${controls}<div class="wave"><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${words.waveform}">${spans(call.sound, x, height)}${waves.join("")}<line class="now" x1="0" x2="0" y1="0" y2="${height}"/></svg>${names.join("")}</div><div class="marks">${marks.join("")}</div></div>`;
}

function soundData(sound: Exhibit["sound"]): string {
  if (sound === undefined) return "";
  if ("url" in sound) return ` data-url="${escapeHtml(sound.url)}"`;
  return ` data-rate="${sound.sampleRateHz}" data-channels="${sound.channels}" data-sound="${sound.base64}"`;
}

function laneName({ speaker, label }: ExhibitLane, words: Words): string {
  const names: Readonly<Partial<Record<Speaker, string>>> = {
    agent: words.agent,
    customer: words.customerSide,
    third: words.third,
    ivr: words.ivr,
  };
  return names[speaker] ?? `${words.channel} ${label}`;
}

/** All lanes are drawn to the scale of the loudest. */
function wave(
  { points, msPerPoint, speaker }: ExhibitLane,
  index: number,
  durationMs: number,
  loudest: number,
): string {
  const middle = index * laneHeight + laneHeight / 2;
  const scale = (0.92 * laneHeight) / 2 / loudest;
  const step = (msPerPoint * width) / durationMs;
  const at = (point: number) => (point * step).toFixed(1);
  const upper: string[] = [];
  const lower: string[] = [];
  for (let point = 0; 2 * point < points.length; point++) {
    upper.push(`${at(point)} ${(middle - (points[2 * point + 1] ?? 0) * scale).toFixed(1)}`);
    lower.push(`${at(point)} ${(middle - (points[2 * point] ?? 0) * scale).toFixed(1)}`);
  }
  return `<path class="${speaker}" d="M${upper.join("L")}L${lower.reverse().join("L")}Z"/>`;
}

function spans(sound: Sound | undefined, x: (ms: number) => number, height: number): string {
  const rect = (kind: string, startMs: number, endMs: number) =>
    `<rect class="${kind}" x="${x(startMs)}" width="${Math.max(1, x(endMs) - x(startMs)).toFixed(1)}" y="0" height="${height}"><title>${clock(startMs)}–${clock(endMs)}</title></rect>`;
  const silences = (sound?.silences ?? []).filter(({ startMs, endMs }) => endMs - startMs >= worthShowingMs);
  const overlaps = (sound?.overlaps ?? []).filter(({ backchannel }) => backchannel !== true);
  return [
    ...silences.map(({ startMs, endMs }) => rect("silence", startMs, endMs)),
    ...overlaps.map(({ startMs, endMs }) => rect("overlap", startMs, endMs)),
  ].join("");
}

interface PlayerMark {
  readonly atMs: number;
  readonly clauses: readonly string[];
  readonly unsure: boolean;
}

/** Marks at the same instant are one. */
function marksOf({ turns = [] }: CallRecord, judgements: readonly Judgement[]): PlayerMark[] {
  const at = new Map<number, { clauses: Set<string>; unsure: boolean }>();
  for (const { id, outcome, evidence } of judgements.flatMap(({ clauses }) => clauses)) {
    if (outcome !== "violated" && outcome !== "undetermined") continue;
    for (const one of evidence) {
      const atMs = one.startMs ?? (one.turn === undefined ? undefined : turns[one.turn]?.startMs);
      if (atMs === undefined) continue;
      const mark = at.get(atMs) ?? { clauses: new Set<string>(), unsure: true };
      mark.clauses.add(id);
      mark.unsure &&= outcome === "undetermined" || one.role === "unsure";
      at.set(atMs, mark);
    }
  }
  return [...at]
    .sort(([a], [b]) => a - b)
    .map(([atMs, { clauses, unsure }]) => ({ atMs, clauses: [...clauses], unsure }));
}

export const playerStyle = `
.player{grid-column:1/-1;margin:10px 18px 0;position:relative}.player .controls{margin:0 0 4px;font-size:13px;color:var(--soft)}.player button{font-size:15px;width:38px;height:30px;border:1px solid var(--line);border-radius:8px;background:var(--paper);cursor:pointer}.player small{margin-left:14px;font-size:12px}
.wave{position:relative;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--paper);cursor:pointer}.wave svg{display:block;width:100%;height:120px}.wave span{position:absolute;left:6px;font-size:12px;color:var(--soft);pointer-events:none}
.wave path{fill:#7d8896}.wave path.agent{fill:#3b6fb5}.wave path.customer{fill:#4c9a6a}.wave .silence{fill:#e9edf2}.wave .overlap{fill:#f6cfc9;opacity:.7}.wave .now{stroke:#d99a00;stroke-width:1.5;vector-effect:non-scaling-stroke}
.marks{position:relative;height:34px;margin-top:2px}.marks .at{position:absolute;top:0;border-left:2px solid var(--bad);padding-left:3px;font-size:11px;color:var(--bad);text-decoration:none;white-space:nowrap;height:15px;line-height:15px}.marks .at:nth-child(even){top:17px}.marks .at.unsure{border-color:#d99a00;color:var(--warn)}
.talk time,.proof a{cursor:pointer}.call.sounding .who time{color:var(--link);text-decoration:underline dotted}
@media print{.player .controls{display:none}}
`;

/** Mu-law bytes become a WAV in memory, an address is played as it is; every time on the page that belongs to the call can be clicked to hear it. */
export const playerScript = `
for(const box of document.querySelectorAll(".player")){const call=box.closest(".call"),length=+box.dataset.length,line=box.querySelector(".now"),shown=box.querySelector(".controls time"),button=box.querySelector(".play");let audio;
const {sound,url}=box.dataset,audible=sound||url;
const clock=s=>Math.floor(s/60)+":"+(s%60).toFixed(1).padStart(4,"0");
const carried=()=>{const law=Uint8Array.from(atob(sound),c=>c.charCodeAt(0)),n=+box.dataset.channels,rate=+box.dataset.rate,wav=new DataView(new ArrayBuffer(44+2*law.length)),put=(at,t)=>{for(let i=0;i<t.length;i++)wav.setUint8(at+i,t.charCodeAt(i))};
put(0,"RIFF");wav.setUint32(4,36+2*law.length,true);put(8,"WAVEfmt ");wav.setUint32(16,16,true);wav.setUint16(20,1,true);wav.setUint16(22,n,true);wav.setUint32(24,rate,true);wav.setUint32(28,2*n*rate,true);wav.setUint16(32,2*n,true);wav.setUint16(34,16,true);put(36,"data");wav.setUint32(40,2*law.length,true);
for(let i=0;i<law.length;i++){const b=~law[i]&255,v=((((b&15)<<3)+132)<<(b>>4&7))-132;wav.setInt16(44+2*i,b&128?-v:v,true)}
return URL.createObjectURL(new Blob([wav],{type:"audio/wav"}))};
const load=()=>{if(audio||!audible)return audio;audio=new Audio(url||carried());const tick=()=>{const x=1000*Math.min(1,audio.currentTime*1000/length);line.setAttribute("x1",x);line.setAttribute("x2",x);shown.textContent=clock(audio.currentTime);if(!audio.paused)requestAnimationFrame(tick)};
for(const e of["play","seeked","pause"])audio.addEventListener(e,tick);audio.addEventListener("play",()=>button.textContent="❚❚");audio.addEventListener("pause",()=>button.textContent="▶");return audio};
const play=a=>void a.play().catch(()=>{}),hear=ms=>{const a=load();if(!a)return;a.currentTime=ms/1000;play(a)},toggle=()=>{const a=load();a&&(a.paused?play(a):a.pause())};
if(audible){call.classList.add("sounding");button.addEventListener("click",toggle)}
box.querySelector(".wave").addEventListener("click",e=>{const r=e.currentTarget.getBoundingClientRect();hear(length*(e.clientX-r.left)/r.width)});
call.addEventListener("click",e=>{const at=e.target.closest("[data-at]");if(!at||!call.contains(at))return;if(at.getAttribute("href")==="#")e.preventDefault();hear(+at.dataset.at)});
call.addEventListener("keydown",e=>{const a=audio??load();if(!a||e.target.closest("summary,a,input"))return;if(e.key===" "&&e.target!==button){e.preventDefault();toggle()}if(e.key==="ArrowLeft"||e.key==="ArrowRight"){e.preventDefault();a.currentTime=Math.max(0,a.currentTime+(e.key==="ArrowLeft"?-5:5))}})}
`;
