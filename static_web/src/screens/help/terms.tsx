import { api } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { PageTitle } from "../../components/page";
import { TermsText } from "../../components/terms-text";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { useLanguage } from "../../i18n/text";
import { useHelpText } from "./text";

export function Terms() {
  const helpText = useHelpText();
  const { language } = useLanguage();
  const terms = useAnswer((signal) => api.terms(language, signal), language);
  return (
    <article class="prose">
      <PageTitle place={helpText.terms.title}>{terms.state === "ready" ? terms.data.title : helpText.terms.title}</PageTitle>
      <WaitFor on={terms} rows={8}>
        {({ effectiveFrom, text: whole }) => (
          <>
            <p class="muted">{helpText.terms.published(plainDate(effectiveFrom))}</p>
            <TermsText text={whole} />
          </>
        )}
      </WaitFor>
    </article>
  );
}
