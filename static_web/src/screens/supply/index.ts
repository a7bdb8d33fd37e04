/** The screens of contracts, metering points, usage and costs, loaded when one of them is first opened. */
export { ApiKeys } from "./api-keys/api-keys";
export { ContractScreen } from "./contracts/contract";
export { Contracts } from "./contracts/contracts";
export { Costs } from "./costs/costs";
export { Replay } from "./costs/replay";
export { Coverage } from "./coverage/coverage-screen";
export { Deposit } from "./deposit/deposit";
export { PointScreen } from "./points/point";
export { Points } from "./points/points";
export { Readings } from "./readings/readings";
export { Usage } from "./usage/usage-screen";
export { withStyles } from "./styles";
