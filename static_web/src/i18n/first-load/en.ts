import { en as dashboard } from "../../screens/dashboard/text/en";
import { en as help } from "../../screens/help/text/en";
import { en as registration } from "../../screens/registration/text/en";
import { en as signIn } from "../../screens/sign-in/text/en";
import { en as frame } from "../en";
import type { FirstLoad } from "./pl";

export const words: FirstLoad = { frame, dashboard, help, registration, signIn };
