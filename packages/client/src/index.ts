// The client of the API, with its types. Paths, parameters and answers stand in `api.ts`, which is made from the service's own description.
export { type Connection, connect, type TinghengClient } from "./connect.ts";
