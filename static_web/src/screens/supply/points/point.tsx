import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";

import { serverNow } from "../../../api/server-clock";
import { type PointDetails, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { PageTitle } from "../../../components/page";
import { WaitFor } from "../../../components/waiting";
import { plainDate } from "../../../i18n/format";
import { costsPath, coveragePath, depositPath, newTicketPath, PATHS, readingsPath, replayPath, servicePath } from "../../../paths";
import { warsawDate } from "../days";
import { useSupplyText } from "../text";
import { usagePath } from "../usage/usage-query";
import { ZonesTile } from "../zones/zones-tile";
import { PointName } from "./point-name";
import { MeterTile, OperatorTile, PointTile, ProsumerTile } from "./point-tiles";

export function PointScreen() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <OnePoint key={id} id={id} />;
}

function OnePoint({ id }: { id: string }) {
  const text = useSupplyText();
  const answer = useAnswer((signal) => supplyApi.point(id, signal), id);
  const [named, setNamed] = useState<{ name: string | null }>();
  const point = answer.state === "ready" ? (named ? { ...answer.data, ownName: named.name } : answer.data) : undefined;
  return (
    <>
      <BackLink path={PATHS.points}>{text.points.title}</BackLink>
      {point ? (
        <PageTitle windowTitle={text.points.point} lang="pl">
          {nameOf(point)}
        </PageTitle>
      ) : (
        <PageTitle>{text.points.point}</PageTitle>
      )}
      <WaitFor on={answer} rows={8} missing={<p class="lead">{text.point.missing}</p>}>
        {(data) => <Details point={point ?? data} onNamed={(name) => setNamed({ name })} />}
      </WaitFor>
    </>
  );
}

/** The name of a point: the customer's, billing's, else its address. */
export function nameOf({ ownName, name, address }: Pick<PointDetails, "ownName" | "name" | "address">): string {
  return ownName ?? name ?? address;
}

function Details({ point, onNamed }: { point: PointDetails; onNamed: (name: string | null) => void }) {
  const text = useSupplyText();
  const { id, suppliedTo, finest, meter, prosumer } = point;
  return (
    <>
      <section class="summary">
        {suppliedTo && <p class="lead">{text.point.suppliedUntil(plainDate(suppliedTo))}</p>}
        {finest && (
          <p>
            <a class="button button-main" href={usagePath({ punkt: id })}>
              {text.point.usage}
            </a>
          </p>
        )}
        <nav class="point-links" aria-label={text.point.more}>
          {finest && <a href={coveragePath(id)}>{text.coverage.calendar}</a>}
          {finest && <a href={costsPath(id, Number(warsawDate(serverNow()).slice(0, 4)))}>{text.costs.title}</a>}
          <a href={readingsPath(id)}>{meter === "manual" && !suppliedTo ? text.readings.formTitle : text.readings.title}</a>
          <a href={replayPath(id)}>{text.replay.title}</a>
          <a href={newTicketPath({ punkt: id, nazwa: nameOf(point) })}>{text.write}</a>
          <a href={servicePath("move_out", { punkt: id })}>{text.moveOut}</a>
          {prosumer?.settlement === "net_billing" && <a href={depositPath(id)}>{text.deposit.title}</a>}
        </nav>
        <PointName point={point} onNamed={onNamed} />
      </section>
      <div class="tiles">
        <PointTile point={point} />
        <MeterTile point={point} />
        <div class="tile-wide">
          <ZonesTile point={point} />
        </div>
        <OperatorTile point={point} />
        <ProsumerTile point={point} />
      </div>
    </>
  );
}
