// A certificate that vouches for itself, made on the spot: for servers that speak TLS in tests.
import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Uint8Array.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const object = (...bytes: readonly number[]) => der(0x06, Uint8Array.from(bytes));
const whole = (value: number) => der(0x02, Uint8Array.from([value]));
const ecdsaWithSha256 = sequence(object(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = object(0x55, 0x04, 0x03);
const alternativeNames = object(0x55, 0x1d, 0x11);
const years = sequence(der(0x18, Buffer.from("20200101000000Z")), der(0x18, Buffer.from("21200101000000Z")));

/** PEM, for one host name. */
export function certificateFor(host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(host)))));
  const extensions = sequence(sequence(alternativeNames, der(0x04, sequence(der(0x82, Buffer.from(host))))));
  const publicPart = publicKey.export({ type: "spki", format: "der" });
  const described = sequence(
    der(0xa0, whole(2)),
    whole(1),
    ecdsaWithSha256,
    subject,
    years,
    subject,
    publicPart,
    der(0xa3, extensions),
  );
  const signature = der(0x03, Uint8Array.from([0]), sign("sha256", described, privateKey));
  const cert = Buffer.from(sequence(described, ecdsaWithSha256, signature)).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}
