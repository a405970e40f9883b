// Made from the service's description of its API by scripts/generate-client.ts; not written by hand.
/* biome-ignore-all format: made by a program */
/* biome-ignore-all lint: made by a program */
/* biome-ignore-all assist: made by a program */
export interface paths {
    readonly "/api/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 审计日志 Who did what, newest first */
        readonly get: operations["getAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/{seq}/proof": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 一条记录的收录证明(RFC 6962) That an entry lies in a signed head, shown without the rest of the log */
        readonly get: operations["getAuditBySeqProof"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 导出审计日志 The log as NDJSON, oldest first */
        readonly get: operations["getAuditExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/heads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 签名树头 Signed heads of the log, and the key they are checked with */
        readonly get: operations["getAuditHeads"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 校验审计日志 Read the whole log against its hashes and heads */
        readonly post: operations["postAuditVerify"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 通话列表:按坐席、班组、队列、标准、条款、分数、日期和说过的词筛选 Calls, by agent, team, queue, standard, clause, score, date and words said */
        readonly get: operations["getCalls"];
        readonly put?: never;
        /** 提交一通通话记录;同一来源和编号只保留一通 Send one call record; the same source and id is one call */
        readonly post: operations["postCalls"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 一通通话及其记录(号码已脱敏) One call with its record; numbers are masked */
        readonly get: operations["getCallsById"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/erase": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 删除通话 Erase a call: sound, words, judgements, exports */
        readonly post: operations["postCallsByIdErase"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 被取代的评判 Judgements that were superseded */
        readonly get: operations["getCallsByIdHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/hold": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 法律保全状态 Whether a call is under legal hold */
        readonly get: operations["getCallsByIdHold"];
        /** 法律保全 Keep a call from being deleted */
        readonly put: operations["putCallsByIdHold"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/judgements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 现行评判全文 The judgements in force, whole */
        readonly get: operations["getCallsByIdJudgements"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/peaks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 波形 The waveform */
        readonly get: operations["getCallsByIdPeaks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/playback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 试听副本(支持按段读取) The copy for playing, in stretches */
        readonly get: operations["getCallsByIdPlayback"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/recording": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 原始录音 The recording as it came */
        readonly get: operations["getCallsByIdRecording"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/rejudge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 按现行标准重新评判(不重新识别) Judge again by the standards in force; nothing is heard again */
        readonly post: operations["postCallsByIdRejudge"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 解除法律保全 Let a call be deleted again when its time is over */
        readonly post: operations["postCallsByIdRelease"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 重试已搁置的通话 Try a call again that was set aside */
        readonly post: operations["postCallsByIdRetry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/reveal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 查看完整号码 A call with its numbers in the clear; the reason is logged */
        readonly post: operations["postCallsByIdReveal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/sheet": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 质检单网页 The sheet of a call as a page */
        readonly get: operations["getCallsByIdSheet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/{id}/swap-sides": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 坐席与客户互换并重新评判 Agent and customer change places; judged again */
        readonly post: operations["postCallsByIdSwapSides"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/calls/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 批量提交(NDJSON,或用 format 指定任何已知格式;auto 为自动识别) Send many: NDJSON, or any known format by `format`, detected with auto */
        readonly post: operations["postCallsBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/erasures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 删除记录 What was erased, newest first */
        readonly get: operations["getErasures"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 事件流 Events as they come (server-sent events)
         * @description `id:` of an event is where to go on: browsers send it by themselves as `Last-Event-ID`. Comments come while nothing happens.
         */
        readonly get: operations["getEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/files": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 上传录音、转写、话单表格或压缩包 Upload recordings, transcripts, tables of calls, or archives
         * @description multipart/form-data with any number of files, or one file as the whole body (?name=). `source` names who sends it; `call` is a call record (JSON) with what is known of a recording. The same recording twice is one call.
         */
        readonly post: operations["postFiles"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** API 密钥 Keys of machines, the latest first */
        readonly get: operations["getKeys"];
        readonly put?: never;
        /** 新建密钥 Make a key */
        readonly post: operations["postKeys"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 吊销密钥 Revoke a key */
        readonly delete: operations["deleteKeysById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 登录方式 Ways to log in */
        readonly get: operations["getLogin"];
        readonly put?: never;
        /** 登录 Log in; the session comes as a cookie */
        readonly post: operations["postLogin"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/login/oidc": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 单点登录 Go to the provider of single sign-on */
        readonly get: operations["getLoginOidc"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/login/oidc/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 单点登录返回 Come back from the provider */
        readonly get: operations["getLoginOidcCallback"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 退出 Log out */
        readonly post: operations["postLogout"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 当前用户 Who I am and what I may do */
        readonly get: operations["getMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 绑定验证器 Begin to enrol a second factor */
        readonly post: operations["postMeFactor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/factor/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 输入验证码 Prove the second factor in this session */
        readonly post: operations["postMeFactorCheck"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/factor/confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 确认验证器 Confirm the second factor with its first code */
        readonly post: operations["postMeFactorConfirm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/factor/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 解除验证器 Take the second factor away */
        readonly post: operations["postMeFactorRemove"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 我的单点登录身份 Who I am at single sign-on */
        readonly get: operations["getMeIdentities"];
        readonly put?: never;
        /** 关联我的单点登录 Join my account to me at single sign-on */
        readonly post: operations["postMeIdentities"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/identities/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 解除我的单点登录 Part my account from single sign-on; ends my sessions elsewhere */
        readonly delete: operations["deleteMeIdentitiesById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 修改密码 Change my password; ends my sessions elsewhere */
        readonly post: operations["postMePassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 我的会话 My sessions */
        readonly get: operations["getMeSessions"];
        readonly put?: never;
        readonly post?: never;
        /** 结束其他会话 End my sessions elsewhere */
        readonly delete: operations["deleteMeSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 结束会话 End one of my sessions */
        readonly delete: operations["deleteMeSessionsById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/model": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 语言模型 The language model, its budget and what it has cost today */
        readonly get: operations["getModel"];
        readonly put?: never;
        /** 语言模型开关 Switch the language model off or on, everywhere at once */
        readonly post: operations["postModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/queues": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 任务队列 Queues of jobs */
        readonly get: operations["getQueues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rejudgings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 重新评判列表 Rejudgings */
        readonly get: operations["getRejudgings"];
        readonly put?: never;
        /** 重新评判既往通话 Judge past calls again */
        readonly post: operations["postRejudgings"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rejudgings/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 重新评判进度 How far a rejudging has come */
        readonly get: operations["getRejudgingsById"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rejudgings/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 取消重新评判 Send no more calls */
        readonly post: operations["postRejudgingsByIdCancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 保存期限 How long calls are kept */
        readonly get: operations["getRetention"];
        /** 修改保存期限 Change how long calls are kept; calls that are there get new dates */
        readonly put: operations["putRetention"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 创建首位管理员 Make the first administrator with the token from the log */
        readonly post: operations["postSetup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standard-assignments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 标准分配 Assignments of standards */
        readonly get: operations["getStandardAssignments"];
        readonly put?: never;
        /** 分配标准 Assign a standard */
        readonly post: operations["postStandardAssignments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standard-assignments/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 一条分配 One assignment */
        readonly get: operations["getStandardAssignmentsById"];
        /** 修改分配 Change an assignment */
        readonly put: operations["putStandardAssignmentsById"];
        readonly post?: never;
        /** 取消分配 Remove an assignment */
        readonly delete: operations["deleteStandardAssignmentsById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 考核标准各版本 Versions of standards */
        readonly get: operations["getStandards"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 一个版本的全部内容 One version with its files */
        readonly get: operations["getStandardsById"];
        readonly put?: never;
        readonly post?: never;
        /** 删除草稿 Discard a draft */
        readonly delete: operations["deleteStandardsById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 导出为文件夹内容 The files of a version as an import takes them */
        readonly get: operations["getStandardsByIdExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/files": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** 修改草稿 Change a draft */
        readonly put: operations["putStandardsByIdFiles"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/files/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 版本中的一个文件,与导入时逐字节相同 A file of a version, byte for byte as it came */
        readonly get: operations["getStandardsByIdFilesByName"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 发布 Publish */
        readonly post: operations["postStandardsByIdPublish"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 停用 Retire */
        readonly post: operations["postStandardsByIdRetire"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 运行用例与检查 Run its cases and the linter */
        readonly post: operations["postStandardsByIdTest"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 导出为 zip 文件 Versions as a zip file, laid out as a data folder, as an import takes it */
        readonly get: operations["getStandardsExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 导入文件为草稿 Bring files in as drafts */
        readonly post: operations["postStandardsImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/standards/import-archive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 导入 zip 文件为草稿 Bring a zip file in as drafts */
        readonly post: operations["postStandardsImportArchive"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/teams": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 班组 Teams */
        readonly get: operations["getTeams"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/teams/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** 新建或改名班组 Add a team or give it another name */
        readonly put: operations["putTeamsById"];
        readonly post?: never;
        /** 删除班组 Remove a team in which nobody is */
        readonly delete: operations["deleteTeamsById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/telephony/{system}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 提交电话系统自己的话单(xml_cdr、json_cdr、CDR、queue_log 等) Push a telephone system's own records
         * @description Systems: asterisk, freepbx, freeswitch, vicidial, amazon-connect, genesys-cloud, vcon, metadata-table. The body is the text of a file as the system writes it, or FreeSWITCH's form cdr=…. `name` is the file's name where it tells what is in it (queue_log, cel.csv); `watch` names the watched folder whose settings and source apply.
         */
        readonly post: operations["postTelephonyBySystem"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/unread": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 未能读取的内容及原因 What could not be read, and why */
        readonly get: operations["getUnread"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/unread/{id}/settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 标记为已处理 Somebody has seen to it */
        readonly post: operations["postUnreadByIdSettle"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/uploads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 开始可续传的上传 Begin a resumable upload
         * @description tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.
         */
        readonly post: operations["postUploads"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/uploads/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * 放弃上传 Give an upload up
         * @description tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.
         */
        readonly delete: operations["deleteUploadsById"];
        readonly options?: never;
        /**
         * 查询已收到多少 Ask how much has arrived
         * @description tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.
         */
        readonly head: operations["headUploadsById"];
        /**
         * 续传 Go on with an upload
         * @description tus 1.0.0. Upload-Metadata: `filename`, `source`, `call` (a call record as JSON). The answer to the last piece says what became of the file.
         */
        readonly patch: operations["patchUploadsById"];
        readonly trace?: never;
    };
    readonly "/api/v1/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 人员 People, by name */
        readonly get: operations["getUsers"];
        readonly put?: never;
        /** 新建帐号 Create an account */
        readonly post: operations["postUsers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 一名人员 One person */
        readonly get: operations["getUsersById"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** 修改或停用帐号 Change or disable an account */
        readonly patch: operations["patchUsersById"];
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 解除他人的验证器 Take a second factor away */
        readonly delete: operations["deleteUsersByIdFactor"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 单点登录身份 Who a user is at single sign-on */
        readonly get: operations["getUsersByIdIdentities"];
        readonly put?: never;
        /** 关联单点登录身份 Join an account to a person at single sign-on */
        readonly post: operations["postUsersByIdIdentities"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/identities/{identity}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 解除单点登录身份 Part an account from a person at single sign-on; ends its sessions */
        readonly delete: operations["deleteUsersByIdIdentitiesByIdentity"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 重置密码 Reset a password */
        readonly post: operations["postUsersByIdPassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** 结束他人的会话 End a person's sessions */
        readonly delete: operations["deleteUsersByIdSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 回调列表 Receivers of webhooks */
        readonly get: operations["getWebhooks"];
        readonly put?: never;
        /** 新建回调 Make a receiver */
        readonly post: operations["postWebhooks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 查看回调 One receiver */
        readonly get: operations["getWebhooksById"];
        readonly put?: never;
        readonly post?: never;
        /** 删除回调 Remove a receiver and its log */
        readonly delete: operations["deleteWebhooksById"];
        readonly options?: never;
        readonly head?: never;
        /** 修改回调 Change, disable or enable a receiver */
        readonly patch: operations["patchWebhooksById"];
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 投递记录 Deliveries to a receiver */
        readonly get: operations["getWebhooksByIdDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/deliveries/{delivery}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 投递详情 One delivery with its tries */
        readonly get: operations["getWebhooksByIdDeliveriesByDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/deliveries/{delivery}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 重新投递 Deliver once more */
        readonly post: operations["postWebhooksByIdDeliveriesByDeliveryReplay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 重新投递失败的事件 Deliver what has failed since a time once more */
        readonly post: operations["postWebhooksByIdReplay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 更换密钥 A new secret; the one before signs too for some hours */
        readonly post: operations["postWebhooksByIdSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 发送测试事件 Send a test event */
        readonly post: operations["postWebhooksByIdTest"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/what-ifs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 试评列表 What-ifs */
        readonly get: operations["getWhatIfs"];
        readonly put?: never;
        /** 用草稿试评既往通话 Try a draft on past calls */
        readonly post: operations["postWhatIfs"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/what-ifs/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 试评进度与结果 A what-if: how far it is, and what would move */
        readonly get: operations["getWhatIfsById"];
        readonly put?: never;
        readonly post?: never;
        /** 删除试评(本人发起的,或有发布权限) Remove it and its results. For who began it, and who may publish */
        readonly delete: operations["deleteWhatIfsById"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/what-ifs/{id}/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 按坐席汇总 What would move, by agent */
        readonly get: operations["getWhatIfsByIdAgents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/what-ifs/{id}/calls": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 会变动的通话 Calls that would move */
        readonly get: operations["getWhatIfsByIdCalls"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/what-ifs/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 取消试评(本人发起的,或有发布权限) Stop it; what was found so far is kept. For who began it, and who may publish */
        readonly post: operations["postWhatIfsByIdCancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 进程是否存活 Whether the process lives */
        readonly get: operations["getHealthz"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Prometheus 指标 Figures for Prometheus; on an open address only with a key that may read the system */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 能否工作 Whether it can work */
        readonly get: operations["getReadyz"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AcceptedCall: {
            readonly externalId: string;
            readonly id: string;
            /** @enum {string} */
            readonly outcome: "created" | "updated" | "unchanged" | "older" | "erased";
            readonly source: string;
            readonly stage: components["schemas"]["CallStage"];
        };
        readonly ApiKey: {
            /** Format: date-time */
            readonly expiresAt: string;
            readonly id: string;
            /** Format: date-time */
            readonly madeAt: string;
            readonly madeBy: string;
            readonly name: string;
            readonly permissions: readonly ("calls.read" | "calls.listen" | "calls.write" | "calls.judge" | "calls.delete" | "calls.export" | "calls.hold" | "numbers.reveal" | "standards.read" | "standards.write" | "standards.publish" | "people.read" | "people.manage" | "keys.manage" | "webhooks.manage" | "audit.read" | "retention.manage" | "intake.settle" | "system.read" | "system.manage")[];
            /** Format: date-time */
            readonly revokedAt?: string;
            readonly scope: {
                /** @enum {string} */
                readonly kind: "all";
            } | {
                /** @enum {string} */
                readonly kind: "teams";
                readonly teams: readonly string[];
            } | {
                readonly agentId: string;
                /** @enum {string} */
                readonly kind: "agent";
            } | {
                /** @enum {string} */
                readonly kind: "nobody";
            };
            /** Format: date-time */
            readonly usedAt?: string;
        };
        readonly AuditEntry: {
            readonly action: string;
            readonly actorId: string;
            readonly actorKind: string;
            readonly at: string;
            readonly details: {
                readonly [key: string]: string | number | boolean;
            };
            readonly hash: string;
            readonly previous: string;
            readonly seq: number;
            readonly subjectId: string;
            readonly subjectKind: string;
        };
        readonly AuditHead: {
            readonly at: string;
            readonly root: string;
            readonly signature: string;
            readonly size: number;
            readonly tip: string;
        };
        readonly AuditProof: {
            /** @description roots of the subtrees beside the way from the entry to the root, from below */
            readonly beside: readonly string[];
            readonly entry: components["schemas"]["AuditEntry"];
            readonly head: components["schemas"]["AuditHead"];
            readonly publicKey: string;
        };
        readonly AuditReport: {
            readonly entries: number;
            readonly fault?: {
                readonly kind: string;
                readonly seq: number;
                readonly until?: number;
                readonly vouched: number;
            };
            readonly heads: number;
            readonly whole: boolean;
        };
        readonly BatchLine: {
            readonly accepted?: components["schemas"]["AcceptedCall"];
            readonly line?: number;
            readonly problem?: {
                readonly code: string;
                readonly details: {
                    readonly [key: string]: string;
                };
                readonly title: string;
            };
            readonly where: string;
        };
        readonly Call: components["schemas"]["CallSummary"] & {
            readonly record: components["schemas"]["CallRecord"];
        };
        readonly CallHold: {
            readonly held: boolean;
            readonly heldAt?: string;
            readonly heldBy?: string;
            readonly reason?: string;
        };
        /** Call record 通话记录 */
        readonly CallRecord: {
            readonly agent?: {
                readonly desk?: string;
                readonly id?: string;
                readonly name?: string;
                readonly team?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly answeredAtMs?: number;
            readonly calledNumber?: string;
            readonly callerNumber?: string;
            readonly campaign?: string;
            readonly consent?: {
                readonly recordingNotice?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly customer?: {
                readonly attributes?: {
                    readonly [key: string]: unknown;
                };
                readonly name?: string;
                readonly number?: string;
            } & {
                readonly [key: string]: unknown;
            };
            /** @enum {string} */
            readonly direction?: "inbound" | "outbound" | "internal";
            readonly extra?: {
                readonly [key: string]: unknown;
            };
            readonly hangup?: {
                readonly atMs?: number;
                /** @enum {string} */
                readonly by: "agent" | "customer" | "system" | "unknown";
                readonly raw?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly holds?: readonly ({
                readonly endMs: number;
                readonly startMs: number;
            } & {
                readonly [key: string]: unknown;
            })[];
            readonly id: string;
            readonly language?: string;
            readonly linkedId?: string;
            readonly mutes?: readonly ({
                readonly endMs: number;
                readonly startMs: number;
            } & {
                readonly [key: string]: unknown;
            })[];
            readonly outcome?: {
                readonly activated?: boolean;
                readonly disposition?: string;
                readonly resultClass?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly queue?: string;
            readonly recording?: {
                readonly channels?: {
                    readonly [key: string]: "agent" | "customer" | "third" | "ivr" | "unknown";
                };
                readonly sha256?: string;
                readonly startOffsetMs?: number;
                readonly uri?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly ring?: {
                readonly count?: number;
                readonly ms?: number;
            } & {
                readonly [key: string]: unknown;
            };
            readonly sound?: {
                readonly bySpeaker?: {
                    readonly [key: string]: {
                        readonly loudnessDb?: number;
                        readonly pitchHz?: number;
                        readonly pitchRangeSemitones?: number;
                        readonly syllablesPerSecond?: number;
                        readonly talkMs?: number;
                        readonly wordsPerMinute?: number;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
                readonly channels?: number;
                readonly codec?: string;
                readonly durationMs?: number;
                readonly faults?: readonly ({
                    readonly endMs: number;
                    /** @enum {string} */
                    readonly kind: "clipping" | "oneWay" | "dropped";
                    readonly share?: number;
                    /** @enum {string} */
                    readonly speaker?: "agent" | "customer" | "third" | "ivr" | "unknown";
                    readonly startMs: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
                readonly notes?: readonly string[];
                readonly overlaps?: readonly ({
                    readonly backchannel?: boolean;
                    /** @enum {string} */
                    readonly by: "agent" | "customer" | "third" | "ivr" | "unknown";
                    readonly endMs: number;
                    readonly startMs: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
                readonly sampleRateHz?: number;
                readonly silences?: readonly ({
                    readonly endMs: number;
                    /** @enum {string} */
                    readonly filledBy?: "music" | "tone" | "noise" | "nothing";
                    readonly startMs: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
                readonly speakerConfidence?: number;
                readonly speech?: readonly ({
                    readonly endMs: number;
                    /** @enum {string} */
                    readonly speaker: "agent" | "customer" | "third" | "ivr" | "unknown";
                    readonly startMs: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
                readonly stretches?: readonly ({
                    readonly endMs: number;
                    readonly loudnessDb?: number;
                    readonly pitchHz?: number;
                    /** @enum {string} */
                    readonly speaker: "agent" | "customer" | "third" | "ivr" | "unknown";
                    readonly startMs: number;
                    readonly syllablesPerSecond?: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
                readonly tones?: readonly ({
                    readonly count?: number;
                    readonly digits?: string;
                    readonly endMs: number;
                    /** @enum {string} */
                    readonly kind: "ringback" | "busy" | "beep" | "dtmf";
                    readonly startMs: number;
                } & {
                    readonly [key: string]: unknown;
                })[];
            } & {
                readonly [key: string]: unknown;
            };
            readonly source: string;
            /** Format: date-time */
            readonly startedAt?: string;
            readonly transfers?: readonly ({
                readonly atMs: number;
                /** @enum {string} */
                readonly kind: "attended" | "blind" | "unknown";
                readonly to?: string;
            } & {
                readonly [key: string]: unknown;
            })[];
            readonly trunk?: {
                readonly carrier?: string;
                readonly id?: string;
            } & {
                readonly [key: string]: unknown;
            };
            readonly turns?: readonly ({
                readonly confidence?: number;
                readonly endMs?: number;
                readonly extra?: {
                    readonly [key: string]: unknown;
                };
                /** @enum {string} */
                readonly speaker: "agent" | "customer" | "third" | "ivr" | "unknown";
                readonly speakerConfidence?: number;
                readonly speakerLabel?: string;
                readonly startMs?: number;
                readonly text: string;
                readonly words?: readonly ({
                    readonly confidence?: number;
                    readonly endMs?: number;
                    readonly startMs?: number;
                    readonly text: string;
                } & {
                    readonly [key: string]: unknown;
                })[];
            } & {
                readonly [key: string]: unknown;
            })[];
            /** @constant */
            readonly version: 1;
        } & {
            readonly [key: string]: unknown;
        };
        /** @enum {string} */
        readonly CallStage: "waiting" | "hearing" | "judging" | "judged" | "setAside";
        readonly CallSummary: {
            readonly agent?: {
                readonly id?: string;
                readonly name?: string;
            };
            readonly campaign?: string;
            readonly direction?: string;
            readonly durationMs?: number;
            readonly excerpt?: components["schemas"]["Excerpt"];
            readonly externalId: string;
            readonly id: string;
            readonly judgements: readonly components["schemas"]["JudgementSummary"][];
            readonly queue?: string;
            /** Format: date-time */
            readonly receivedAt: string;
            readonly recording: boolean;
            readonly revision: number;
            readonly source: string;
            readonly stage: components["schemas"]["CallStage"];
            /** Format: date-time */
            readonly stageAt: string;
            readonly stageReason?: components["schemas"]["Reason"];
            /** Format: date-time */
            readonly startedAt?: string;
            readonly team?: string;
        };
        readonly Erasure: {
            readonly callId: string;
            /** @enum {string} */
            readonly cause: "due" | "person";
            readonly erasedAt: string;
            readonly erasedBy: string;
            readonly retentionClass: string;
        };
        /** @description the JSON in `data:` of each event */
        readonly Event: {
            /** Format: date-time */
            readonly at: string;
            readonly data: {
                readonly [key: string]: unknown;
            };
            readonly id: string;
            /** @enum {string} */
            readonly kind: "call.received" | "call.changed" | "call.heard" | "call.judged" | "call.set-aside" | "call.deleted" | "standard.published" | "what-if.finished";
            readonly subject: string;
        };
        readonly Excerpt: {
            readonly from: number;
            readonly speaker: string;
            readonly startMs?: number;
            readonly text: string;
            readonly to: number;
            readonly turn: number;
        };
        readonly FactorCode: {
            readonly code?: string;
            readonly recoveryCode?: string;
        };
        readonly FactorOffer: {
            /** @description otpauth:// address, shown as a QR code */
            readonly address: string;
            readonly secret: string;
        };
        readonly Identity: {
            readonly id: string;
            readonly issuer: string;
            /** Format: date-time */
            readonly linkedAt: string;
            /** @description as the provider's tokens name the person (sub) */
            readonly subject: string;
        };
        readonly JudgementSummary: {
            readonly applies: boolean;
            readonly bonus: number;
            readonly fatal: boolean;
            readonly id: string;
            /** Format: date-time */
            readonly judgedAt: string;
            readonly maxScore: number;
            readonly provisional: boolean;
            readonly score: number;
            readonly standard: string;
            /** Format: date-time */
            readonly supersededAt?: string;
            readonly undetermined: readonly string[];
            readonly version: string;
            readonly violated: readonly string[];
        };
        readonly KeptJudgement: {
            readonly id: string;
            /** Format: date-time */
            readonly judgedAt: string;
            readonly judgement: {
                readonly answers: readonly {
                    readonly confidence?: number;
                    readonly from?: number;
                    readonly question: string;
                    readonly to?: number;
                    readonly turn?: number;
                    readonly value: number | string | boolean;
                }[];
                readonly bonus: number;
                readonly call: {
                    readonly id: string;
                    readonly source: string;
                };
                readonly clauses: readonly {
                    readonly evidence: readonly {
                        readonly endMs?: number;
                        readonly from?: number;
                        readonly kind?: string;
                        readonly measure?: string;
                        /** @enum {string} */
                        readonly role?: "hit" | "due" | "unsure" | "kept";
                        readonly startMs?: number;
                        readonly text?: string;
                        readonly threshold?: number | string | boolean;
                        readonly to?: number;
                        readonly turn?: number;
                        readonly value?: number | string | boolean;
                    }[];
                    readonly id: string;
                    /** @enum {string} */
                    readonly judgedBy: "machine" | "human" | "model";
                    readonly missing?: readonly string[];
                    /** @enum {string} */
                    readonly outcome: "violated" | "met" | "notApplicable" | "undetermined";
                    readonly points: number;
                    readonly reason: string;
                }[];
                readonly defects?: {
                    readonly business?: boolean;
                    readonly compliance?: boolean;
                    readonly customer?: boolean;
                };
                readonly fatal: boolean;
                readonly items?: readonly {
                    readonly dropped?: boolean;
                    readonly failedBy?: string;
                    readonly id: string;
                    readonly maxPoints: number;
                    readonly points: number;
                    readonly provisional?: boolean;
                    readonly title?: string;
                }[];
                readonly labels: readonly {
                    readonly from?: number;
                    readonly id: string;
                    readonly to?: number;
                    readonly turn?: number;
                    readonly value: string;
                }[];
                readonly maxScore: number;
                readonly notApplicable?: string;
                readonly proposals: readonly {
                    readonly amount?: number;
                    readonly clause: string;
                    readonly currency?: string;
                    readonly kind: string;
                    readonly note?: string;
                    readonly occurrences?: number;
                    /** @enum {string} */
                    readonly subject: "agent" | "supervisor" | "team" | "all";
                }[];
                readonly provisional: boolean;
                readonly questionnaires?: readonly {
                    /** @enum {boolean} */
                    readonly followed?: true;
                    readonly id: string;
                    readonly version: string;
                }[];
                readonly score: number;
                readonly sections?: readonly {
                    readonly dropped?: boolean;
                    readonly failedBy?: string;
                    readonly id: string;
                    readonly maxPoints: number;
                    readonly points: number;
                    readonly provisional?: boolean;
                    readonly title?: string;
                }[];
                readonly standard: {
                    readonly id: string;
                    readonly version: string;
                };
                /** @enum {number} */
                readonly version: 1;
            };
        };
        readonly LanguageModel: {
            readonly configured: boolean;
            readonly model?: string;
            readonly off: boolean;
            readonly perCall: {
                readonly cost?: number;
                readonly requests?: number;
                readonly tokens?: number;
            };
            readonly perDay: {
                readonly cost?: number;
                readonly requests?: number;
                readonly tokens?: number;
            };
            readonly today: {
                readonly cost: number;
                readonly requests: number;
                readonly tokens: number;
            };
        };
        readonly LanguageModelSwitch: {
            readonly off: boolean;
        };
        readonly LoggedOut: {
            /** @description where the browser goes to log out at the provider too */
            readonly address?: string;
        };
        readonly Login: {
            /** @description of the authenticator, where a second factor is enrolled */
            readonly code?: string;
            readonly name: string;
            readonly password: string;
            readonly recoveryCode?: string;
        };
        readonly LoginOptions: {
            /** @description true until there is an administrator who can log in with a password */
            readonly setUp: boolean;
            /** @description name of the single sign-on, where there is one */
            readonly signOn?: string;
        };
        readonly MadeApiKey: components["schemas"]["ApiKey"] & {
            /** @description sent as `Authorization: Bearer …`; shown once */
            readonly key: string;
        };
        readonly MadeWebhook: components["schemas"]["Webhook"] & {
            /** @description whsec_…, told this once */
            readonly secret: string;
        };
        readonly Me: {
            /** @description of a person */
            readonly account?: {
                readonly agentId?: string;
                readonly hasFactor: boolean;
                readonly hasPassword: boolean;
                readonly name: string;
                readonly recoveryCodesLeft: number;
                readonly teams: readonly string[];
            };
            readonly displayName: string;
            readonly id: string;
            /** @enum {string} */
            readonly kind: "person" | "key" | "system";
            /** @description to be done before anything else is permitted */
            readonly pending: readonly ("password" | "factor")[];
            readonly permissions: readonly ("calls.read" | "calls.listen" | "calls.write" | "calls.judge" | "calls.delete" | "calls.export" | "calls.hold" | "numbers.reveal" | "standards.read" | "standards.write" | "standards.publish" | "people.read" | "people.manage" | "keys.manage" | "webhooks.manage" | "audit.read" | "retention.manage" | "intake.settle" | "system.read" | "system.manage")[];
            readonly roles: readonly ("administrator" | "supervisor" | "teamLeader" | "inspector" | "trainer" | "agent" | "auditor")[];
            readonly scope: {
                /** @enum {string} */
                readonly kind: "all";
            } | {
                /** @enum {string} */
                readonly kind: "teams";
                readonly teams: readonly string[];
            } | {
                readonly agentId: string;
                /** @enum {string} */
                readonly kind: "agent";
            } | {
                /** @enum {string} */
                readonly kind: "nobody";
            };
        };
        readonly NewApiKey: {
            /** Format: date-time */
            readonly expiresAt: string;
            readonly name: string;
            readonly permissions: readonly ("calls.read" | "calls.listen" | "calls.write" | "calls.judge" | "calls.delete" | "calls.export" | "calls.hold" | "numbers.reveal" | "standards.read" | "standards.write" | "standards.publish" | "people.read" | "webhooks.manage" | "audit.read" | "retention.manage" | "intake.settle" | "system.read" | "system.manage")[];
            readonly scope: {
                /** @enum {string} */
                readonly kind: "all";
            } | {
                /** @enum {string} */
                readonly kind: "teams";
                readonly teams: readonly string[];
            } | {
                readonly agentId: string;
                /** @enum {string} */
                readonly kind: "agent";
            } | {
                /** @enum {string} */
                readonly kind: "nobody";
            };
        };
        readonly NewIdentity: {
            /**
             * Format: uri
             * @description the provider that is set up, where it is left out
             */
            readonly issuer?: string;
            readonly subject: string;
        };
        readonly NewUser: {
            readonly agentId?: string;
            readonly displayName: string;
            /**
             * Format: email
             * @description by which single sign-on may find the account, where oidc_link says so
             */
            readonly email?: string;
            readonly name: string;
            /** @description to be changed at the first login */
            readonly password: string;
            readonly roles: readonly ("administrator" | "supervisor" | "teamLeader" | "inspector" | "trainer" | "agent" | "auditor")[];
            /** @default [] */
            readonly teams: readonly string[];
        };
        readonly NewWebhook: {
            /** @default  */
            readonly description: string;
            readonly kinds: readonly ("call.received" | "call.changed" | "call.heard" | "call.judged" | "call.set-aside" | "call.deleted" | "standard.published" | "what-if.finished")[];
            /** @example https://crm.example.com/tingheng */
            readonly url: string;
        };
        readonly OwnIdentity: {
            readonly id: string;
            readonly issuer: string;
            /** Format: date-time */
            readonly linkedAt: string;
        };
        readonly PasswordChange: {
            readonly current: string;
            readonly next: string;
        };
        readonly PastCalls: {
            readonly agent?: string;
            /**
             * Format: date-time
             * @description not included
             */
            readonly before?: string;
            readonly campaign?: string;
            /** @enum {string} */
            readonly direction?: "inbound" | "outbound" | "internal";
            /** Format: date-time */
            readonly from?: string;
            readonly queue?: string;
            /** @description judged under it */
            readonly standard?: string;
            readonly team?: string;
        };
        readonly Period: {
            /** Format: date */
            readonly from?: string;
            /** Format: date */
            readonly to?: string;
        };
        readonly Problem: {
            readonly code: string;
            readonly details?: {
                readonly [key: string]: string;
            };
            readonly status: number;
            readonly title: string;
            readonly type: string;
        };
        readonly PushedRecords: {
            readonly calls: readonly {
                readonly externalId: string;
                readonly id: string;
                /** @enum {string} */
                readonly outcome: "created" | "updated" | "unchanged" | "older" | "erased";
                readonly source: string;
                readonly stage: components["schemas"]["CallStage"];
            }[];
            readonly otherRows: number;
            readonly parts: number;
            readonly problems: readonly {
                readonly problem: components["schemas"]["Problem"];
                readonly where: string;
            }[];
        };
        readonly QueueCount: {
            readonly active: number;
            readonly failed: number;
            readonly queue: string;
            readonly waiting: number;
        };
        readonly Readiness: {
            readonly checks: {
                readonly [key: string]: "ok" | "failed" | "slow";
            };
            readonly oldestJobSeconds?: number;
            readonly ready: boolean;
        };
        /** @description 错误代码及细节 code and details of an error */
        readonly Reason: {
            readonly code: string;
            readonly details?: {
                readonly [key: string]: string;
            };
        };
        readonly ReasonGiven: {
            readonly reason: string;
        };
        readonly RecoveryCodes: {
            readonly recoveryCodes: readonly string[];
        };
        readonly Rejudging: {
            readonly done: number;
            readonly filter: components["schemas"]["PastCalls"];
            /** Format: date-time */
            readonly finishedAt?: string;
            readonly id: string;
            readonly made: components["schemas"]["StandardDeed"];
            readonly reason?: {
                readonly code: string;
                readonly details?: {
                    readonly [key: string]: string;
                };
            };
            /** @enum {string} */
            readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description known once it runs */
            readonly total?: number;
            /** @description calls that wait to be judged, of all kinds */
            readonly waiting?: number;
        };
        readonly RevealedCall: {
            readonly hideAt: string;
            readonly record: components["schemas"]["CallRecord"];
        };
        readonly Session: {
            readonly address?: string;
            /** Format: date-time */
            readonly beganAt: string;
            readonly browser?: string;
            readonly current: boolean;
            /** Format: date-time */
            readonly endsAt: string;
            readonly id: string;
            /** Format: date-time */
            readonly seenAt: string;
            /** @enum {string} */
            readonly via: "password" | "oidc";
        };
        readonly SetUp: {
            readonly name: string;
            readonly password: string;
            readonly token: string;
        };
        readonly StandardAssignment: {
            readonly calls: {
                readonly [key: string]: string;
            };
            readonly id: string;
            readonly made: components["schemas"]["StandardDeed"];
            readonly note?: string;
            readonly standard: string;
            readonly validity: components["schemas"]["Period"];
        };
        readonly StandardAssignmentToMake: {
            /** @description what is left out may be anything; a call that does not say it is not taken */
            readonly calls: {
                readonly campaign?: string;
                readonly desk?: string;
                /** @enum {string} */
                readonly direction?: "inbound" | "outbound" | "internal";
                readonly queue?: string;
                readonly team?: string;
            };
            readonly note?: string;
            readonly standard: string;
            readonly validity?: components["schemas"]["Period"];
        };
        readonly StandardDeed: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
        };
        readonly StandardFile: {
            readonly path: string;
            readonly text: string;
        };
        readonly StandardFiles: {
            /** @description standard.yaml or questionnaire.yaml */
            readonly body: string;
            /** @description cases.yaml */
            readonly cases?: string;
            /** @description README.md */
            readonly readme?: string;
        };
        readonly StandardFinding: {
            readonly clause?: string;
            readonly en: string;
            /** @enum {string} */
            readonly kind: "unused" | "unproved" | "contradiction" | "limits-differ" | "consequence" | "case";
            readonly standard: string;
            readonly zh: string;
        };
        readonly StandardPublication: {
            readonly validity: components["schemas"]["Period"];
            readonly warnings: readonly components["schemas"]["StandardFinding"][];
        };
        readonly StandardsImported: {
            /** @description files that belong to no standard */
            readonly ignored: readonly string[];
            readonly items: readonly {
                readonly id: string;
                /** @enum {string} */
                readonly outcome: "added" | "unchanged" | "refused";
                readonly standard: string;
                readonly version: string;
            }[];
        };
        readonly StandardTest: {
            readonly cases: {
                readonly failed: number;
                readonly passed: number;
            };
            readonly failures: readonly {
                readonly clause: string;
                readonly detail: string;
                readonly expected: string;
                readonly file: string;
                readonly found: string;
                readonly line: number;
            }[];
            readonly findings: readonly components["schemas"]["StandardFinding"][];
            readonly passed: boolean;
        };
        readonly StandardVersion: {
            readonly changed?: components["schemas"]["StandardDeed"];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "standard" | "questionnaire";
            readonly made: components["schemas"]["StandardDeed"];
            readonly note?: string;
            readonly published?: components["schemas"]["StandardDeed"];
            readonly retired?: components["schemas"]["StandardDeed"];
            /** @description of the standard's own file, which judgements are bound to */
            readonly sha256: string;
            /** @description the id that the file says */
            readonly standard: string;
            /** @enum {string} */
            readonly state: "draft" | "tested" | "published" | "retired";
            readonly tested?: components["schemas"]["StandardDeed"];
            readonly title: string | {
                readonly en: string;
                readonly zh: string;
            };
            readonly validity: components["schemas"]["Period"];
            readonly version: string;
        };
        readonly StandardVersionWhole: components["schemas"]["StandardVersion"] & {
            readonly files: components["schemas"]["StandardFiles"];
            readonly test?: components["schemas"]["StandardTest"];
            /** @description questionnaires that it goes by */
            readonly uses: readonly string[];
            readonly warnings?: readonly components["schemas"]["StandardFinding"][];
        };
        readonly TakenFile: {
            readonly calls: readonly components["schemas"]["AcceptedCall"][];
            readonly file: string;
            readonly problems: readonly {
                readonly problem: components["schemas"]["Problem"];
                readonly where: string;
            }[];
        };
        readonly Team: {
            readonly id: string;
            readonly name: string;
        };
        readonly Unread: {
            readonly id: string;
            readonly name: string;
            readonly reason: {
                readonly code: string;
                readonly details?: {
                    readonly [key: string]: string;
                };
                /** @description the reason in the reader's language */
                readonly title: string;
            };
            /** Format: date-time */
            readonly seenAt: string;
            readonly source: string;
            readonly times: number;
        };
        readonly User: {
            readonly agentId?: string;
            /** Format: date-time */
            readonly createdAt: string;
            readonly disabled: boolean;
            readonly displayName: string;
            readonly email?: string;
            readonly hasFactor: boolean;
            readonly hasPassword: boolean;
            readonly id: string;
            /** Format: date-time */
            readonly loggedInAt?: string;
            readonly name: string;
            readonly roles: readonly ("administrator" | "supervisor" | "teamLeader" | "inspector" | "trainer" | "agent" | "auditor")[];
            readonly teams: readonly string[];
        };
        readonly UserEdit: {
            readonly agentId?: string | null;
            readonly disabled?: boolean;
            readonly displayName?: string;
            /**
             * Format: email
             * @description by which single sign-on may find the account, where oidc_link says so
             */
            readonly email?: string | null;
            readonly roles?: readonly ("administrator" | "supervisor" | "teamLeader" | "inspector" | "trainer" | "agent" | "auditor")[];
            readonly teams?: readonly string[];
        };
        readonly Waveform: {
            readonly durationMs: number;
            readonly lanes: readonly {
                readonly label: string;
                readonly msPerPoint: number;
                readonly points: string;
                /** @enum {string} */
                readonly speaker: "agent" | "customer" | "third" | "ivr" | "unknown";
            }[];
        };
        readonly Webhook: {
            readonly description: string;
            /** @enum {string} */
            readonly disabledWhy?: "byHand" | "failing" | "gone";
            readonly enabled: boolean;
            /** Format: date-time */
            readonly failingSince?: string;
            /** Format: date-time */
            readonly formerSecretUntil?: string;
            readonly id: string;
            readonly kinds: readonly string[];
            /** Format: date-time */
            readonly madeAt: string;
            readonly madeBy: string;
            /** @example https://crm.example.com/tingheng */
            readonly url: string;
        };
        readonly WebhookChange: {
            readonly description?: string;
            readonly enabled?: boolean;
            readonly kinds?: readonly ("call.received" | "call.changed" | "call.heard" | "call.judged" | "call.set-aside" | "call.deleted" | "standard.published" | "what-if.finished")[];
            /** @example https://crm.example.com/tingheng */
            readonly url?: string;
        };
        readonly WebhookDelivery: {
            /** Format: date-time */
            readonly at: string;
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** Format: date-time */
            readonly dueAt: string;
            readonly eventId: string;
            readonly id: string;
            readonly kind: string;
            /** @enum {string} */
            readonly state: "waiting" | "delivered" | "failed";
            readonly subject: string;
            readonly tries: number;
        };
        readonly WebhookDeliveryLog: components["schemas"]["WebhookDelivery"] & {
            readonly attempts: readonly {
                readonly answer: string;
                /** Format: date-time */
                readonly at: string;
                readonly durationMs: number;
                readonly error?: string;
                readonly status?: number;
            }[];
        };
        readonly WebhookReplay: {
            /** Format: date-time */
            readonly since: string;
        };
        readonly WebhookSecret: {
            /** @description whsec_…, told this once */
            readonly secret: string;
        };
        readonly WebhookSecretChange: {
            /** @default 24 */
            readonly keepHours: number;
        };
        readonly WhatIf: {
            readonly done: number;
            /** @description calls that could not be judged */
            readonly failed: number;
            readonly filter: components["schemas"]["PastCalls"];
            /** Format: date-time */
            readonly finishedAt?: string;
            readonly id: string;
            readonly limit: number;
            readonly made: components["schemas"]["StandardDeed"];
            /** @description tried with it */
            readonly questionnaires: readonly {
                readonly id: string;
                readonly sha256: string;
                readonly version: string;
                readonly versionId: string;
            }[];
            readonly reason?: {
                readonly code: string;
                readonly details?: {
                    readonly [key: string]: string;
                };
            };
            readonly sha256: string;
            readonly standard: string;
            /** @enum {string} */
            readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description known once it runs */
            readonly total?: number;
            readonly version: string;
            readonly versionId: string;
        };
        readonly WhatIfAgent: {
            /** @description empty for calls without an agent */
            readonly agentId: string;
            readonly agentName?: string;
            readonly calls: number;
            readonly fines: readonly components["schemas"]["WhatIfFines"][];
            readonly meanScore: {
                readonly after?: number;
                readonly before?: number;
            };
            readonly moved: number;
            readonly team?: string;
        };
        readonly WhatIfCall: {
            readonly agentId?: string;
            readonly agentName?: string;
            /** Format: date-time */
            readonly at: string;
            /** @description the version in force; left out where there was none */
            readonly beforeVersion?: string;
            readonly callId: string;
            readonly fines: {
                readonly after: readonly {
                    readonly amount: number;
                    readonly currency: string;
                    readonly subject: string;
                }[];
                readonly before: readonly {
                    readonly amount: number;
                    readonly currency: string;
                    readonly subject: string;
                }[];
            };
            readonly moves: readonly {
                readonly after: number;
                /** @description points */
                readonly before: number;
                readonly clause: string;
                /** @enum {string} */
                readonly from: "violated" | "met" | "notApplicable" | "undetermined" | "none";
                /** @enum {string} */
                readonly to: "violated" | "met" | "notApplicable" | "undetermined" | "none";
            }[];
            readonly score: {
                readonly after?: number;
                readonly before?: number;
            };
            readonly team?: string;
        };
        readonly WhatIfFines: {
            readonly after: number;
            readonly before: number;
            readonly currency: string;
            readonly subject: string;
        };
        readonly WhatIfSummary: {
            readonly calls: number;
            readonly clauses: readonly {
                readonly calls: number;
                readonly clause: string;
                /** @enum {string} */
                readonly from: "violated" | "met" | "notApplicable" | "undetermined" | "none";
                /** @description by which the sum of points moves */
                readonly points: number;
                /** @enum {string} */
                readonly to: "violated" | "met" | "notApplicable" | "undetermined" | "none";
            }[];
            /** @description that would be proposed; a person decides */
            readonly fines: readonly components["schemas"]["WhatIfFines"][];
            /** @description calls by score, in steps of ten */
            readonly histogram: readonly {
                readonly after: number;
                readonly before: number;
                readonly from: number;
            }[];
            readonly lowered: number;
            /** @description over calls that both versions apply to */
            readonly meanScore: {
                readonly after?: number;
                readonly before?: number;
            };
            readonly moved: number;
            readonly notApplicable: {
                readonly after: number;
                readonly before: number;
            };
            readonly raised: number;
        };
        readonly WhatIfToMake: {
            readonly filter?: components["schemas"]["PastCalls"];
            /**
             * @description of calls, the newest first
             * @default 1000
             */
            readonly limit: number;
            /**
             * @description ids of versions of questionnaires to try with it; of others those that hold on the day of the call
             * @default []
             */
            readonly questionnaires: readonly string[];
            /** @description id of the version to try */
            readonly version: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getAudit: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                readonly actor?: string;
                readonly after?: string;
                readonly from?: string;
                readonly limit?: number;
                readonly subject?: string;
                readonly subjectKind?: string;
                readonly until?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description entries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditBySeqProof: {
        readonly parameters: {
            readonly query?: {
                /** @description of the head, e.g. one that was kept elsewhere; the newest */
                readonly size?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly seq: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the proof, which `tingheng audit check-proof` checks anywhere */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditProof"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditExport: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                readonly actor?: string;
                readonly from?: string;
                readonly subject?: string;
                readonly subjectKind?: string;
                readonly until?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description one entry a line */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAuditHeads: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description heads, shortest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditHead"][];
                        readonly publicKey: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postAuditVerify: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description whether it is whole, or the first place that is not */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditReport"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCalls: {
        readonly parameters: {
            readonly query?: {
                /** @description 上一页的 next | the `next` of the page before */
                readonly after?: string;
                readonly agent?: string;
                readonly campaign?: string;
                /** @description 该标准的条款 | a clause of the standard */
                readonly clause?: string;
                /** @description 客户号码 | the customer's number */
                readonly customer?: string;
                readonly direction?: "inbound" | "outbound" | "internal";
                readonly fatal?: "true" | "false";
                /** @description 不早于 | not before */
                readonly from?: string;
                readonly limit?: number;
                readonly order?: "newest" | "lowestScore" | "highestScore";
                /** @description 条款的结果 | of the clause */
                readonly outcome?: "violated" | "undetermined";
                readonly provisional?: "true" | "false";
                readonly queue?: string;
                readonly scoreFrom?: number | null;
                readonly scoreTo?: number | null;
                readonly stage?: components["schemas"]["CallStage"];
                /** @description 按该标准评判的通话 | judged under this standard */
                readonly standard?: string;
                readonly team?: string;
                /** @description 早于 | before */
                readonly to?: string;
                /** @description 说过的词,空格分隔,须全部出现 | words said; several, with blanks between, have all to be said */
                readonly words?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页通话 a page of calls */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CallSummary"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCalls: {
        readonly parameters: {
            readonly query?: {
                /** @description 来源最后修改该元数据的时间,较新者优先 | when the source last changed this; newer wins */
                readonly metadataAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CallRecord"];
            };
        };
        readonly responses: {
            /** @description 已有 known already */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AcceptedCall"];
                };
            };
            /** @description 新建 new */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AcceptedCall"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 通话 the call */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Call"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdErase: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        readonly responses: {
            /** @description it is gone and is not taken again */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly erasedAt: string;
                        readonly id: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdHistory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 新的在前 newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["JudgementSummary"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description whether and why */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallHold"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putCallsByIdHold: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        readonly responses: {
            /** @description it is held */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallHold"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdJudgements: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 各标准一份 one for each standard */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["KeptJudgement"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdPeaks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 各声道 every channel */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Waveform"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdPlayback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 整段声音 the whole sound */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/*": string;
                };
            };
            /** @description 一段字节 a stretch of its bytes */
            readonly 206: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/*": string;
                };
            };
            /** @description 没有这段字节 there is no such stretch */
            readonly 416: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdRecording: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 整段声音 the whole sound */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/*": string;
                };
            };
            /** @description 一段字节 a stretch of its bytes */
            readonly 206: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "audio/*": string;
                };
            };
            /** @description 没有这段字节 there is no such stretch */
            readonly 416: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdRejudge: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 通话 the call */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallSummary"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdRelease: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        readonly responses: {
            /** @description it is not held */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallHold"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdRetry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 通话 the call */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallSummary"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdReveal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description the record as it is, to be hidden again at `hideAt` */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RevealedCall"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCallsByIdSheet: {
        readonly parameters: {
            readonly query?: {
                readonly language?: "zh" | "en";
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description HTML */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsByIdSwapSides: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 通话 the call */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CallSummary"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postCallsBatch: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "auto" | "call-record" | "vcon" | "sca-upload" | "sca-result" | "contact-lens" | "transcribe-call-analytics" | "amazon-transcribe" | "whisper" | "funasr" | "deepgram" | "assemblyai" | "speechmatics" | "google-speech" | "ibm-watson" | "bbc-kaldi" | "dialogue-json" | "subtitles" | "table" | "plain-text";
                /** @description 来源最后修改该元数据的时间,较新者优先 | when the source last changed this; newer wins */
                readonly metadataAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": string;
                readonly "application/x-ndjson": string;
            };
        };
        readonly responses: {
            /** @description 逐行结果 a result for every line */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accepted: number;
                        readonly lines: readonly components["schemas"]["BatchLine"][];
                        readonly refused: number;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getErasures: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description erasures */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Erasure"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description like Last-Event-ID, for the first request */
                readonly after?: string;
                readonly call?: string;
                /** @description `call.judged,call.set-aside` */
                readonly kinds?: string;
            };
            readonly header?: {
                readonly "last-event-id"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description events until somebody hangs up */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postFiles: {
        readonly parameters: {
            readonly query?: {
                readonly call?: string;
                readonly name?: string;
                readonly source?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": unknown;
                readonly "multipart/form-data": {
                    readonly call?: string;
                    readonly file?: unknown;
                    readonly source?: string;
                };
            };
        };
        readonly responses: {
            /** @description what became of every file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TakenFile"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getKeys: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description without their secrets */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ApiKey"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewApiKey"];
            };
        };
        readonly responses: {
            /** @description with its secret, this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MadeApiKey"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteKeysById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description worth nothing from now on */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getLogin: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description what the login page offers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LoginOptions"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postLogin: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Login"];
            };
        };
        readonly responses: {
            /** @description logged in */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getLoginOidc: {
        readonly parameters: {
            readonly query?: {
                /** @description path of this service to come back to */
                readonly return?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description to the provider */
            readonly 302: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getLoginOidcCallback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description to the page that was asked for, with a session */
            readonly 302: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postLogout: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the session has ended */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LoggedOut"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the asker */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMeFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description for the authenticator, shown once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorOffer"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMeFactorCheck: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FactorCode"];
            };
        };
        readonly responses: {
            /** @description proved */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMeFactorConfirm: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description each stands in once for a lost authenticator; shown once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMeFactorRemove: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FactorCode"];
            };
        };
        readonly responses: {
            /** @description an administrator can now only enrol another one */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMeIdentities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the latest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["OwnIdentity"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMeIdentities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description where the browser goes; it comes back joined */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly address: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteMeIdentitiesById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description parted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postMePassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PasswordChange"];
            };
        };
        readonly responses: {
            /** @description changed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMeSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the latest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Session"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteMeSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description how many */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteMeSessionsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description ended */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description never with its key */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LanguageModel"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LanguageModelSwitch"];
            };
        };
        readonly responses: {
            /** @description as it is now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LanguageModel"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getQueues: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description every queue */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["QueueCount"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRejudgings: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Rejudging"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postRejudgings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly filter: components["schemas"]["PastCalls"];
                };
            };
        };
        readonly responses: {
            /** @description it is queued */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Rejudging"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRejudgingsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the rejudging */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Rejudging"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postRejudgingsByIdCancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description what it has come to */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Rejudging"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getRetention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the policy in force */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly classes: readonly {
                            readonly countedFrom?: string;
                            readonly keep: {
                                readonly count: number;
                                /** @enum {string} */
                                readonly unit: "day" | "month" | "year";
                            };
                            readonly name: string;
                            readonly title: string;
                        }[];
                        readonly rules: readonly {
                            readonly class: string;
                            /** @enum {string} */
                            readonly direction?: "inbound" | "outbound" | "internal";
                            readonly outcome?: string;
                            readonly queue?: string;
                        }[];
                        readonly usual: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putRetention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly classes: readonly {
                        readonly countedFrom?: string;
                        readonly keep: {
                            readonly count: number;
                            /** @enum {string} */
                            readonly unit: "day" | "month" | "year";
                        };
                        readonly name: string;
                        readonly title: string;
                    }[];
                    readonly rules: readonly {
                        readonly class: string;
                        /** @enum {string} */
                        readonly direction?: "inbound" | "outbound" | "internal";
                        readonly outcome?: string;
                        readonly queue?: string;
                    }[];
                    readonly usual: string;
                };
            };
        };
        readonly responses: {
            /** @description the policy in force */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly classes: readonly {
                            readonly countedFrom?: string;
                            readonly keep: {
                                readonly count: number;
                                /** @enum {string} */
                                readonly unit: "day" | "month" | "year";
                            };
                            readonly name: string;
                            readonly title: string;
                        }[];
                        readonly rules: readonly {
                            readonly class: string;
                            /** @enum {string} */
                            readonly direction?: "inbound" | "outbound" | "internal";
                            readonly outcome?: string;
                            readonly queue?: string;
                        }[];
                        readonly usual: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetUp"];
            };
        };
        readonly responses: {
            /** @description the administrator can log in */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardAssignments: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description in the order made */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["StandardAssignment"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardAssignments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StandardAssignmentToMake"];
            };
        };
        readonly responses: {
            /** @description the assignment */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardAssignment"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardAssignmentsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the assignment */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardAssignment"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putStandardAssignmentsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StandardAssignmentToMake"];
            };
        };
        readonly responses: {
            /** @description the assignment */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardAssignment"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteStandardAssignmentsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandards: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly kind?: "standard" | "questionnaire";
                readonly limit?: number;
                readonly standard?: string;
                readonly state?: "draft" | "tested" | "published" | "retired";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description versions, newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["StandardVersion"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the version */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardVersionWhole"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteStandardsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardsByIdExport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the folder's files */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly files: readonly components["schemas"]["StandardFile"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putStandardsByIdFiles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description standard.yaml or questionnaire.yaml */
                    readonly body: string;
                    /** @description cases.yaml */
                    readonly cases?: string;
                    readonly note?: string;
                    /** @description README.md */
                    readonly readme?: string;
                };
            };
        };
        readonly responses: {
            /** @description the draft, untested */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardVersionWhole"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardsByIdFilesByName: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardsByIdPublish: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Period"];
            };
        };
        readonly responses: {
            /** @description from when it holds, and what it can't be kept together with */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardPublication"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardsByIdRetire: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * Format: date
                     * @description the last day of calls that it judges; today
                     */
                    readonly lastDay?: string;
                };
            };
        };
        readonly responses: {
            /** @description the version */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardVersion"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardsByIdTest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description of the version */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description what they said */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardTest"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getStandardsExport: {
        readonly parameters: {
            readonly query?: {
                /** @description ids of standards and questionnaires, with commas between them; all by default */
                readonly standards?: string;
                /** @description ids of versions, with commas between them: exactly these */
                readonly versions?: string;
                /** @description in force: one version of each */
                readonly which?: "inForce" | "published" | "all";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the folders; questionnaires that the standards go by come along */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/zip": string;
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardsImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly files: readonly components["schemas"]["StandardFile"][];
                    readonly note?: string;
                };
            };
        };
        readonly responses: {
            /** @description what became of each standard */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardsImported"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postStandardsImportArchive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/zip": string;
            };
        };
        readonly responses: {
            /** @description what became of each standard */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StandardsImported"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTeams: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description by id */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Team"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putTeamsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description as it is now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteTeamsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description removed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postTelephonyBySystem: {
        readonly parameters: {
            readonly query?: {
                readonly name?: string;
                readonly watch?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly system: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": string;
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description 每通电话的处理结果 what became of each call */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PushedRecords"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUnread: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 新的在前 newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Unread"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postUnreadByIdSettle: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已处理 settled */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postUploads: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description begun; Location says where it goes on */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteUploadsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description what had arrived is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly headUploadsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Upload-Offset says how much */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchUploadsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description that was the last piece: what became of the file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TakenFile"];
                };
            };
            /** @description there is more to come; Upload-Offset says from where */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUsers: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description one page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["User"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postUsers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewUser"];
            };
        };
        readonly responses: {
            /** @description the person */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUsersById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the person */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchUsersById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UserEdit"];
            };
        };
        readonly responses: {
            /** @description as it is now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteUsersByIdFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description taken away */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUsersByIdIdentities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the latest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Identity"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postUsersByIdIdentities: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewIdentity"];
            };
        };
        readonly responses: {
            /** @description from now on the person logs in to this account, with the roles of their groups */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteUsersByIdIdentitiesByIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly identity: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description parted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postUsersByIdPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description to be changed at the next login */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteUsersByIdSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description how many */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description all of them, the latest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewWebhook"];
            };
        };
        readonly responses: {
            /** @description with its secret, this once */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooksById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description without its secret */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteWebhooksById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it is told nothing any more */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly patchWebhooksById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookChange"];
            };
        };
        readonly responses: {
            /** @description as it is now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooksByIdDeliveries: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly state?: "waiting" | "delivered" | "failed";
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the latest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WebhookDelivery"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWebhooksByIdDeliveriesByDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly delivery: string;
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description with the log of its tries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryLog"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooksByIdDeliveriesByDeliveryReplay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly delivery: string;
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it waits again */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooksByIdReplay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description how many wait again */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly count: number;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooksByIdSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSecretChange"];
            };
        };
        readonly responses: {
            /** @description the new secret, this once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWebhooksByIdTest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description its delivery */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWhatIfs: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
                readonly standard?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WhatIf"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWhatIfs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WhatIfToMake"];
            };
        };
        readonly responses: {
            /** @description it is queued */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WhatIf"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWhatIfsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the what-if */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WhatIf"] & {
                        readonly summary: components["schemas"]["WhatIfSummary"];
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteWhatIfsById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWhatIfsByIdAgents: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description by the agents' ids */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WhatIfAgent"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getWhatIfsByIdCalls: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WhatIfCall"][];
                        readonly next?: string;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly postWhatIfsByIdCancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description the what-if */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WhatIf"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getHealthz: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it lives */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {boolean} */
                        readonly alive: true;
                    };
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description figures */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getReadyz: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it can */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description it can't, and why */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
