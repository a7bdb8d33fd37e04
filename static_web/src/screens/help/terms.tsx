import { useLocation } from "preact-iso";

import { api } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { PageTitle } from "../../components/page";
import { TermsPdfLink } from "../../components/terms-pdf-link";
import { TermsText } from "../../components/terms-text";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { useLanguage } from "../../i18n/text";
import { termsPath } from "../../paths";
import { useHelpText } from "./text";

/** The terms in force, or the version the address names: to read, to print, to keep. */
export function Terms() {
  const helpText = useHelpText().terms;
  const { language } = useLanguage();
  const wanted = useLocation().query["wersja"];
  const terms = useAnswer((signal) => api.terms(language, signal, { version: wanted }), `${language} ${wanted ?? ""}`);
  return (
    <article class="prose">
      <PageTitle windowTitle={helpText.title}>{terms.state === "ready" ? terms.data.title : helpText.title}</PageTitle>
      <WaitFor on={terms} rows={8}>
        {({ version, effectiveFrom, changes, current, versions, text: whole }) => (
          <>
            <p class="muted">
              {helpText.published(plainDate(effectiveFrom))}
              {!current && ` ${helpText.otherVersion}`}
            </p>
            <p class="actions no-print">
              <TermsPdfLink version={version} language={language} />
              <Button kind="quiet" onClick={() => window.print()}>
                {helpText.print}
              </Button>
            </p>
            <h2>{helpText.changes}</h2>
            <p>{changes}</p>
            <TermsText text={whole} />
            {versions.length > 1 && (
              <nav class="no-print" aria-label={helpText.versions}>
                <h2>{helpText.versions}</h2>
                <ul>
                  {versions.map((one) => (
                    <li key={one.version}>
                      <a href={termsPath(one.version)} aria-current={one.version === version ? "page" : undefined}>
                        {helpText.published(plainDate(one.effectiveFrom))} ({one.version})
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
          </>
        )}
      </WaitFor>
    </article>
  );
}
