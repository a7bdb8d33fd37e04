import { styled } from "../stylesheet";
import href from "./files.css?url";

/** Loads the style sheet of the files field. */
export const withFileStyles = () => styled(href);
