import { styled } from "../../components/stylesheet";
import href from "./profile.css?url";

/** Loads the style sheet of this area. */
export const withStyles = () => styled(href);
