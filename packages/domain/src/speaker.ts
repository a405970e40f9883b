// Who speaks in a call. 坐席 agent · 客户 customer · 第三方 third · 语音菜单 ivr · 未知 unknown.
import { z } from "zod";

export const Speaker = z.enum(["agent", "customer", "third", "ivr", "unknown"]);
export type Speaker = z.infer<typeof Speaker>;
