import { useStatus } from "../../api/status";
import { MailIcon, PhoneIcon } from "../../components/icons";
import { OldPortalLink } from "../../components/old-portal-link";
import { PageTitle } from "../../components/page";
import { PATHS } from "../../paths";
import { useSignInText } from "../sign-in/text";
import { useHelpText } from "./text";

// Help must be found even when the portal does not answer.
const KNOWN = {
  contactPhone: "+48 718 898 888",
  contactEmailIndividual: "cok@polenergia.pl",
  contactEmailBusiness: "bok.obrot@polenergia.pl",
};

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
      <p>{text.identity}</p>
      <p>
        {text.older} <OldPortalLink />
      </p>
    </>
  );
}
