import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { api, type DocumentKind, type DocumentSummary } from "../api/client";
import { asFailure, failureText } from "../api/failure";
import { useAnswer } from "../api/use-answer";
import { BalanceTile } from "../components/balance-tile";
import { Button } from "../components/button";
import { DocumentTable, documentLinkId } from "../components/document-table";
import { OldPortalLink } from "../components/old-portal-link";
import { PageTitle } from "../components/page";
import { WaitFor } from "../components/waiting";
import { useText } from "../i18n/text";
import { PATHS } from "../paths";

const PAGE_SIZE = 20;

/** The filter's words in the address. */
const KINDS: Record<string, DocumentKind> = {
  faktury: "invoice",
  korekty: "correction",
  noty: "interest_note",
};

export function Documents() {
  const text = useText().documents;
  const { query } = useLocation();
  const chosen = query["rodzaj"] ?? "";
  const kind = KINDS[chosen];
  const overview = useAnswer(api.overview, "overview");
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <div class="documents-balance">
        <WaitFor on={overview}>{(data) => <BalanceTile overview={data} />}</WaitFor>
      </div>
      <section aria-label={text.list}>
        <KindFilter chosen={kind ? chosen : ""} />
        <DocumentList key={kind ?? "all"} kind={kind} />
      </section>
      <p class="small muted">
        {text.since} <OldPortalLink />
      </p>
    </>
  );
}

function KindFilter({ chosen }: { chosen: string }) {
  const text = useText().documents;
  const { route } = useLocation();
  return (
    <p class="filter">
      <label for="kind-filter">{text.filter}</label>
      <select
        id="kind-filter"
        value={chosen}
        onChange={({ currentTarget: { value } }) =>
          route(value ? `${PATHS.documents}?rodzaj=${value}` : PATHS.documents, true)
        }
      >
        <option value="">{text.all}</option>
        <option value="faktury">{text.invoices}</option>
        <option value="korekty">{text.corrections}</option>
        <option value="noty">{text.interestNotes}</option>
      </select>
    </p>
  );
}

function DocumentList({ kind }: { kind: DocumentKind | undefined }) {
  const text = useText().documents;
  const first = useAnswer(() => api.documents({ ...(kind && { kind }), limit: PAGE_SIZE }), kind ?? "all");
  return (
    <WaitFor on={first} rows={6}>
      {({ documents, next }) =>
        documents.length === 0 ? (
          <div class="empty">
            <p>{kind ? text.emptyKind : text.empty}</p>
            {kind && <a href={PATHS.documents}>{text.showAll}</a>}
          </div>
        ) : (
          <PagedDocuments kind={kind} first={documents} next={next} />
        )
      }
    </WaitFor>
  );
}

interface PagedDocumentsProps {
  kind: DocumentKind | undefined;
  first: DocumentSummary[];
  next: string | null;
}

function PagedDocuments({ kind, first, next }: PagedDocumentsProps) {
  const words = useText();
  const text = words.documents;
  const [older, setOlder] = useState<{ documents: DocumentSummary[]; next: string | null }>({ documents: [], next });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const firstNew = useRef<string | undefined>(undefined);
  const all = [...first, ...older.documents];

  useEffect(() => {
    // Whoever goes on by keyboard goes on reading where the new rows begin.
    if (firstNew.current) document.getElementById(firstNew.current)?.focus();
    firstNew.current = undefined;
  }, [older]);

  const showOlder = async (after: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { data } = await api.documents({ ...(kind && { kind }), after, limit: PAGE_SIZE });
      firstNew.current = data.documents[0] && documentLinkId(data.documents[0]);
      setOlder({ documents: [...older.documents, ...data.documents], next: data.next });
    } catch (error) {
      setProblem(failureText(words, asFailure(error)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div class="documents-list">
        <DocumentTable caption={text.list} documents={all} />
      </div>
      <p class="small muted" role="status">
        {text.shown(all.length)}
      </p>
      {problem && (
        <p class="problem-line" role="alert">
          {problem}
        </p>
      )}
      {older.next && (
        <Button kind="quiet" wide busy={busy} busyLabel={text.olderBusy} onClick={() => void showOlder(older.next ?? "")}>
          {text.older}
        </Button>
      )}
    </>
  );
}
