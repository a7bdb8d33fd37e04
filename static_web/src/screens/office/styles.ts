import { withFileStyles } from "../../components/files/styles";
import { styled } from "../../components/stylesheet";
import href from "./office.css?url";

/** Brings the style sheet of the office into the page. */
export const withStyles = () => Promise.all([styled(href), withFileStyles()]);
