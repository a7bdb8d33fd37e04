import { styled } from "../../components/stylesheet";
import href from "./supply.css?url";

/** Loads the style sheet of this area. */
export const withStyles = () => styled(href);
