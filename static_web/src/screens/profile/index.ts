/** The screens of a customer's data and of acting for others, fetched when somebody first needs one of them. */
export { AccessLog } from "./access-log";
export { Customers } from "./customers";
export { Invitation } from "./invitation";
export { MyData } from "./my-data";
export { People } from "./people";
export { withStyles } from "./styles";
