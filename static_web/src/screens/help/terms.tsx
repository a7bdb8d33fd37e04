import { api } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { PageTitle } from "../../components/page";
import { TermsText } from "../../components/terms-text";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { useLanguage } from "../../i18n/text";

export function Terms() {
  const { text, language } = useLanguage();
  const terms = useAnswer(() => api.terms(language), language);
  return (
    <article class="prose">
      <PageTitle place={text.terms.title}>{terms.state === "ready" ? terms.data.title : text.terms.title}</PageTitle>
      <WaitFor on={terms} rows={8}>
        {({ effectiveFrom, text: whole }) => (
          <>
            <p class="muted">{text.terms.published(plainDate(effectiveFrom))}</p>
            <TermsText text={whole} />
          </>
        )}
      </WaitFor>
    </article>
  );
}
