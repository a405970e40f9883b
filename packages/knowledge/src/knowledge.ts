// What is known before anything is heard: the standards that will judge, and what tells agent from customer.
import type { Standard } from "@tingheng/domain";
import { type RolesFile, readStandard } from "@tingheng/engine";
import { rolesModel, standardFolders } from "./data-folder.ts";

/** `standards` may be read only when asked for. */
export interface Knowledge {
  readonly roles: RolesFile | undefined;
  readonly standards: readonly Standard[];
}

/** The standards are only read where there are words to be expected or told apart. */
export const knowledgeIn = (data: string): Knowledge => ({
  roles: rolesModel(data),
  get standards() {
    return standardFolders(data).map(({ standard }) => readStandard(standard).standard);
  },
});
