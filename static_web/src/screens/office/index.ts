/** The office's own app, fetched when somebody opens an address under /bok. */
export { Office } from "./office";
export { withStyles } from "./styles";
