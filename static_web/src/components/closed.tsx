import { useStatus } from "../api/status";
import { dateTime } from "../i18n/format";
import { useLanguage } from "../i18n/text";
import { PageTitle } from "./page";

/** Replaces every screen while the portal is closed for maintenance; ends by itself. */
export function Closed() {
  const { text, language } = useLanguage();
  const status = useStatus();
  if (!status?.notice) return null;
  const { texts, endsAt } = status.notice;
  return (
    <>
      <PageTitle>{text.status.closedTitle}</PageTitle>
      <p class="lead">
        <bdi>{texts[language] ?? texts["pl"]}</bdi>
      </p>
      <p>{text.status.closedUntil(dateTime(endsAt))}</p>
      <p>{text.status.closedHelp(status.contactPhone)}</p>
    </>
  );
}
