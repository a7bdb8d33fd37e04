import { useLocation } from "preact-iso";

import { serverNow } from "../../../api/server-clock";
import { supplyApi, type UsageView } from "../../../api/supply";
import { useAnswer, useLatest } from "../../../api/use-answer";
import { OldPortalLink } from "../../../components/old-portal-link";
import { PageTitle } from "../../../components/page";
import { Skeleton, WaitFor } from "../../../components/waiting";
import { MonthCoverage } from "../coverage/month-coverage";
import { warsawDate } from "../days";
import { useSupplyText } from "../text";
import { Downloads } from "./downloads";
import { PeriodNavigation } from "./period-navigation";
import { PointPicker } from "./point-picker";
import { UsageChart } from "./usage-chart";
import { UsageSentence } from "./usage-sentence";
import { firstDayOf, usagePath, type UsageQuery, usageQuery } from "./usage-query";

/** The only point of a customer, who needs no choice to see its days. */
let onlyPoint: string | undefined;

/** The usage of one point or of all, by year, month or day. The query is in the address. */
export function Usage() {
  const text = useSupplyText().usage;
  const location = useLocation();
  const today = warsawDate(serverNow());
  const query = usageQuery(location.query, today);
  const key = `${query.point} ${firstDayOf(query.period)} ${query.period.kind} ${query.quarters}`;
  const answer = useAnswer((signal) => ask(query, signal), key);
  const view = answer.state === "ready" ? answer.data : undefined;
  if (view && !query.point) onlyPoint = view.point?.id;
  // The name stays while the next period of the same point is loading.
  const latest = useLatest(answer);
  const named = latest?.point ?? undefined;
  const point = named?.id === (query.point ?? onlyPoint) ? named : undefined;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      {!query.point && !latest && answer.state === "waiting" ? (
        <Skeleton rows={1} />
      ) : (
        <PointPicker query={query} point={point} only={(query.point ?? point?.id) === onlyPoint && onlyPoint !== undefined} />
      )}
      <PeriodNavigation query={query} today={today} />
      <section class="tile tile-plain usage" aria-live="polite">
        <WaitFor
          on={answer}
          rows={9}
          missing={
            <p class="lead">
              {text.noSuchPoint} <a href={usagePath({})}>{text.allPoints}</a>
            </p>
          }
        >
          {(shown) => <Shown view={shown} query={point ? { ...query, point: point.id } : query} today={today} />}
        </WaitFor>
      </section>
      {view && query.period.kind === "month" && view.points === 1 && <MonthCoverage view={view} month={query.period.month} point={point?.id} />}
      <p class="small muted">
        {text.since} <OldPortalLink />
      </p>
    </>
  );
}

function ask({ point, period, quarters }: UsageQuery, signal?: AbortSignal) {
  const from = firstDayOf(period);
  const resolution = period.kind === "year" ? "month" : period.kind === "month" ? "day" : quarters ? "quarter" : "hour";
  const compare = period.kind !== "day";
  if (point) return supplyApi.usage(point, { resolution, from, compare }, signal);
  return supplyApi.totalUsage({ resolution: resolution === "month" ? "month" : "day", from, compare }, signal);
}

function Shown({ view, query, today }: { view: UsageView; query: UsageQuery; today: string }) {
  return (
    <>
      <UsageSentence view={view} query={query} today={today} />
      {view.rows.length > 0 && <UsageChart view={view} query={query} />}
      {view.rows.length > 0 && <Downloads view={view} query={query} />}
    </>
  );
}
