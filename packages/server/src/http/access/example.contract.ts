// An example of an operation: a request that is right in everything but, perhaps, in who sends it and what it is about.
import { type AccessWorld, type Asker, type Place, places, sees } from "./access-world.contract.ts";

/** The request without its method, path and credentials. */
export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: { readonly type: string; readonly body: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing that a request may be about. */
export interface Try {
  readonly name: string;
  /** Whether the asker may see it. */
  readonly seen: boolean;
  /** `allowed`: the asker may do it, so that it must be done to something made for it. */
  readonly asked: (allowed: boolean) => Asked | Promise<Asked>;
}

export interface Example {
  readonly tries: (world: AccessWorld, asker: Asker) => readonly Try[];
  /** Statuses of a request that is let through; by default those that the operation declares below 400. */
  readonly gives?: readonly number[];
  /** Status where the thing is not the asker's; 404 by default. */
  readonly outside?: number;
  /** Code of the refusal there, where it is one of its own. */
  readonly refuses?: string;
  /** Keys of machines have no account. */
  readonly browserOnly?: true;
  /** Shows numbers in the clear to those who may ask it. */
  readonly reveals?: true;
  /** What is not there is made by it. */
  readonly makes?: true;
}

export type Operation = `${"GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;
export type Examples = Readonly<Record<Operation, Example>>;

type Make = (world: AccessWorld, asker: Asker) => Asked | Promise<Asked>;
type More = Omit<Example, "tries">;

/** About nothing that could be somebody else's. */
export function plain(make: Make | Asked = {}, more: More = {}): Example {
  const asked = typeof make === "function" ? make : () => make;
  return { ...more, tries: (world, asker) => [{ name: "it", seen: true, asked: () => asked(world, asker) }] };
}

/** About something by its id, which everybody with the permission may see; made anew for those who may change it. */
export function thing(make: (world: AccessWorld) => Promise<string>, rest: Asked = {}, more: More = {}): Example {
  return {
    ...more,
    tries: (world) => [
      {
        name: "it",
        seen: true,
        asked: async (allowed) => ({ ...rest, params: { ...rest.params, id: allowed ? await make(world) : "none" } }),
      },
    ],
  };
}

/** About a call of each place; `change` says that it is done to a call made for it. */
export function aboutCall(
  rest: Asked = {},
  more: More & { readonly change?: (world: AccessWorld, id: string) => unknown } = {},
): Example {
  const { change, ...example } = more;
  return {
    ...example,
    tries: (world, { actor }) =>
      places.map((place) => ({
        name: `call ${place.name}`,
        seen: sees(actor, place),
        asked: async (allowed) => {
          if (change === undefined || !allowed) return { ...rest, params: { id: world.calls.get(place.name) ?? "" } };
          const id = await world.newCall(place);
          await change(world, id);
          return { ...rest, params: { id } };
        },
      })),
  };
}

/** A request for each place: lists, and calls that are sent in. */
export function forPlaces(
  make: (world: AccessWorld, place: Place) => Asked,
  more: More & { readonly everybody?: true } = {},
): Example {
  const { everybody, ...example } = more;
  return {
    ...example,
    tries: (world, { actor }) =>
      places.map((place) => ({
        name: `place ${place.name}`,
        seen: everybody === true || sees(actor, place),
        asked: () => make(world, place),
      })),
  };
}
