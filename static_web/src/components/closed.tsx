import { useStatus } from "../api/status";
import { dateTime } from "../i18n/format";
import { useLanguage } from "../i18n/text";
import { PageTitle } from "./page";

/** In place of every screen while an announced break closes the portal; it opens by itself. */
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
