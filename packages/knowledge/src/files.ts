// What needs no engine, for whoever must start quickly: where the project's own data lie, and the bytes of a file.

export { fileBytes, unreadable } from "./file-bytes.ts";
export { ownData } from "./own-data.ts";
