import { useFirstLoad } from "../../../i18n/text";

export const useDashboardText = () => useFirstLoad().dashboard;

export type { DashboardCatalogue } from "./pl";
