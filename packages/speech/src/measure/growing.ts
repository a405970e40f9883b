// Numbers that keep coming, in a typed array that grows.

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Float32Array;

export interface Growing<A extends Numbers> {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
  set(index: number, value: number): void;
  /** All that came, in memory of its own size; afterwards nothing is left here. */
  done(): A;
}

export function growing<A extends Numbers>(make: new (length: number) => A): Growing<A> {
  let room = new make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === room.length) {
        const more = new make(Math.ceil(length * 1.25));
        more.set(room);
        room = more;
      }
      room[length++] = value;
    },
    at: (index) => room[index] ?? 0,
    set(index, value) {
      room[index] = value;
    },
    done() {
      const all = room.slice(0, length) as A;
      room = new make(0);
      return all;
    },
  };
}
