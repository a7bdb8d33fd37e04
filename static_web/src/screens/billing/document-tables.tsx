import type { DocumentDetails } from "../../api/client";
import { type Column, Table } from "../../components/table";
import { PlainDate } from "../../components/values";
import { energy, money, quantity } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { useZoneNames } from "../supply/text/zones";
import { zoneName } from "../supply/zones/zone-name";

// An invoice can have a thousand meters.
const AT_FIRST = 30;

type Line = DocumentDetails["lines"][number];
type Reading = DocumentDetails["readings"][number];

export function LinesTable({ document }: { document: DocumentDetails }) {
  const text = useText().document;
  if (document.lines.length === 0) return null;
  const columns: Column<Line>[] = [
    {
      head: text.line,
      rowHead: true,
      cell: ({ name, zone }) => <Named name={name} zone={zone} />,
    },
    {
      head: text.quantity,
      numeric: true,
      hideEmpty: true,
      cell: (line) =>
        line.quantity ? (
          <>
            {quantity(line.quantity)}
            {"\u00a0"}
            <span lang="pl">{line.unit}</span>
          </>
        ) : null,
    },
    {
      head: text.unitPrice,
      numeric: true,
      hideEmpty: true,
      cell: ({ unitPrice }) => (unitPrice ? quantity(unitPrice) : null),
    },
    { head: text.net, numeric: true, cell: ({ net }) => money(net) },
    { head: text.vatRate, numeric: true, cell: ({ vatRate }) => (/^\d+$/.test(vatRate) ? `${vatRate}\u00a0%` : vatRate) },
    { head: text.vat, numeric: true, cell: ({ vat }) => money(vat) },
    { head: text.gross, numeric: true, cell: ({ gross }) => money(gross) },
  ];
  return (
    <section class="tile tile-plain">
      <h2>{text.lines}</h2>
      <Table caption={text.lines} columns={columns} rows={document.lines} rowKey={(_, index) => String(index)} atFirst={AT_FIRST} />
    </section>
  );
}

export function ReadingsTable({ document }: { document: DocumentDetails }) {
  const text = useText().document;
  if (document.readings.length === 0) return null;
  const columns: Column<Reading>[] = [
    { head: text.meter, rowHead: true, cell: ({ meterNumber, zone }) => <Named name={meterNumber} zone={zone} /> },
    {
      head: text.readingFrom,
      numeric: true,
      cell: ({ fromOn, fromKwh }) => (
        <>
          {energy(fromKwh)}
          <span class="small muted block">
            <PlainDate date={fromOn} />
          </span>
        </>
      ),
    },
    {
      head: text.readingTo,
      numeric: true,
      cell: ({ toOn, toKwh }) => (
        <>
          {energy(toKwh)}
          <span class="small muted block">
            <PlainDate date={toOn} />
          </span>
        </>
      ),
    },
    { head: text.used, numeric: true, cell: (reading) => (reading.energy === null ? "–" : energy(reading.energy / 1000)) },
    { head: text.qualityHead, cell: ({ quality }) => (text.quality as Record<string, string>)[quality] ?? quality },
  ];
  return (
    <section class="tile tile-plain">
      <h2>{text.readings}</h2>
      <Table caption={text.readings} columns={columns} rows={document.readings} rowKey={(_, index) => String(index)} atFirst={AT_FIRST} />
    </section>
  );
}

/** A name from the billing system, in Polish; names of known zones are translated. */
function Named({ name, zone }: { name: string; zone: string | null }) {
  const text = useText().document;
  const translated = zoneName({ names: useZoneNames() }, zone ?? "");
  return (
    <>
      <span lang="pl">{name}</span>
      {zone && (
        <>
          {` – ${text.zone.toLowerCase()} `}
          <span lang={translated === zone ? "pl" : undefined}>{translated}</span>
        </>
      )}
    </>
  );
}
