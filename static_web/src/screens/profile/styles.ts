import { styled } from "../../components/stylesheet";
import href from "./profile.css?url";

/** Brings the style sheet of a customer's data and people into the page. */
export const withStyles = () => styled(href);
