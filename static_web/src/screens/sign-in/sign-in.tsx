import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { faultText } from "../../api/failure";
import { PageTitle } from "../../components/page";
import { PasskeySignIn } from "../../components/passkey-sign-in";
import { PasswordField } from "../../components/password-field";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { passkeysSupported } from "../../rules/passkeys";
import { useSession } from "../../session/session";

export function SignIn() {
  const text = useText();
  const { state, signIn } = useSession();
  const form = useForm({ login: "", password: "" }, ({ login, password }) => ({
    ...(login.trim() ? {} : { login: "missing" }),
    ...(password ? {} : { password: "missing" }),
  }));
  const error = (code: string | undefined) => code && faultText(text, code);
  const notice = state.phase === "out" ? state.notice : undefined;

  return (
    <>
      <PageTitle>{text.signIn.title}</PageTitle>
      {notice && form.sendings === 0 && (
        <Banner tone={notice === "ended" ? "warn" : "good"}>{text.session[notice]}</Banner>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(({ login, password }) => signIn(login.trim(), password));
        }}
      >
        <ErrorSummary
          labels={{ login: text.signIn.login, password: text.password.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <Field
          name="login"
          label={text.signIn.login}
          hint={text.signIn.loginHint}
          autocomplete={passkeysSupported() ? "username webauthn" : "username"}
          maxLength={64}
          value={form.values.login}
          onValue={(value) => form.set("login", value)}
          error={error(form.faults.login)}
        />
        <PasswordField
          value={form.values.password}
          onValue={(value) => form.set("password", value)}
          error={error(form.faults.password)}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.signIn.busy}>
          {text.signIn.submit}
        </Button>
      </form>
      <PasskeySignIn />
      <div class="door-more">
        <p>
          <a href={PATHS.forgotPassword}>{text.signIn.forgotPassword}</a>
        </p>
        <p>
          <a href={PATHS.forgotLogin}>{text.signIn.forgotLogin}</a>
        </p>
        <p>
          {text.signIn.noAccount}{" "}
          <a href={PATHS.register}>{text.signIn.register}</a>
        </p>
        <p>
          {text.signIn.trouble} <a href={PATHS.contact}>{text.signIn.contact}</a>
        </p>
      </div>
    </>
  );
}
