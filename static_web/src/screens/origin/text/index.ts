import { areaText } from "../../../i18n/area-text";
import { en } from "./en";
import { pl } from "./pl";
import { uk } from "./uk";

export const useOriginText = areaText({ pl, en, uk });
