// Where a browser goes after a login: only to pages of this service, whatever an address in a link says.

/** @param wish a path with query, as it came; anything else leads to the first page */
export function returnAddress(wish: string | undefined, basePath: string): string {
  const home = `${basePath}/`;
  // A browser reads a backslash as a slash and leaves out control characters, so that they could make another host of it.
  if (wish === undefined || wish.length > 2_000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wish)) return home;
  const here = "http://own.invalid";
  if (!URL.canParse(wish, here)) return home;
  const { origin, pathname, search, hash } = new URL(wish, here);
  // What the address comes to after its dots, not what it looks like.
  const isOwn = origin === here && !pathname.startsWith("//") && pathname.startsWith(home);
  return isOwn ? `${pathname}${search}${hash}` : home;
}
