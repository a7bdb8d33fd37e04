/** The screens of the account, loaded when one of them is first opened. */
export { ChangeEmail } from "./change-email";
export { ChangeLogin } from "./change-login";
export { ChangePassword } from "./change-password";
export { ClosingNotice } from "./closing-notice";
export { ConfirmEmail, UndoEmail } from "./email-link";
export { ForgotLogin } from "./forgot-login";
export { ForgotPassword } from "./forgot-password";
export { MailPreferencesScreen } from "./mail-preferences";
export { NewPassword } from "./new-password";
export { NewTerms } from "./new-terms";
export { OwnAccount } from "./own-account";
export { PasskeysScreen } from "./passkeys";
export { SecondStep } from "./second-step";
export { Security } from "./security";
export { SetUpSecondStep } from "./set-up-second-step";
export { SignIns } from "./sign-ins";
export { Unsubscribe } from "./unsubscribe";
