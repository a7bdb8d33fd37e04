import { withFileStyles } from "../../components/files/styles";
import { styled } from "../../components/stylesheet";
import href from "./tickets.css?url";

/** Loads the style sheet of this area. */
export const withStyles = () => Promise.all([styled(href), withFileStyles()]);
