import { useLocation } from "preact-iso";

import { api, type CurrentSession } from "../../api/client";
import { Failure, failureText, faultText } from "../../api/failure";
import { type InvitationLook, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field, FieldError, fieldId } from "../../components/field";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { PasswordField } from "../../components/password-field";
import { ProblemLine } from "../../components/problem-line";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { useLanguage, useText } from "../../i18n/text";
import { PATHS, withQuery } from "../../paths";
import { isLogin } from "../../rules/identifiers";
import { passwordFault } from "../../rules/password";
import { pendingPath } from "../../session/pending";
import { useSession } from "../../session/session";
import { forgetLinkToken, useLinkToken } from "../registration/link-token";
import { useProfileText } from "./text";

/** The target of the link in an invitation. Acts on a click only, because mail scanners open links too. */
export function Invitation() {
  const text = useProfileText().invitation;
  const token = useLinkToken(PATHS.invitation);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      {token ? <Looked key={token} token={token} /> : <Banner tone="due">{text.incomplete}</Banner>}
    </>
  );
}

function Looked({ token }: { token: string }) {
  const text = useProfileText();
  const words = useText();
  const { state } = useSession();
  const look = useAnswer((signal) => profileApi.invitation(token, signal), token);
  if (look.state === "failed" && /^link_|not_found/.test(look.failure.code)) {
    const code = look.failure.code === "not_found" ? "link_expired" : look.failure.code;
    return <Banner tone="due">{failureText(words, new Failure(code), text.problem)}</Banner>;
  }
  const inside = state.phase === "in" && !pendingPath(state.who);
  return (
    <WaitFor on={look}>
      {(invitation) => (
        <>
          <What invitation={invitation} />
          {inside ? <Accept token={token} who={state.who} /> : <NewAccount token={token} />}
        </>
      )}
    </WaitFor>
  );
}

function What({ invitation: { customerName, role, limited, until } }: { invitation: InvitationLook }) {
  const { invitation: text, roles } = useProfileText();
  return (
    <p class="lead">
      {text.what(customerName, roles[role])} {limited && text.limited} {until && text.until(plainDate(until))}
    </p>
  );
}

function Accept({ token, who }: { token: string; who: CurrentSession }) {
  const text = useProfileText();
  const { refresh } = useSession();
  const { route } = useLocation();
  const action = useAction();
  const accept = () =>
    void action.run(async () => {
      await profileApi.acceptInvitation(token);
      forgetLinkToken();
      await refresh();
      route(PATHS.customers, true);
    });
  return (
    <>
      <p>{(who.actingFor ? text.invitation.asYourself : text.invitation.asWho)(who.displayName)}</p>
      <ProblemLine failure={action.failure} own={text.problem} />
      <Button busy={action.busy !== undefined} busyLabel={text.invitation.accepting} onClick={accept}>
        {text.invitation.accept}
      </Button>
    </>
  );
}

function NewAccount({ token }: { token: string }) {
  const text = useProfileText();
  const words = useText();
  const { language } = useLanguage();
  const { announce, enter } = useSession();
  const { route } = useLocation();
  const terms = useAnswer((signal) => api.terms(language, signal), language);
  const form = useForm({ name: "", login: "", password: "", terms: false }, ({ name, login, password, terms: accepted }) => ({
    ...(name.trim().length < 2 && { name: "name_missing" }),
    ...(!isLogin(login) && { login: login.trim() ? "login_invalid" : "missing" }),
    ...(passwordFault(password) && { password: passwordFault(password) }),
    ...(!accepted && { terms: "terms_not_accepted" }),
  }));
  const own = { ...text.problem, name_missing: text.invitation.nameMissing };
  const fault = (name: keyof typeof form.faults) => {
    const code = form.faults[name];
    return code && faultText(words, code, name, own);
  };
  const labels = {
    name: text.invitation.name,
    login: text.invitation.login,
    password: words.password.label,
    terms: text.invitation.terms,
  };
  return (
    <>
      <p>
        {text.invitation.haveAccount}{" "}
        <a href={withQuery(PATHS.signIn, { next: PATHS.invitation })}>{text.invitation.signIn}</a>
      </p>
      <h2>{text.invitation.newAccount}</h2>
      <p>{text.invitation.newAccountLead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ name, login, password }) => {
            if (terms.state !== "ready") throw new Failure("network");
            const { data, serverNow } = await profileApi.openInvited({
              token,
              name: name.trim(),
              login: login.trim(),
              password,
              termsVersion: terms.data.version,
              consents: terms.data.consents.filter(({ required }) => required).map(({ code }) => ({ code, granted: true })),
              locale: language,
            });
            forgetLinkToken();
            if (data.session) enter({ data: data.session, serverNow });
            else announce("activated");
            route(data.session ? PATHS.customers : PATHS.signIn, true);
          });
        }}
      >
        <ErrorSummary labels={labels} faults={form.faults} failure={form.failure} sendings={form.sendings} own={own} />
        <Field
          name="name"
          label={text.invitation.name}
          autocomplete="name"
          maxLength={100}
          value={form.values.name}
          error={fault("name")}
          onValue={(value) => form.set("name", value)}
        />
        <Field
          name="login"
          label={text.invitation.login}
          hint={text.invitation.loginHint}
          autocomplete="username"
          maxLength={32}
          value={form.values.login}
          error={fault("login")}
          onValue={(value) => form.set("login", value)}
          onLeave={() => form.leave("login")}
        />
        <PasswordField
          chosenNow
          value={form.values.password}
          error={fault("password")}
          onValue={(value) => form.set("password", value)}
        />
        <label class={fault("terms") ? "check check-wrong" : "check"}>
          <input
            type="checkbox"
            id={fieldId("terms")}
            checked={form.values.terms}
            required
            onChange={({ currentTarget }) => form.set("terms", currentTarget.checked)}
          />
          <span>{text.invitation.terms}</span>
        </label>
        <FieldError id={`${fieldId("terms")}-error`} error={fault("terms")} />
        <p>
          <a href={PATHS.terms} target="_blank" rel="noopener">
            {text.invitation.readTerms}
            <span class="visually-hidden"> ({words.opensInNewTab})</span>
          </a>
        </p>
        <Button type="submit" wide busy={form.busy} busyLabel={text.invitation.busy}>
          {text.invitation.submit}
        </Button>
      </form>
    </>
  );
}
