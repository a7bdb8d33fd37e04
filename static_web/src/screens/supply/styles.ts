import { styled } from "../../components/stylesheet";
import href from "./supply.css?url";

/** Brings the style sheet of contracts, metering points and usage into the page. */
export const withStyles = () => styled(href);
