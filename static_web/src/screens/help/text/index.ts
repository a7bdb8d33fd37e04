import { useFirstLoad } from "../../../i18n/text";

export const useHelpText = () => useFirstLoad().help;
