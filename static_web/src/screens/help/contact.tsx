import { emailBusiness, emailIndividual, phone } from "brand:core";

import { useStatus } from "../../api/status";
import { MailIcon, PhoneIcon } from "../../components/icons";
import { OldPortalLink } from "../../components/old-portal-link";
import { PageTitle } from "../../components/page";
import { PATHS } from "../../paths";
import { useSignInText } from "../sign-in/text";
import { useHelpText } from "./text";

// Shown even when the portal does not answer.
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
          <a href={`tel:${contactPhone.replace(/\s/g, "")}`}>{contactPhone}</a>
          <p class="small muted">{text.phoneNote}</p>
        </dd>
        <dt>
          <MailIcon /> {text.individual}
        </dt>
        <dd>
          <MailLink address={contactEmailIndividual} />
        </dd>
        <dt>
          <MailIcon /> {text.business}
        </dt>
        <dd>
          <MailLink address={contactEmailBusiness} />
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

/** With large text an address breaks after its `@`, not within a word. */
function MailLink({ address }: { address: string }) {
  const [name, domain] = address.split("@");
  return (
    <a href={`mailto:${address}`}>
      <span>
        {name}@<wbr />
        {domain}
      </span>
    </a>
  );
}
