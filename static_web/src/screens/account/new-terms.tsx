import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { billingApi } from "../../api/billing";
import { api, type Terms } from "../../api/client";
import { asFailure } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { PageTitle } from "../../components/page";
import { PdfLink } from "../../components/pdf-link";
import { ProblemLine } from "../../components/problem-line";
import { TermsPdfLink } from "../../components/terms-pdf-link";
import { TermsText } from "../../components/terms-text";
import { PlainDate } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { plainDate } from "../../i18n/format";
import { useLanguage, useText } from "../../i18n/text";
import { useSession } from "../../session/session";
import { PendingStepLinks } from "./entry-links";
import { OwnClosing, OwnData } from "./own-account";
import { useHelpText } from "../help/text";

/** The step when the terms have changed: the changes, the text and the acceptance. Documents, data and leaving are possible without it. */
export function NewTerms() {
  const { language } = useLanguage();
  const text = useAccountText().newTerms;
  const [edition, setEdition] = useState(0);
  const terms = useAnswer(
    async (signal) => {
      const account = await accountApi.details(signal);
      return api.terms(language, signal, { since: account.data.termsVersion });
    },
    `${language} ${edition}`,
  );
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <WaitFor on={terms} rows={8}>
        {(data) => <Acceptance terms={data} onOutdated={() => setEdition((seen) => seen + 1)} />}
      </WaitFor>
      <OwnDocuments />
      <Leaving />
      <PendingStepLinks question={text.ask} />
    </>
  );
}

function Acceptance({ terms, onOutdated }: { terms: Terms; onOutdated: () => void }) {
  const helpText = useHelpText();
  const { language } = useLanguage();
  const text = useAccountText().newTerms;
  const { enter } = useSession();
  const action = useAction();
  const accept = () =>
    action.run(async () => {
      try {
        enter(await accountApi.acceptTerms(terms.version));
      } catch (error) {
        if (asFailure(error).faults.some(({ code }) => code === "terms_outdated")) onOutdated();
        throw error;
      }
    });
  return (
    <>
      <h2>{text.changes}</h2>
      {terms.changesSince.map(({ version, effectiveFrom, changes }) => (
        <p key={version}>
          {terms.changesSince.length > 1 && <strong>{helpText.terms.published(plainDate(effectiveFrom))}: </strong>}
          {changes}
        </p>
      ))}
      <h2>{terms.title}</h2>
      <p class="muted">{helpText.terms.published(plainDate(terms.effectiveFrom))}</p>
      <p>
        <TermsPdfLink version={terms.version} language={language} />
      </p>
      <div class="terms-text">
        <TermsText text={terms.text} level={3} />
      </div>
      <ProblemLine failure={action.failure} />
      <Button wide busy={action.busy !== undefined} busyLabel={text.busy} onClick={() => void accept()}>
        {text.accept}
      </Button>
    </>
  );
}

/** For those who do not accept: export of the data, and closing the account. */
function Leaving() {
  const text = useAccountText().newTerms;
  return (
    <details class="sample">
      <summary>{text.refuse}</summary>
      <p>{text.leave}</p>
      <OwnData />
      <OwnClosing />
    </details>
  );
}

function OwnDocuments() {
  const words = useText();
  const text = useAccountText().newTerms;
  const documents = useAnswer((signal) => billingApi.documents({ limit: 12 }, signal), "documents");
  return (
    <details class="sample">
      <summary>{text.documents}</summary>
      <p class="muted">{text.documentsNote}</p>
      <WaitFor on={documents}>
        {({ documents: all }) =>
          all.length === 0 ? (
            <p>{text.noDocuments}</p>
          ) : (
            <ul>
              {all.map((document) => (
                <li key={document.id} class="plain-row">
                  <span>
                    {words.documents.kind[document.kind]} <PlainDate date={document.issuedOn} />
                  </span>
                  <PdfLink of={document} />
                </li>
              ))}
            </ul>
          )
        }
      </WaitFor>
    </details>
  );
}
