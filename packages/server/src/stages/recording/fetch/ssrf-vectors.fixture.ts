// Addresses that try to make the server ask inside its own house. `{port}` is the port of a server there that nobody may reach.
import type { ErrorCode } from "@tingheng/domain";

export interface SsrfVector {
  readonly name: string;
  readonly url: string;
  readonly refused: ErrorCode;
  /** What a name resolves to, one answer after another; the last one stays. */
  readonly names?: Readonly<Record<string, readonly (readonly string[])[]>>;
}

/** A server that is allowed, on an address of its own with the same port, sends the client on to `to`. */
function redirect(name: string, to: string, refused: ErrorCode, names: SsrfVector["names"] = {}): SsrfVector {
  const url = `http://allowed.test:{port}/to?${encodeURIComponent(to).replace("%7Bport%7D", "{port}")}`;
  return { name: `redirect: ${name}`, url, refused, names };
}

function named(name: string, ...answers: readonly (readonly string[])[]): SsrfVector {
  return { name, url: `http://${name}:{port}/`, refused: "fetch.internal", names: { [name]: answers } };
}

const internal = (name: string, host: string, tail = "/"): SsrfVector => ({
  name,
  url: `http://${host}:{port}${tail}`,
  refused: "fetch.internal",
});

const refusedUrl = (name: string, url: string): SsrfVector => ({ name, url, refused: "fetch.url" });

const notations: readonly SsrfVector[] = [
  internal("plain loopback", "127.0.0.1"),
  { name: "loopback over https", url: "https://127.0.0.1:{port}/", refused: "fetch.internal" },
  internal("two parts", "127.1"),
  internal("three parts", "127.0.1"),
  internal("decimal", "2130706433"),
  internal("octal", "0177.0.0.1"),
  internal("octal with many zeros", "0000000177.0.0.01"),
  internal("octal as one number", "017700000001"),
  internal("hexadecimal", "0x7f000001"),
  internal("hexadecimal by parts", "0x7f.0x0.0x0.0x1"),
  internal("mixed notations", "0x7f.1"),
  internal("empty hexadecimal parts", "0x7f.0x.0x.1"),
  internal("another loopback address", "127.127.127.127"),
  internal("zero", "0.0.0.0"),
  internal("zero in short", "0"),
  internal("trailing dot", "127.0.0.1."),
  internal("full-width digits", "１２７.０.０.１"),
  internal("ideographic dots", "127。0。0。1"),
  internal("half-width ideographic dots", "127｡0｡0｡1"),
  internal("circled digits", "①②⑦.⓪.⓪.①"),
  internal("percent-encoded digits", "%31%32%37.0.0.1"),
  internal("percent-encoded dots", "127%2e0%2e0%2e1"),
  internal("soft hyphen inside", "127.0\u00ad.0.1"),
  internal("tab inside", "127.0\t.0.1"),
  internal("line break inside", "127.0.0\n.1"),
];

const version6: readonly SsrfVector[] = [
  internal("IPv6 loopback", "[::1]"),
  internal("IPv6 loopback in full", "[0000:0000:0000:0000:0000:0000:0000:0001]"),
  internal("IPv6 unspecified", "[::]"),
  internal("mapped", "[::ffff:127.0.0.1]"),
  internal("mapped in hexadecimal", "[::ffff:7f00:1]"),
  internal("mapped in full", "[0:0:0:0:0:ffff:7f00:0001]"),
  internal("mapped unspecified", "[::ffff:0.0.0.0]"),
  internal("compatible", "[::127.0.0.1]"),
  internal("translated (RFC 6145)", "[::ffff:0:127.0.0.1]"),
  internal("translated (NAT64)", "[64:ff9b::7f00:1]"),
  internal("translated (local NAT64)", "[64:ff9b:1::7f00:1]"),
  internal("6to4", "[2002:7f00:1::]"),
  internal("Teredo", "[2001:0:7f00:1::80ff:fffe]"),
  internal("ISATAP", "[2620:fe::5efe:7f00:1]"),
  internal("link-local of version 6", "[fe80::1]"),
  internal("site-local", "[fec0::1]"),
  internal("unique local", "[fd00::1]"),
  internal("multicast of version 6", "[ff02::1]"),
  internal("documentation", "[2001:db8::1]"),
];

const ranges: readonly SsrfVector[] = [
  internal("private 10", "10.0.0.1"),
  internal("private 172", "172.16.0.1"),
  internal("private 192", "192.168.1.1"),
  internal("shared by carriers", "100.64.0.1"),
  internal("link-local", "169.254.1.1"),
  internal("multicast", "224.0.0.1"),
  internal("broadcast", "255.255.255.255"),
  internal("reserved", "240.0.0.1"),
  internal("benchmarks", "198.18.0.1"),
  internal("protocol assignments", "192.0.0.8"),
  internal("metadata", "169.254.169.254", "/latest/meta-data/iam/security-credentials/"),
  internal("metadata in decimal", "2852039166", "/latest/meta-data/"),
  internal("metadata in octal", "0251.0376.0251.0376"),
  internal("metadata, mapped", "[::ffff:a9fe:a9fe]"),
  internal("metadata of containers", "169.254.170.2", "/v2/credentials"),
  internal("metadata of Alibaba", "100.100.100.200"),
  internal("metadata of Azure", "168.63.129.16"),
  internal("metadata of AWS on IPv6", "[fd00:ec2::254]"),
];

const names: readonly SsrfVector[] = [
  named("localhost", ["127.0.0.1"]),
  { ...named("localhost", ["127.0.0.1"]), name: "localhost with a dot", url: "http://localhost.:{port}/" },
  { ...named("localhost", ["127.0.0.1"]), name: "localhost in capitals", url: "http://LOCALHOST:{port}/" },
  { ...named("localhost", ["127.0.0.1"]), name: "localhost in script letters", url: "http://ⓛocalⓗost:{port}/" },
  { ...named("localhost", ["127.0.0.1"]), name: "localhost over https", url: "https://localhost:{port}/" },
  named("127.0.0.1.nip.test", ["127.0.0.1"]),
  named("7f000001.xip.test", ["127.0.0.1"]),
  named("6.test", ["::1"]),
  named("mapped.test", ["::ffff:127.0.0.1"]),
  named("translated.test", ["64:ff9b::7f00:1"]),
  named("zone.test", ["fe80::1%lo"]),
  { ...named("both.test", ["93.184.216.34", "127.0.0.1"]), url: "https://both.test/" },
  { ...named("both-reversed.test", ["127.0.0.1", "93.184.216.34"]), url: "https://both-reversed.test/" },
  named("nonsense.test", ["127.1"]),
  named("metadata.google.internal", ["169.254.169.254"]),
  {
    ...named("again.test", ["127.0.0.1"]),
    name: "a name under an allowed one",
    url: "http://x.allowed.test:{port}/",
    names: { "x.allowed.test": [["127.0.0.1"]] },
  },
  {
    ...named("again.test", ["127.0.0.1"]),
    name: "a name that ends like an allowed one",
    url: "http://notallowed.test:{port}/",
    names: { "notallowed.test": [["127.0.0.1"]] },
  },
];

const shapes: readonly SsrfVector[] = [
  refusedUrl("file", "file:///etc/passwd"),
  refusedUrl("file with a host", "file://127.0.0.1/etc/passwd"),
  refusedUrl("gopher", "gopher://127.0.0.1:{port}/_GET%20/%20HTTP/1.0%0d%0a%0d%0a"),
  refusedUrl("dict", "dict://127.0.0.1:{port}/info"),
  refusedUrl("ftp", "ftp://127.0.0.1:{port}/call.wav"),
  refusedUrl("data", "data:audio/wav;base64,UklGRg=="),
  refusedUrl("blob", "blob:http://127.0.0.1:{port}/1"),
  refusedUrl("javascript", "javascript:fetch('http://127.0.0.1:{port}/')"),
  refusedUrl("ldap", "ldap://127.0.0.1:{port}/"),
  refusedUrl("jar", "jar:http://127.0.0.1:{port}/!/"),
  refusedUrl("ws", "ws://127.0.0.1:{port}/"),
  refusedUrl("unix socket", "http+unix://%2Fvar%2Frun%2Fdocker.sock/info"),
  refusedUrl("no scheme", "//127.0.0.1:{port}/"),
  refusedUrl("user", "http://allowed.test@127.0.0.1:{port}/"),
  refusedUrl("user and password", "http://allowed.test:80@127.0.0.1:{port}/"),
  refusedUrl("two at signs", "http://a@allowed.test@127.0.0.1:{port}/"),
  refusedUrl("encoded at sign", "http://allowed.test%40127.0.0.1:{port}/"),
  refusedUrl("encoded slash", "http://allowed.test%2f127.0.0.1:{port}/"),
  refusedUrl("NUL in the name", "http://127.0.0.1%00.allowed.test:{port}/"),
  refusedUrl("space in the name", "http://127.0.0.1 .allowed.test:{port}/"),
  refusedUrl("caret in the name", "http://127.0.0.1^allowed.test:{port}/"),
  refusedUrl("two ports", "http://127.0.0.1:{port}:80/"),
  refusedUrl("a port beyond ports", "http://127.0.0.1:165536/"),
  refusedUrl("port nought", "http://127.0.0.1:0/"),
  refusedUrl("a number too large", "http://4294967297:{port}/"),
  refusedUrl("a part too large", "http://127.0.0.256:{port}/"),
  refusedUrl("zone", "http://[fe80::1%25lo]:{port}/"),
  refusedUrl("very long", `http://127.0.0.1:{port}/${"a".repeat(9_000)}`),
  refusedUrl("a very long name", `http://${"a.".repeat(500)}test:{port}/`),
  refusedUrl("nothing", ""),
  { ...internal("backslash for slash", "127.0.0.1"), url: "http:\\\\127.0.0.1:{port}\\" },
  { ...internal("backslash before an at sign", "127.0.0.1"), url: "http://127.0.0.1:{port}\\@allowed.test/" },
  { ...internal("a hash before an at sign", "127.0.0.1"), url: "http://127.0.0.1:{port}#@allowed.test/" },
  { ...internal("a question mark before an at sign", "127.0.0.1"), url: "http://127.0.0.1:{port}?@allowed.test/" },
  { ...internal("one slash", "127.0.0.1"), url: "http:/127.0.0.1:{port}/" },
  { ...internal("many slashes", "127.0.0.1"), url: "http:////127.0.0.1:{port}/" },
  { ...internal("blanks around", "127.0.0.1"), url: " \u0000\thttp://127.0.0.1:{port}/ " },
  { ...internal("port with zeros", "127.0.0.1"), url: "http://127.0.0.1:000{port}/" },
  { ...internal("scheme in capitals", "127.0.0.1"), url: "HtTp://127.0.0.1:{port}/" },
];

const redirects: readonly SsrfVector[] = [
  redirect("to loopback", "http://127.0.0.1:{port}/", "fetch.internal"),
  redirect("to decimal", "http://2130706433:{port}/", "fetch.internal"),
  redirect("to mapped", "http://[::ffff:7f00:1]:{port}/", "fetch.internal"),
  redirect("over https", "https://127.0.0.1:{port}/", "fetch.internal"),
  redirect("to a private address", "http://10.0.0.1/", "fetch.internal"),
  redirect("to metadata", "http://169.254.169.254/latest/meta-data/", "fetch.internal"),
  redirect("without a scheme", "//127.0.0.1:{port}/", "fetch.internal"),
  redirect("with backslashes", "\\\\127.0.0.1:{port}\\", "fetch.internal"),
  redirect("to a file", "file:///etc/passwd", "fetch.url"),
  redirect("to gopher", "gopher://127.0.0.1:{port}/_", "fetch.url"),
  redirect("with a user", "http://x@127.0.0.1:{port}/", "fetch.url"),
  redirect("in two steps", "/to?http%3A%2F%2F127.0.0.1%3A{port}%2F", "fetch.internal"),
  redirect("to a name", "http://inside.test:{port}/", "fetch.internal", { "inside.test": [["127.0.0.1"]] }),
  redirect("round in circles", "/circle", "fetch.redirects"),
  redirect("to the same name that moved", "/moved", "fetch.internal", {
    "allowed.test": [["127.0.0.2"], ["127.0.0.1"]],
  }),
];

export const ssrfVectorsByKind: Readonly<Record<string, readonly SsrfVector[]>> = {
  "notations of one address": notations,
  "version 6": version6,
  "ranges of the house": ranges,
  "names that lead inside": names,
  "shapes of an address": shapes,
  redirects,
};

export const ssrfVectors: readonly SsrfVector[] = Object.values(ssrfVectorsByKind).flat();
