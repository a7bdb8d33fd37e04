import { uk as dashboard } from "../../screens/dashboard/text/uk";
import { uk as help } from "../../screens/help/text/uk";
import { uk as registration } from "../../screens/registration/text/uk";
import { uk as signIn } from "../../screens/sign-in/text/uk";
import { uk as frame } from "../uk";
import type { FirstLoad } from "./pl";

export const words: FirstLoad = { frame, dashboard, help, registration, signIn };
