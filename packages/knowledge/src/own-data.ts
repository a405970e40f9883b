// The project's own data folder: standards, meanings, questionnaires and calendars.
import { fileURLToPath } from "node:url";

/** Used unless another folder is named. */
export const ownData: string = fileURLToPath(new URL("../../../", import.meta.url));
