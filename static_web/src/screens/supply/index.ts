/** The screens of contracts, metering points and usage, fetched when somebody first needs one of them. */
export { ContractScreen } from "./contracts/contract";
export { Contracts } from "./contracts/contracts";
export { PointScreen } from "./points/point";
export { Points } from "./points/points";
export { Usage } from "./usage/usage-screen";
