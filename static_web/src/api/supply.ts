import { client, signedIn } from "./client";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type ContractSummary = Schemas["ContractSummary"];
export type PointSummary = Schemas["PointSummary"];
export type ContractQuery = NonNullable<paths["/api/supply/contracts"]["get"]["parameters"]["query"]>;
export type PointQuery = NonNullable<paths["/api/supply/points"]["get"]["parameters"]["query"]>;

/** The operations of contracts and metering points; each throws a Failure and nothing else. */
export const supplyApi = {
  contracts: (query: ContractQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/contracts", { params: { query }, signal })),
  points: (query: PointQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/supply/points", { params: { query }, signal })),
};
