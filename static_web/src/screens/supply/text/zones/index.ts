import { areaText } from "../../../../i18n/area-text";
import { zones as en } from "./en";
import { zones as pl } from "./pl";
import { zones as uk } from "./uk";

export const useZoneNames = areaText({ pl, en, uk });
