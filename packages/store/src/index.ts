// The store 存储: where calls, judgements, people and jobs are kept, on PGlite in a folder or on PostgreSQL.
export type {
  ByteRange,
  ObjectKey,
  ObjectKind,
  ObjectListing,
  ObjectStore,
  PutOptions,
  StoredObject,
} from "./objects/object-store.ts";
