import { answer, client } from "./client";
import type { components } from "./schema";

export type Finding = components["schemas"]["Finding"];
export type OriginAnswer = components["schemas"]["OriginAnswer"];

/** Whether what somebody has copied is from us; works without a session. */
export const checkOrigin = (text: string) => answer(client.POST("/api/auth/origin-checks", { body: { text } }));
