import type { Overview } from "../../api/client";
import { ArrowIcon } from "../../components/icons";
import { Tile } from "../../components/tile";
import { Money } from "../../components/values";
import { PATHS } from "../../paths";
import { kwh } from "../supply/energy";
import { BillBars } from "./bill-bars";
import { type DashboardCatalogue, useDashboardText } from "./text";

type Usage = NonNullable<Overview["usage"]>;

/** The bills of a year by month, and the latest usage. Empty without either. */
export function BillsTile({ bills, usage }: Pick<Overview, "bills" | "usage">) {
  const text = useDashboardText().bills;
  const newest = bills[bills.length - 1];
  if (!newest && !usage) return null;
  return (
    <Tile title={newest ? text.title : text.usageTitle}>
      {newest && (
        <>
          <p class="next-amount">
            <Money amount={newest.amount} />
          </p>
          <p>{text.issued(newest.month)}</p>
          <BillBars bills={bills} />
        </>
      )}
      {usage && <UsageLine usage={usage} />}
      <p class="tile-foot">
        <a class="onward" href={PATHS.usage}>
          <span>{text.onward}</span>
          <ArrowIcon size={20} />
        </a>
      </p>
    </Tile>
  );
}

function UsageLine({ usage }: { usage: Usage }) {
  const text = useDashboardText().bills;
  return (
    <>
      <p>
        {usage.complete ? text.used(usage.on, kwh(usage.imported)) : text.usedSoFar(usage.on, kwh(usage.imported))}
        {(usage.percent !== null || usage.days !== null) && `, ${change(text, usage.percent)}`}
        {usage.days !== null && ` ${text.sameDays}`}
      </p>
      {usage.exported !== null && usage.exported > 0 && <p class="small muted">{text.gaveBack(usage.exported)}</p>}
    </>
  );
}

function change(text: DashboardCatalogue["bills"], share: number | null): string {
  if (share === null || Math.abs(share) < 0.5) return text.same;
  return share > 0 ? `▲ ${text.more(share)}` : `▼ ${text.less(share)}`;
}
