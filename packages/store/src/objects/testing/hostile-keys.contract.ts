// 300 and more names by which somebody would leave the store's folder, or meet a file that is not theirs, if names
// were paths; and what the store does when it is asked for them.
import { AppError } from "@tingheng/domain";
import type { ObjectStore } from "../object-store.ts";

const targets = ["etc/passwd", "secret.txt", "outside/secret.txt", "windows/win.ini", "proc/self/environ"];

const climbs = [
  "../",
  "..\\",
  "..%2f",
  "..%5c",
  "%2e%2e/",
  "%2e%2e%2f",
  "%252e%252e%252f",
  "..%252f",
  "..%c0%af",
  "..%ef%bc%8f",
  "%c0%ae%c0%ae/",
  "%uff0e%uff0e/",
  "..\uff0f",
  "\uff0e\uff0e/",
  "..\u2215",
  "..\u2044",
  ".\u2024/",
  "....//",
  "..././",
  "..;/",
  ".\u0000./",
  "..\u0000/",
  "..\u202e/",
  "\u202e../",
  "./../",
  "/../",
  "\\..\\",
  ".. /",
  " ../",
  "..\t/",
];

const starts = ["", "sound/", "sound/aa/", "peaks/../"];

const roots = [
  "/etc/passwd",
  "//etc/passwd",
  "///etc/passwd",
  "\\etc\\passwd",
  "\\\\server\\share\\secret.txt",
  "//server/share/secret.txt",
  "\\\\?\\C:\\windows\\win.ini",
  "\\\\.\\PhysicalDrive0",
  "\\\\?\\UNC\\server\\share\\secret.txt",
  "C:\\windows\\win.ini",
  "C:/windows/win.ini",
  "c:secret.txt",
  "file:///etc/passwd",
  "file://localhost/etc/passwd",
  "FILE:/etc/passwd",
  "http://127.0.0.1/secret.txt",
  "s3://other-bucket/secret.txt",
  "~/secret.txt",
  "~root/.ssh/id_ed25519",
  "$HOME/secret.txt",
  "\u0024{HOME}/secret.txt",
  "%USERPROFILE%\\secret.txt",
  "`id`",
  "$(id)",
  "|id",
  "/dev/stdin",
  "/dev/full",
  "/proc/self/mem",
  "CON",
  "NUL",
  "COM1",
  "sound/AUX.wav",
  "sound/secret.txt::$DATA",
  "sound/secret.txt:stream",
];

const digest = "ab".repeat(32);

/** Nearly keys: one step from the right shape. */
const nearly = [
  "",
  ".",
  "..",
  "/",
  "sound",
  "sound/",
  `sound//${digest}`,
  `/sound/${digest}`,
  `sound/${digest}/`,
  `sound/${digest}/..`,
  `sound/${digest} `,
  ` sound/${digest}`,
  `sound/${digest}\n`,
  `sound/${digest}\r\n`,
  `sound/${digest}\u0000`,
  `sound/${digest}\u0000.sealed`,
  `sound/${digest}.sealed\u0000`,
  `sound/${digest}.sealed/../x`,
  `sound/${digest}.SEALED`,
  `sound/${digest}.part`,
  `sound/${digest}.sealed.sealed`,
  `sound/${digest.slice(1)}`,
  `sound/${digest}a`,
  `sound/${digest.toUpperCase()}`,
  `sound/${digest.slice(2)}..`,
  `sound/../${digest.slice(3)}`,
  `sound/\u202e${digest.slice(1)}`,
  `sound/${digest.slice(1)}\u0430`,
  `s\u043eund/${digest}`,
  `SOUND/${digest}`,
  `Sound/${digest}`,
  `sounds/${digest}`,
  `check/${digest}`,
  `.incoming/${digest}`,
  `.incoming/${digest.slice(32)}.part`,
  `../sound/${digest}`,
  `./sound/${digest}`,
  `sound/./${digest}`,
  `sound\\${digest}`,
  `sound%2f${digest}`,
  `sound/%61${digest.slice(1)}`,
  `sound/${digest}?versionId=1`,
  `sound/${digest}#x`,
  `sound/${digest};x`,
  `sound/${digest}\ufeff`,
  `\ufeffsound/${digest}`,
  `sound/${digest}\u200b`,
  `__proto__/${digest}`,
  `constructor/${digest}`,
  `sound/${"a".repeat(255)}`,
  `sound/${"a".repeat(4096)}`,
  `sound/${"a".repeat(1_000_000)}`,
  `sound/${"../".repeat(20_000)}etc/passwd`,
  `${"sound/".repeat(1000)}${digest}`,
  `sound/${"\u{1F4DE}".repeat(64)}`,
  `sound/\ud800${digest.slice(1)}`,
];

const climbing = starts.flatMap((start) =>
  climbs.flatMap((climb, index) => {
    const target = targets[index % targets.length] ?? "";
    return [`${start}${climb}${target}`, `${start}${climb.repeat(8)}${target}`];
  }),
);

export const hostileKeysByKind: Readonly<Record<string, readonly string[]>> = {
  "places elsewhere": roots,
  "nearly a key": nearly,
  "climbing out": climbing,
};

export const hostileKeys: readonly string[] = Object.values(hostileKeysByKind).flat();

/** Asks for it in every way in which a store takes a key. @returns what it did instead of refusing, else undefined */
export async function tryKey(store: ObjectStore, key: string): Promise<string | undefined> {
  const uses = {
    stat: async () => store.stat(key),
    read: async () => {
      for await (const _ of store.read(key));
    },
    remove: async () => store.remove(key),
  };
  for (const [name, use] of Object.entries(uses)) {
    const answer = await use().then(
      () => "done",
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
    if (answer !== "storage.key-invalid") return `${name}: ${answer}`;
  }
  return undefined;
}
