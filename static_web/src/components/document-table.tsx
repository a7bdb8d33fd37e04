import type { DocumentSummary } from "../api/client";
import { useText } from "../i18n/text";
import { documentPath } from "../paths";
import { DueDay } from "./due-day";
import { PdfLink } from "./pdf-link";
import { StateBadge } from "./state-badge";
import { type Column, Table } from "./table";
import { Money, PlainDate } from "./values";

/** The id of a document's link in the list, to move the focus to it. */
export function documentLinkId({ id }: DocumentSummary): string {
  return `document-${id}`;
}

interface DocumentTableProps {
  caption: string;
  documents: DocumentSummary[];
  /** Additional columns. */
  also?: Column<DocumentSummary>[];
}

/** Documents, one a row: kind and number, dates, amount, state and PDF. */
export function DocumentTable({ caption, documents, also = [] }: DocumentTableProps) {
  const text = useText().documents;
  const columns: Column<DocumentSummary>[] = [
    {
      head: text.number,
      rowHead: true,
      cell: (row) => (
        <>
          <a id={documentLinkId(row)} href={documentPath(row.id)}>
            {text.kind[row.kind]} {row.number}
          </a>
          <Period of={row} />
        </>
      ),
    },
    { head: text.issuedOn, cell: ({ issuedOn }) => <PlainDate date={issuedOn} /> },
    { head: text.dueOn, hideEmpty: true, cell: (row) => (row.dueOn ? <DueDay of={row} /> : null) },
    {
      head: text.amount,
      numeric: true,
      cell: ({ amount, remaining }) => (
        <>
          <Money amount={amount} />
          {remaining > 0 && remaining < amount && <span class="small muted block">{text.remaining(remaining)}</span>}
        </>
      ),
    },
    { head: text.stateHead, bare: true, cell: (row) => <StateBadge of={row} /> },
    { head: text.file, bare: true, cell: (row) => <PdfLink of={row} /> },
    ...also,
  ];
  return <Table caption={caption} columns={columns} rows={documents} rowKey={({ id }) => id} />;
}

function Period({ of: { periodFrom, periodTo } }: { of: DocumentSummary }) {
  const text = useText().documents;
  if (!periodFrom || !periodTo) return null;
  return (
    <span class="period small muted">
      <span class="visually-hidden">{text.period} </span>
      <PlainDate date={periodFrom} />
      {" – "}
      <PlainDate date={periodTo} />
    </span>
  );
}
