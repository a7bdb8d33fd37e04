import { useFirstLoad } from "../../../i18n/text";

export const useSignInText = () => useFirstLoad().signIn;
