// What is known before anything is heard: the standards that will judge, and what tells agent from customer.
import type { Standard } from "@tingheng/domain";
import type { RolesFile } from "@tingheng/engine";

/** `standards` may be read only when asked for. */
export interface Knowledge {
  readonly roles: RolesFile | undefined;
  readonly standards: readonly Standard[];
}
