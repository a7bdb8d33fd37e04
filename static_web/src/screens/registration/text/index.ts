import { useFirstLoad } from "../../../i18n/text";

export const useRegistrationText = () => useFirstLoad().registration;
