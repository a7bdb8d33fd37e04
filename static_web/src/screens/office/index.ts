/** The office's app, loaded for addresses under /bok. */
export { Office } from "./office";
export { withStyles } from "./styles";
