import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { billingApi, type DocumentQuery, fileAddress } from "../../api/billing";
import type { DocumentPage, DocumentSummary } from "../../api/client";
import type { PointSummary } from "../../api/supply";
import { useAnswer, useLatest, type Waiting } from "../../api/use-answer";
import { BalanceTile } from "../../components/balance-tile";
import { DocumentTable, documentLinkId } from "../../components/document-table";
import { OldPortalLink } from "../../components/old-portal-link";
import { PageTitle } from "../../components/page";
import { ShowOlder } from "../../components/show-older";
import { Tile } from "../../components/tile";
import { Skeleton, WaitFor } from "../../components/waiting";
import { useBillingText } from "./text";
import { useLanguage, useText } from "../../i18n/text";
import { documentPath, PATHS, payPath } from "../../paths";
import { MOST } from "../../rules/amount";
import { type FilterWords, filterPath, queryOf } from "./filter";
import { FilterPanel } from "./filter-panel";
import { isPayable, Selection } from "./selection";
import { useSupply } from "./supply-filter";
import { BillingTabs } from "./tabs";
import { type InPayment, inPaymentOf } from "./under-way";
import { useDashboardText } from "../dashboard/text";

const PAGE_SIZE = 20;
/** Whether the further filters start folded away: Edge 14 shows them always. */
const FOLDS = "open" in document.createElement("details");

export function Documents() {
  const text = useText().documents;
  const { query } = useLocation();
  const words: FilterWords = query;
  const key = filterPath(words);
  const [filtering, setFiltering] = useState(!FOLDS);
  const supply = useSupply(words, filtering);
  const first = useAnswer((signal) => billingApi.documents({ ...queryOf(words), limit: PAGE_SIZE }, signal), key);
  // The balance does not depend on the filter, so that of the latest answer stays.
  const account = useLatest(first);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <div class="documents-balance">
        {account && <BalanceTile account={account} />}
        {!account && first.state === "waiting" && <WaitingBalance />}
      </div>
      <BillingTabs here="documents" />
      <section aria-label={text.list}>
        <FilterPanel words={words} supply={supply} onOpen={() => setFiltering(true)} />
        <DocumentList key={key} first={first} words={words} point={supply.point} />
      </section>
      <p class="small muted">
        {text.since} <OldPortalLink />
      </p>
    </>
  );
}

/** A placeholder as high as the tile, so that nothing below moves. */
function WaitingBalance() {
  return (
    <Tile title={useDashboardText().balance}>
      <Skeleton rows={4} />
    </Tile>
  );
}

interface DocumentListProps {
  first: Waiting<DocumentPage>;
  words: FilterWords;
  /** The point the list is filtered by. */
  point: PointSummary | undefined;
}

function DocumentList({ first, words, point }: DocumentListProps) {
  const text = useText().documents;
  const filter = useBillingText().filter;
  const filtered = filterPath(words) !== PATHS.documents;
  return (
    <WaitFor on={first} rows={6}>
      {(page) =>
        page.documents.length === 0 ? (
          <div class="empty">
            <p>{filtered ? filter.none : text.empty}</p>
            {point && (
              <p>
                {filter.collective} <a href={filterPath({ umowa: point.contractId })}>{filter.ofContract}</a>
              </p>
            )}
            {filtered && <a href={PATHS.documents}>{text.showAll}</a>}
          </div>
        ) : (
          <PagedDocuments query={queryOf(words)} page={page} />
        )
      }
    </WaitFor>
  );
}

interface PagedDocumentsProps {
  query: DocumentQuery;
  page: DocumentPage;
}

function PagedDocuments({ query, page: { documents: first, next, onlinePayments } }: PagedDocumentsProps) {
  const text = useText().documents;
  const billing = useBillingText();
  const [older, setOlder] = useState<{ documents: DocumentSummary[]; next: string | null }>({ documents: [], next });
  const [chosen, setChosen] = useState<string[]>([]);
  const inPayment = (document: DocumentSummary) => inPaymentOf(onlinePayments, document);
  const firstNew = useRef<string | undefined>(undefined);
  const all = [...first, ...older.documents];

  useEffect(() => {
    // For keyboard users the focus moves to the first new row.
    if (firstNew.current) document.getElementById(firstNew.current)?.focus();
    firstNew.current = undefined;
  }, [older]);

  const showOlder = async (after: string, signal?: AbortSignal) => {
    const { data } = await billingApi.documents({ ...query, after, limit: PAGE_SIZE }, signal);
    firstNew.current = data.documents[0] && documentLinkId(data.documents[0]);
    setOlder({ documents: [...older.documents, ...data.documents], next: data.next });
  };

  return (
    <>
      <div class="documents-list">
        <DocumentTable
          caption={text.list}
          documents={all}
          also={[
            {
              head: billing.selection.head,
              bare: true,
              cell: (row) => (
                <RowActions
                  of={row}
                  payment={inPayment(row)}
                  chosen={chosen.indexOf(row.id) >= 0}
                  onChoose={(on) => setChosen(on ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))}
                />
              ),
            },
          ]}
        />
      </div>
      <Selection
        documents={all.filter(({ id }) => chosen.indexOf(id) >= 0)}
        inPayment={inPayment}
        onClear={() => setChosen([])}
      />
      <p class="small muted" role="status">
        {text.shown(all.length)}
      </p>
      <ShowOlder after={older.next} label={text.older} busyLabel={text.olderBusy} onShow={showOlder} />
      <ListFiles query={query} />
    </>
  );
}

interface RowActionsProps {
  of: DocumentSummary;
  payment: InPayment;
  chosen: boolean;
  onChoose: (on: boolean) => void;
}

function RowActions({ of: row, payment, chosen, onChoose }: RowActionsProps) {
  const text = useBillingText();
  return (
    <span class="row-actions">
      {payment ? (
        <a class={payment.accepted ? "badge badge-over" : "badge badge-warn"} href={payment.path}>
          {payment.accepted ? text.inBooking : text.inPayment}
        </a>
      ) : (
        isPayable(row) && (
          <a class="pay-link" href={row.remaining > MOST ? `${documentPath(row.id)}#przelew` : payPath([row.id])}>
            {row.remaining > MOST ? text.payments.methods.transfer : text.pay.action}
            <span class="visually-hidden"> {row.number}</span>
          </a>
        )
      )}
      <label class="row-check">
        <input
          type="checkbox"
          checked={chosen}
          aria-label={text.selection.choose(row.number)}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      </label>
    </span>
  );
}

function ListFiles({ query }: { query: DocumentQuery }) {
  const text = useBillingText().files;
  const { language } = useLanguage();
  const params = { ...query, limit: undefined, after: undefined, locale: language } as Record<string, string | string[] | undefined>;
  return (
    <p class="file-links">
      {text.label}:{" "}
      <a href={fileAddress("documents.csv", params)} download>
        {text.csv}
      </a>{" "}
      <a href={fileAddress("documents.xlsx", params)} download>
        {text.xlsx}
      </a>
    </p>
  );
}
