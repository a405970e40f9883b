// Knowledge 知识: the data folder — standards, meanings, questionnaires, calendars, roles — as the engine wants it.

export {
  judgeParts,
  questionnaireFolders,
  readQuestionnaire,
  rolesModel,
  type StandardFolder,
  sharedParts,
  signalFiles,
  signalParts,
  standardFolder,
  standardFolders,
} from "./data-folder.ts";
export { fileBytes, ownData, unreadable } from "./files.ts";
export { type Knowledge, knowledgeIn } from "./knowledge.ts";
