// Standards as they are kept: their versions, their states, and what is tried out with them.
import type { ErrorEntries } from "./error-entries.ts";

export const standardErrors = {
  "standard.changed": {
    status: 409,
    zh: "{id} 的 {version} 版已存在且内容不同({file});请修改版本号后再导入",
    en: "version {version} of {id} is already there with other content ({file}); give the changed one a new version",
  },
  "standard.not-draft": {
    status: 409,
    zh: "{id} {version} 已{state},不能再修改;请另建新版本",
    en: "{id} {version} is {state} and can't be changed any more; make a new version",
  },
  "standard.not-tested": {
    status: 409,
    zh: "{id} {version} 尚未通过测试,不能发布",
    en: "{id} {version} has not passed its test and can't be published",
  },
  "standard.not-published": {
    status: 409,
    zh: "{id} {version} 没有发布,无法停用",
    en: "{id} {version} is not published and can't be retired",
  },
  "standard.lacks-questionnaire": {
    status: 409,
    zh: "{id} {version} 用到的问卷 {questionnaires} 从 {day} 起没有已发布的版本;请先发布问卷",
    en: "{id} {version} goes by {questionnaires}, of which no version is in force from {day} on; publish the questionnaire first",
  },
  "questionnaire.in-use": {
    status: 409,
    zh: "{day} 之后 {standards} 仍在使用问卷 {id};请先发布它的新版本,或先停用这些标准",
    en: "{standards} still go by {id} after {day}; publish another version of it or retire those first",
  },
  "standard.renamed": {
    status: 409,
    zh: "草稿是 {id} {version},文件却是 {found};要改名或改版本号请另行导入",
    en: "the draft is {id} {version}, the file says {found}; import it as a version of its own",
  },
} as const satisfies ErrorEntries;
