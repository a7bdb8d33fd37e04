/** The screens of tickets and services, loaded when one of them is first opened. */
export { ServiceScreen } from "./services/service";
export { Services } from "./services/services";
export { NewTicket } from "./writing/new-ticket";
export { withStyles } from "./styles";
export { TicketScreen } from "./thread/ticket";
export { Tickets } from "./list/tickets";
