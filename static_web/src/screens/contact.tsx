import { MailIcon, PhoneIcon } from "../components/icons";
import { PageTitle } from "../components/page";
import { useText } from "../i18n/text";

const PHONE = "+48\u00a0718\u00a0898\u00a0888";
const MAIL_INDIVIDUAL = "cok@polenergia.pl";
const MAIL_BUSINESS = "bok.obrot@polenergia.pl";

export function Contact() {
  const text = useText().contact;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <dl class="contact">
        <dt>
          <PhoneIcon /> {text.phone}
        </dt>
        <dd>
          <a href="tel:+48718898888">{PHONE}</a>
          <p class="small muted">{text.phoneNote}</p>
        </dd>
        <dt>
          <MailIcon /> {text.individual}
        </dt>
        <dd>
          <a href={`mailto:${MAIL_INDIVIDUAL}`}>{MAIL_INDIVIDUAL}</a>
        </dd>
        <dt>
          <MailIcon /> {text.business}
        </dt>
        <dd>
          <a href={`mailto:${MAIL_BUSINESS}`}>{MAIL_BUSINESS}</a>
        </dd>
      </dl>
      <p>{text.identity}</p>
      <p>{text.older}</p>
    </>
  );
}
