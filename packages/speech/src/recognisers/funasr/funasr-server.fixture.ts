// A websocket server that follows the protocol of FunASR's own servers in offline mode, and understands tones.
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type SungCharacter, understand } from "../tone-speech.fixture.ts";

/** The compiled runtime with and without sentences, the Python server, one that was patched to say `is_final: true`. */
export type FunAsrVariant =
  | "runtime"
  | "runtime without sentences"
  | "runtime without times"
  | "python"
  | "patched"
  | "hangs up"
  | "nonsense"
  | "slow";

export interface FunAsrServer extends AsyncDisposable {
  readonly url: string;
  readonly greetings: Readonly<Record<string, unknown>>[];
  most: number;
}

export async function funAsrServer(variant: FunAsrVariant): Promise<FunAsrServer> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "binary" });
  await new Promise((resolve) => server.once("listening", resolve));
  const self: FunAsrServer = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    greetings: [],
    most: 0,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on("connection", (socket) => {
    self.most = Math.max(self.most, server.clients.size);
    const pcm: Buffer[] = [];
    let greeting: Record<string, unknown> = {};
    socket.on("message", (data, isBinary) => {
      if (isBinary) return void pcm.push(data as Buffer);
      const said = JSON.parse(String(data)) as Record<string, unknown>;
      greeting = { ...greeting, ...said };
      if (said.is_speaking === true) self.greetings.push(said);
      if (variant === "python" && !Array.isArray(greeting.chunk_size))
        return socket.close(1011, "KeyError: 'chunk_size'");
      if (said.is_speaking === false) reply(socket, variant, greeting, heardIn(pcm, greeting));
    });
  });
  return self;
}

function heardIn(pcm: readonly Buffer[], { audio_fs: rate }: Readonly<Record<string, unknown>>): SungCharacter[] {
  const bytes = Uint8Array.from(Buffer.concat(pcm));
  return understand(new Int16Array(bytes.buffer, 0, bytes.length >> 1), Number(rate));
}

function reply(
  socket: WebSocket,
  variant: FunAsrVariant,
  greeting: Readonly<Record<string, unknown>>,
  said: readonly SungCharacter[],
): void {
  if (variant === "slow") return;
  if (variant === "hangs up") {
    socket.close(1011, "out of memory");
    return;
  }
  if (variant === "nonsense") {
    socket.send("<html>");
    return;
  }
  const send = (message: object) =>
    socket.send(JSON.stringify({ mode: "offline", wav_name: greeting.wav_name, ...message }));
  if (said.length === 0) {
    send({ text: "", is_final: false });
    return;
  }
  const first = said.slice(0, 2);
  const second = said.slice(2);
  const text = (part: readonly SungCharacter[]) => part.map((one) => one.text).join("");
  const stamps = (part: readonly SungCharacter[]) => part.map(({ startMs, endMs }) => [startMs, endMs]);
  const whole = `${text(first)},${text(second)}。`;
  if (variant === "python") {
    send({ text: `${text(first)},`, is_final: true });
    setTimeout(() => send({ text: `${text(second)}。`, is_final: false }), 50);
    return;
  }
  const sentence = (part: readonly SungCharacter[], punc: string) => ({
    text_seg: part.map((one) => one.text).join(" "),
    punc,
    start: part[0]?.startMs,
    end: part.at(-1)?.endMs,
    ts_list: stamps(part),
  });
  send({
    text: whole,
    is_final: variant === "patched",
    ...(variant === "runtime without times" ? { stamp_sents: "" } : { timestamp: JSON.stringify(stamps(said)) }),
    ...(variant === "runtime" || variant === "patched"
      ? { stamp_sents: [sentence(first, ","), sentence(second, "。")] }
      : {}),
  });
}
