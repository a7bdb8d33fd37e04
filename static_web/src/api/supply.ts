import { client, signedIn } from "./client";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type ContractSummary = Schemas["ContractSummary"];
export type ContractDetails = Schemas["ContractDetails"];
export type PointSummary = Schemas["PointSummary"];
export type PointDetails = Schemas["PointDetails"];
export type ZoneTable = Schemas["ZoneTable"];
export type UsageView = Schemas["UsageView"];
export type UsageRow = Schemas["UsageRow"];
export type ContractQuery = NonNullable<paths["/api/supply/contracts"]["get"]["parameters"]["query"]>;
export type PointQuery = NonNullable<paths["/api/supply/points"]["get"]["parameters"]["query"]>;
export type UsageQuery = NonNullable<paths["/api/supply/points/{point_id}/usage"]["get"]["parameters"]["query"]>;
export type TotalUsageQuery = NonNullable<paths["/api/supply/usage"]["get"]["parameters"]["query"]>;

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
};
