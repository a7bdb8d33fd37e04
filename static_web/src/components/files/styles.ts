import { styled } from "../stylesheet";
import href from "./files.css?url";

/** Brings the style sheet of files into the page. */
export const withFileStyles = () => styled(href);
