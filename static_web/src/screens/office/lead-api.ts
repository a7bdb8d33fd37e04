import { client } from "../../api/client";
import type { components } from "../../api/schema";
import { office } from "./api";

type Schemas = components["schemas"];
export type PortalState = Schemas["PortalState"];
export type Figures = Schemas["Figures"];
export type MonthFigures = Schemas["MonthFigures"];
export type LeadsTerms = Schemas["LeadsTerms"];
export type NewTerms = Schemas["NewTerms"];
export type TermsPreview = Schemas["TermsPreview"];
export type TermsTexts = LeadsTerms["texts"];
export type LeadsBreak = Schemas["LeadsBreak"];
export type Quarantine = Schemas["Quarantine"];
export type RecordReplay = Schemas["RecordReplay"];
export type DeedPage = Schemas["DeedPage"];

/** The operations of leads; each throws a Failure and nothing else. */
export const leadApi = {
  state: (signal?: AbortSignal) => office(client.GET("/api/staff/leads/state", { signal })),
  figures: (signal?: AbortSignal) => office(client.GET("/api/staff/leads/figures", { signal })),
  terms: (signal?: AbortSignal) => office(client.GET("/api/staff/leads/terms", { signal })),
  lookAt: (body: NewTerms) => office(client.POST("/api/staff/leads/terms/previews", { body })),
  publish: (body: Schemas["TermsPublication"]) => office(client.POST("/api/staff/leads/terms", { body })),
  break: (signal?: AbortSignal) => office(client.GET("/api/staff/leads/break", { signal })),
  announce: (body: Schemas["NewBreak"]) => office(client.PUT("/api/staff/leads/break", { body })),
  cancel: (version: string) => office(client.POST("/api/staff/leads/break/cancellations", { body: { version } })),
  quarantine: (signal?: AbortSignal) => office(client.GET("/api/staff/leads/quarantine", { signal })),
  replay: (body: Schemas["NewReplay"]) => office(client.POST("/api/staff/leads/quarantine/replays", { body })),
  deeds: (after?: string, signal?: AbortSignal) =>
    office(client.GET("/api/staff/leads/deeds", { params: { query: after ? { after } : {} }, signal })),
};
