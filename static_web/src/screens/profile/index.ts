/** The screens of customer data and authorised access, loaded when one of them is first opened. */
export { AccessLog } from "./access-log";
export { Customers } from "./customers";
export { Invitation } from "./invitation";
export { MyData } from "./my-data";
export { People } from "./people";
export { withStyles } from "./styles";
