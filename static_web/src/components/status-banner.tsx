import { useStatusArrival } from "../api/status";
import { dateOf, dateTime, plainDate } from "../i18n/format";
import { useLanguage } from "../i18n/text";
import { termsPath } from "../paths";
import { Banner } from "./banner";

/**
 * Says when a break is announced or the data is late: above the screen, or below it where that was learned only after
 * the screen was shown, because nothing may move under somebody's finger.
 */
export function StatusBanner({ below = false }: { below?: boolean }) {
  const { text, language } = useLanguage();
  const { status, late } = useStatusArrival();
  if (!status || late !== below) return null;
  const { notice, closed, dataLate, dataTooOld, dataAsOf, contactPhone, termsAhead } = status;
  return (
    <>
      {notice && !closed && (
        <Banner tone="warn">
          <bdi>{notice.texts[language] ?? notice.texts["pl"]}</bdi> {text.status.break(dateTime(notice.startsAt), dateTime(notice.endsAt))}
          {notice.closes && ` ${text.status.closes}`}
        </Banner>
      )}
      {termsAhead && (
        <Banner tone="warn">
          {text.status.termsAhead(plainDate(termsAhead.effectiveFrom))} <a href={termsPath(termsAhead.version)}>{text.status.termsAheadLink}</a>
        </Banner>
      )}
      {dataLate && (
        <Banner tone={dataTooOld ? "due" : "warn"}>
          {!dataAsOf ? text.status.none : dataTooOld ? text.status.tooOld(dateOf(dataAsOf), contactPhone) : text.status.late(dateOf(dataAsOf))}
        </Banner>
      )}
    </>
  );
}
