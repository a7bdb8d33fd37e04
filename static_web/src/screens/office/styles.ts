import { withFileStyles } from "../../components/files/styles";
import { styled } from "../../components/stylesheet";
import href from "./office.css?url";

/** Loads the style sheet of the office. */
export const withStyles = () => Promise.all([styled(href), withFileStyles()]);
