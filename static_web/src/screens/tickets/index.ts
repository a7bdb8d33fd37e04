/** The screens of writing to the office, fetched when somebody first needs one of them. */
export { NewTicket } from "./writing/new-ticket";
export { withStyles } from "./styles";
export { TicketScreen } from "./thread/ticket";
export { Tickets } from "./list/tickets";
