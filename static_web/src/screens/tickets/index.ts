/** The screens of writing to the office, fetched when somebody first needs one of them. */
export { ServiceScreen } from "./services/service";
export { Services } from "./services/services";
export { NewTicket } from "./writing/new-ticket";
export { withStyles } from "./styles";
export { TicketScreen } from "./thread/ticket";
export { Tickets } from "./list/tickets";
