import { emailBusiness, emailIndividual, phone } from "brand:core";

import { useStatus } from "../../api/status";
import { MailIcon, PhoneIcon } from "../../components/icons";
import { OldPortalLink } from "../../components/old-portal-link";
import { PageTitle } from "../../components/page";
import { PATHS } from "../../paths";
import { useSignInText } from "../sign-in/text";
import { useHelpText } from "./text";

// Help must be found even when the portal does not answer.
const KNOWN = { contactPhone: phone, contactEmailIndividual: emailIndividual, contactEmailBusiness: emailBusiness };

export function Contact() {
  const text = useHelpText().contact;
  const { suspicious, check } = useSignInText();
  const { contactPhone, contactEmailIndividual, contactEmailBusiness } = useStatus() ?? KNOWN;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <dl class="contact">
        <dt>
          <PhoneIcon /> {text.phone}
        </dt>
        <dd>
          <a href={`tel:${contactPhone.replace(/\s/g, "")}`}>{contactPhone.replace(/\s/g, "\u00a0")}</a>
          <p class="small muted">{text.phoneNote}</p>
        </dd>
        <dt>
          <MailIcon /> {text.individual}
        </dt>
        <dd>
          <a href={`mailto:${contactEmailIndividual}`}>{contactEmailIndividual}</a>
        </dd>
        <dt>
          <MailIcon /> {text.business}
        </dt>
        <dd>
          <a href={`mailto:${contactEmailBusiness}`}>{contactEmailBusiness}</a>
        </dd>
      </dl>
      <p>
        {suspicious} <a href={PATHS.origin}>{check}</a>
      </p>
      {text.complaints.map((complaints) => (
        <section key="complaints">
          <h2>{text.complaintsTitle}</h2>
          <p>{complaints}</p>
        </section>
      ))}
      <p>{text.identity}</p>
      <p>
        {text.older} <OldPortalLink />
      </p>
    </>
  );
}
