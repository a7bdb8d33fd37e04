import { client, signedIn } from "./client";
import { withQuery } from "../paths";
import type { components, paths } from "./schema";
import { sentFile } from "./upload";

type Schemas = components["schemas"];
export type ContractSummary = Schemas["ContractSummary"];
export type ContractDetails = Schemas["ContractDetails"];
export type PricesAhead = Schemas["PricesAhead"];
export type PointSummary = Schemas["PointSummary"];
export type PointDetails = Schemas["PointDetails"];
export type ZoneTable = Schemas["ZoneTable"];
export type UsageView = Schemas["UsageView"];
export type UsageRow = Schemas["UsageRow"];
export type CoverageView = Schemas["CoverageView"];
export type DepositView = Schemas["DepositView"];
export type CostView = Schemas["CostView"];
export type NextBill = Schemas["NextBill"];
export type ReplayView = Schemas["ReplayView"];
export type ReadingPage = Schemas["ReadingPage"];
export type NewReading = Schemas["NewReading"];
type ContractQuery = NonNullable<paths["/api/supply/contracts"]["get"]["parameters"]["query"]>;
export type PointQuery = NonNullable<paths["/api/supply/points"]["get"]["parameters"]["query"]>;
export type UsageQuery = NonNullable<paths["/api/supply/points/{point_id}/usage"]["get"]["parameters"]["query"]>;
type TotalUsageQuery = NonNullable<paths["/api/supply/usage"]["get"]["parameters"]["query"]>;

/** The operations of contracts, metering points and usage; each throws a Failure and nothing else. */
export const supplyApi = {
  contracts: (query: ContractQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/contracts", { params: { query }, signal })),
  contract: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/contracts/{contract_id}", { params: { path: { contract_id: id } }, signal })),
  points: (query: PointQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points", { params: { query }, signal })),
  point: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}", { params: { path: { point_id: id } }, signal })),
  usage: (id: string, query: UsageQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/usage", { params: { path: { point_id: id }, query }, signal })),
  totalUsage: (query: TotalUsageQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/usage", { params: { query }, signal })),
  coverage: (id: string, year: number, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/coverage", { params: { path: { point_id: id }, query: { year } }, signal })),
  deposit: (point: string | undefined, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/deposit", { params: { query: point ? { point } : {} }, signal })),
  costs: (id: string | undefined, year: number, signal?: AbortSignal) =>
    id
      ? signedIn(client.GET("/api/supply/points/{point_id}/costs", { params: { path: { point_id: id }, query: { year } }, signal }))
      : signedIn(client.GET("/api/supply/costs", { params: { query: { year } }, signal })),
  prices: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/prices", { params: { path: { point_id: id } }, signal })),
  nextBill: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/next-bill", { params: { path: { point_id: id } }, signal })),
  readings: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/readings", { params: { path: { point_id: id } }, signal })),
  sendReading: (id: string, body: NewReading, key: string) =>
    signedIn(
      client.POST("/api/supply/points/{point_id}/readings", {
        params: { path: { point_id: id }, header: { "Idempotency-Key": key } },
        body,
      }),
    ),
  /** Uploads the photo of a stored reading; `onProgress` gets the part uploaded (0 to 1). */
  addPhoto: (id: string, reading: string, content: File, onProgress: (part: number) => void) =>
    signedIn(sentFile<Schemas["Photo"]>(photoAddress(id, reading), content, onProgress)),
  renamePoint: (id: string, name: string | null) =>
    signedIn(client.PUT("/api/supply/points/{point_id}/name", { params: { path: { point_id: id } }, body: { name } })),
  replay: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points/{point_id}/replay", { params: { path: { point_id: id } }, signal })),
};

/** The address of a reading's photo, for a link that saves it. */
export function photoAddress(point: string, reading: string): string {
  return `/api/supply/points/${encodeURIComponent(point)}/readings/${encodeURIComponent(reading)}/photo`;
}

/** The address of a file of usage, of one point or of all together, for a link. */
export function usageFile(point: string | undefined, kind: "csv" | "xlsx" | "xml", query: Record<string, string | undefined>): string {
  return withQuery(`/api/supply/${point ? `points/${encodeURIComponent(point)}/` : ""}usage.${kind}`, query);
}
