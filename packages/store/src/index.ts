// The store 存储: where calls, judgements, people and jobs are kept, on PGlite in a folder or on PostgreSQL.
export {};
