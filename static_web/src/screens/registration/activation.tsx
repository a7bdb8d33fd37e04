import { useLocation } from "preact-iso";

import { api } from "../../api/client";
import { faultText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { PasswordField } from "../../components/password-field";
import { UsernameField } from "../../components/username-field";
import { Skeleton } from "../../components/waiting";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { passwordFault } from "../../rules/password";
import { useSession } from "../../session/session";
import { DeadLink } from "./link-expired";
import { forgetLinkToken, useLinkToken } from "./link-token";
import { useRegistrationText } from "./text";
import { useSignInText } from "../sign-in/text";

export function Activation() {
  const token = useLinkToken(PATHS.activate);
  return token ? <CheckedLink key={token} token={token} /> : <ActivationForm token="" />;
}

/** Reports an expired or used link before a password is typed; other failures of the check are ignored. */
function CheckedLink({ token }: { token: string }) {
  const checked = useAnswer((signal) => api.checkLink(token, signal), token);
  if (checked.state === "waiting") return <Skeleton />;
  const code = checked.state === "failed" ? checked.failure.code : undefined;
  if (code === "link_expired" || code === "link_used") return <DeadLink used={code === "link_used"} />;
  return <ActivationForm token={token} />;
}

function ActivationForm({ token }: { token: string }) {
  const registrationText = useRegistrationText();
  const signInText = useSignInText();
  const text = useText();
  const { announce, enter } = useSession();
  const { route } = useLocation();
  const form = useForm({ password: "" }, ({ password }) => {
    const code = passwordFault(password);
    return code ? { password: code } : {};
  });
  const outcome = form.failure?.code;

  if (outcome === "link_expired" || outcome === "link_used" || outcome === "not_found") {
    return <DeadLink used={outcome === "link_used"} />;
  }
  if (!token) {
    return (
      <>
        <PageTitle>{registrationText.activation.title}</PageTitle>
        <Banner tone="due">{registrationText.activation.incomplete}</Banner>
        <p>
          {signInText.noAccount} <a href={PATHS.register}>{signInText.register}</a>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle>{registrationText.activation.title}</PageTitle>
      <p class="lead">{registrationText.activation.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ password }) => {
            const { data, serverNow } = await api.activate(token, password);
            forgetLinkToken();
            const arrival = data.loginTaken ? "activatedLoginTaken" : "activated";
            if (data.session) enter({ data: data.session, serverNow }, arrival);
            else announce(arrival);
            route(data.session ? PATHS.dashboard : PATHS.signIn, true);
          });
        }}
      >
        <ErrorSummary
          labels={{ password: text.password.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <UsernameField />
        <PasswordField
          chosenNow
          value={form.values.password}
          onValue={(value) => form.set("password", value)}
          error={form.faults.password && faultText(text, form.faults.password, "password")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={registrationText.activation.busy}>
          {registrationText.activation.submit}
        </Button>
      </form>
    </>
  );
}
