import { Banner } from "../../components/banner";
import { PATHS } from "../../paths";
import { useDashboardText } from "./text";

/** The notice that mails to the account bounce, and what to do. */
export function MailRefused() {
  const text = useDashboardText().mailRefused;
  return (
    <Banner tone="warn">
      {text.text} <a href={PATHS.changeEmail}>{text.change}</a>
    </Banner>
  );
}
