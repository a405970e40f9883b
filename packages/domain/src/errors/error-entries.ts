// What is known of an error: the status it means over HTTP, and one sentence in both languages.
export type ErrorEntries = Readonly<
  Record<string, { readonly status: number; readonly zh: string; readonly en: string }>
>;
