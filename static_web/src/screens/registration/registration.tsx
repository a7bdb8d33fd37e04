import { Fragment } from "preact";
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { api, type Terms } from "../../api/client";
import { asFailure, faultText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { Consents } from "./consents";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { KindSwitch } from "./kind-switch";
import { PageTitle } from "../../components/page";
import { SampleInvoice } from "./sample-invoice";
import { WaitFor } from "../../components/waiting";
import { useLanguage, useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { emailTyped } from "../../rules/email";
import { compact, visible } from "../../rules/typed";
import { rememberLogin } from "../../session/typed-login";
import { rememberAddress } from "./check-mail";
import { keepRegistration, keptRegistration } from "./kept-registration";
import { needsLogin, registrationBody, registrationFaults } from "./registration-rules";
import { useSteps } from "./steps";
import { useRegistrationText } from "./text";
import { useSignInText } from "../sign-in/text";

export function Registration() {
  const registrationText = useRegistrationText();
  const signInText = useSignInText();
  const { language } = useLanguage();
  const [edition, setEdition] = useState(0);
  const terms = useAnswer((signal) => api.terms(language, signal), `${language} ${edition}`);
  const [last, setLast] = useState<Terms>();
  if (terms.state === "ready" && terms.data !== last) setLast(terms.data);
  return (
    <>
      <PageTitle>{registrationText.registration.title}</PageTitle>
      <p class="lead">{registrationText.registration.lead}</p>
      {/* The key keeps the values over a change of language or terms. */}
      {last && terms.state !== "failed" ? (
        <RegistrationForm terms={last} onOutdated={() => setEdition((seen) => seen + 1)} />
      ) : (
        <WaitFor on={terms} rows={6}>
          {() => null}
        </WaitFor>
      )}
      <div class="entry-links">
        <p>
          {registrationText.registration.haveAccount} <a href={PATHS.signIn}>{signInText.title}</a>
        </p>
      </div>
    </>
  );
}

function RegistrationForm({ terms, onOutdated }: { terms: Terms; onOutdated: () => void }) {
  const registrationText = useRegistrationText();
  const words = useText();
  const text = registrationText.registration;
  const { language } = useLanguage();
  const { route } = useLocation();
  const form = useForm(keptRegistration(), (values) => registrationFaults(values, terms));
  // The values are kept for a return from another screen.
  const typed = useRef(form.values);
  typed.current = form.values;
  useEffect(() => () => keepRegistration(typed.current), []);
  const individual = form.values.kind === "individual";
  const identifier = individual ? "pesel" : "nip";
  const facts = [identifier, "customerNumber", "documentNumber"] as const;
  const progress = useRef<HTMLParagraphElement>(null);
  const known = registrationFaults(form.values, terms);
  const { step, next, back } = useSteps(!facts.some((name) => known[name]), () => progress.current?.focus());
  // Faults that only the server finds are shown on the step of their fields.
  const backToFacts = step === 2 && !form.busy && facts.some((name) => form.faults[name]);
  useEffect(() => {
    if (backToFacts) back();
  }, [backToFacts]);

  const bound = (name: "pesel" | "nip" | "customerNumber" | "documentNumber" | "email" | "login") => {
    const code = form.faults[name];
    return {
      name,
      value: form.values[name],
      onValue: (value: string) => form.set(name, value),
      onLeave: () => form.leave(name),
      error: code && faultText(words, code, name),
    };
  };

  const send = () =>
    form.send(async (values) => {
      try {
        await api.register(registrationBody(values, terms, language));
      } catch (error) {
        if (asFailure(error).faults.some(({ code }) => code === "terms_outdated")) onOutdated();
        throw error;
      }
      rememberAddress(emailTyped(values.email));
      keepRegistration(values);
      rememberLogin(visible(values.login) || compact(individual ? values.pesel : values.nip));
      route(PATHS.checkMail);
    });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (step === 2) void send();
        else if (form.check(facts)) next();
      }}
    >
      <p class="steps" tabIndex={-1} ref={progress}>
        <span key={step}>
          <strong>{text.step(step)}</strong> {step === 1 ? text.stepFacts : text.stepAccount}
        </span>
        <progress class="steps-bar" max={2} value={step} aria-hidden="true" />
      </p>
      <ErrorSummary
        labels={
          step === 1
            ? {
                [identifier]: individual ? text.pesel : text.nip,
                customerNumber: text.customerNumber,
                documentNumber: text.documentNumber,
              }
            : { email: text.email, login: text.login, consents: text.consents, termsVersion: text.consents }
        }
        faults={form.faults as Record<string, string | undefined>}
        failure={form.failure}
        sendings={form.sendings}
      />
      {/* Keyed, because on a page translated by the browser a reused field would keep its old label. */}
      {step === 1 ? (
        <Fragment key="facts">
          <KindSwitch value={form.values.kind} onValue={(kind) => form.set("kind", kind)} />
          {individual ? (
            <Field key="pesel" {...bound("pesel")} label={text.pesel} hint={text.peselHint} inputMode="numeric" autocomplete="off" maxLength={40} />
          ) : (
            <Field key="nip" {...bound("nip")} label={text.nip} hint={text.nipHint} inputMode="numeric" autocomplete="off" maxLength={40} />
          )}
          <Field {...bound("customerNumber")} label={text.customerNumber} autocomplete="off" maxLength={64} />
          <Field {...bound("documentNumber")} label={text.documentNumber} hint={text.documentHint} autocomplete="off" maxLength={64} />
          <SampleInvoice open={form.sendings > 0 && Boolean(form.faults.customerNumber || form.faults.documentNumber)} />
          <Button type="submit" wide>
            {text.next}
          </Button>
        </Fragment>
      ) : (
        <Fragment key="account">
          <Field {...bound("email")} label={text.email} hint={text.emailHint} type="email" inputMode="email" autocomplete="email" maxLength={254} />
          <Field
            {...bound("login")}
            label={text.login}
            {...(needsLogin(form.values.kind) ? {} : { note: text.optional })}
            hint={individual ? text.loginHint : text.loginHintBusiness}
            autocomplete="username"
            maxLength={32}
            required={needsLogin(form.values.kind)}
          />
          <Consents
            terms={terms}
            granted={form.values.consents}
            onGranted={(consents) => form.set("consents", consents)}
            error={form.faults.consents && faultText(words, form.faults.consents, "consents")}
          />
          <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
          <p>
            <Button kind="link" onClick={back}>
              {text.back}
            </Button>
          </p>
        </Fragment>
      )}
    </form>
  );
}
