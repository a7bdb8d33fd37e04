import { pl as dashboard } from "../../screens/dashboard/text/pl";
import { pl as help } from "../../screens/help/text/pl";
import { pl as registration } from "../../screens/registration/text/pl";
import { pl as signIn } from "../../screens/sign-in/text/pl";
import { pl as frame } from "../pl";

/** The words of the first load: those of the frame and of the areas that are not fetched apart. */
export const words = { frame, dashboard, help, registration, signIn };

export type FirstLoad = typeof words;
