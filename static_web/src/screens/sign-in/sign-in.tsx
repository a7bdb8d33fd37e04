import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { faultText } from "../../api/failure";
import { PageTitle } from "../../components/page";
import { PasskeySignIn } from "./passkey-sign-in";
import { PasswordField } from "../../components/password-field";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { passkeysSupported } from "../../rules/passkeys";
import { visible } from "../../rules/typed";
import { useSession } from "../../session/session";
import { rememberLogin, typedLogin } from "../../session/typed-login";
import { useSignInText } from "./text";

export function SignIn() {
  const signInText = useSignInText();
  const text = useText();
  const { state, signIn } = useSession();
  const form = useForm({ login: typedLogin(), password: "" }, ({ login, password }) => ({
    ...(login.trim() ? {} : { login: "missing" }),
    ...(password ? {} : { password: "missing" }),
  }));
  const error = (name: "login" | "password") => {
    const code = form.faults[name];
    return code && faultText(text, code, name);
  };
  const notice = state.phase === "out" ? state.notice : undefined;

  return (
    <>
      <PageTitle>{signInText.title}</PageTitle>
      {notice && form.sendings === 0 && (
        <Banner tone={notice === "signedOut" || notice === "activated" || notice === "activatedLoginTaken" ? "good" : "warn"}>{text.session.notices[notice]}</Banner>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(({ login, password }) => signIn(visible(login), password));
        }}
      >
        <ErrorSummary
          labels={{ login: signInText.login, password: text.password.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <Field
          name="login"
          label={signInText.login}
          hint={signInText.loginHint}
          autocomplete={passkeysSupported() ? "username webauthn" : "username"}
          maxLength={64}
          value={form.values.login}
          onValue={(value) => {
            rememberLogin(value);
            form.set("login", value);
          }}
          error={error("login")}
        />
        <PasswordField
          value={form.values.password}
          onValue={(value) => form.set("password", value)}
          error={error("password")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={signInText.busy}>
          {signInText.submit}
        </Button>
      </form>
      <PasskeySignIn />
      <div class="entry-links">
        <p>
          <a href={PATHS.forgotPassword}>{signInText.forgotPassword}</a>
        </p>
        <p>
          <a href={PATHS.forgotLogin}>{signInText.forgotLogin}</a>
        </p>
        <p>
          {signInText.noAccount}{" "}
          <a href={PATHS.register}>{signInText.register}</a>
        </p>
        <p>
          {signInText.trouble} <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
        <p>
          {signInText.suspicious} <a href={PATHS.origin}>{signInText.check}</a>
        </p>
      </div>
    </>
  );
}
