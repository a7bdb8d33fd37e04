import { PageTitle } from "../../components/page";
import { MailIcon } from "../../components/icons";
import { PATHS } from "../../paths";
import { useRegistrationText } from "./text";
import { useSignInText } from "../sign-in/text";

let address = "";

/** Keeps the registered e-mail address for the next screen, in memory only. */
export function rememberAddress(email: string): void {
  address = email;
}

export function CheckMail() {
  const registrationText = useRegistrationText();
  const signInText = useSignInText();
  const text = registrationText.checkMail;
  return (
    <>
      <span class="entry-icon">
        <MailIcon size={40} />
      </span>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{address ? text.sent(address) : text.sentNowhere}</p>
      <p>{text.next}</p>
      <h2>{text.nothing}</h2>
      <ul class="list">
        {text.tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ul>
      <div class="entry-links">
        <p>
          <a href={PATHS.register}>{text.again}</a>
        </p>
        <p>
          <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
      </div>
    </>
  );
}
