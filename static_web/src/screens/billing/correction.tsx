import type { DocumentDetails } from "../../api/client";
import { type Column, Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { energy, money, plainDate } from "../../i18n/format";
import { useBillingText } from "./text";
import { documentPath } from "../../paths";
import { useZoneNames } from "../supply/text/zones";
import { zoneName } from "../supply/zones/zone-name";

interface Change {
  what: string;
  before: number;
  difference: number;
  show: (value: number) => string;
}

type Group = DocumentDetails["charges"][number]["group"];
const WH = 1000;

/** A correction compared with the document it corrects: by group of charges, in total, and the usage of each meter. */
export function Correction({ document }: { document: DocumentDetails }) {
  const text = useBillingText().correction;
  const groups = useBillingText().charges.groups;
  const names = useZoneNames();
  const { corrected } = document;
  if (!corrected) return null;
  const of = (charges: DocumentDetails["charges"], group: Group) =>
    charges.filter((charge) => charge.group === group).reduce((sum, { gross }) => sum + gross, 0);
  const changes: Change[] = [
    ...(Object.keys(groups) as Group[]).map((group) => ({
      what: groups[group],
      before: of(corrected.charges, group),
      difference: of(document.charges, group),
      show: money,
    })),
    ...usageChanges(document, (point, zone) => text.energyUsed(point, zoneName({ names }, zone))),
  ].filter(({ before, difference }) => before !== 0 || difference !== 0);
  changes.push({ what: text.total, before: corrected.amount, difference: document.amount, show: money });
  const columns: Column<Change>[] = [
    { head: text.what, rowHead: true, cell: ({ what }) => what },
    { head: text.before, numeric: true, cell: ({ before, show }) => show(before) },
    { head: text.difference, numeric: true, cell: ({ difference, show }) => (difference > 0 ? "+" : "") + show(difference) },
    { head: text.after, numeric: true, cell: ({ before, difference, show }) => show(before + difference) },
  ];
  return (
    <section class="tile tile-plain">
      <h2>{text.title}</h2>
      <p>
        <a href={documentPath(corrected.id)}>{text.lead(corrected.number)}</a>{" "}
        {corrected.earlier.length > 0 && text.withEarlier(corrected.earlier.map(({ number }) => number).join(", "))}
      </p>
      <Table caption={text.title} columns={columns} rows={changes} rowKey={({ what }) => what} />
    </section>
  );
}

/** By point and zone, where both are known: the energy billed before, and the difference. */
function usageChanges(document: DocumentDetails, name: (point: string, zone: string) => string): Change[] {
  const changes: Change[] = [];
  (document.corrected?.energy ?? []).forEach(({ pointId, zone, before, after }) => {
    if (before === null || after === null) return;
    const point = document.points.filter(({ id }) => id === pointId)[0];
    const what = name(point?.name ?? point?.ppe ?? "", zone);
    changes.push({ what, before: before / WH, difference: (after - before) / WH, show: energy });
  });
  return changes;
}

/** The corrections that followed a document. */
export function Corrections({ document: { corrections } }: { document: DocumentDetails }) {
  const text = useBillingText().correction;
  if (corrections.length === 0) return null;
  return (
    <Tile title={text.corrections}>
      <ul class="points">
        {corrections.map(({ id, number, issuedOn, amount }) => (
          <li key={id}>
            <a href={documentPath(id)}>{number}</a> {text.correctedBy(plainDate(issuedOn))}, {money(amount)}
          </li>
        ))}
      </ul>
    </Tile>
  );
}
