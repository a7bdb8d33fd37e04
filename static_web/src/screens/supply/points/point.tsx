import { useRoute } from "preact-iso";

import { type PointDetails, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { BackIcon } from "../../../components/icons";
import { PageTitle } from "../../../components/page";
import { RetryPanel, Skeleton } from "../../../components/waiting";
import { plainDate } from "../../../i18n/format";
import { PATHS } from "../../../paths";
import { useSupplyText } from "../text";
import { usagePath } from "../usage/wish";
import { ZonesTile } from "../zones/zones-tile";
import { MeterTile, OperatorTile, PointTile, ProsumerTile } from "./point-tiles";

export function PointScreen() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <OnePoint key={id} id={id} />;
}

function OnePoint({ id }: { id: string }) {
  const text = useSupplyText();
  const answer = useAnswer((signal) => supplyApi.point(id, signal), id);
  const missing = answer.state === "failed" && answer.failure.status === 404;
  return (
    <>
      <p class="back">
        <a href={PATHS.points}>
          <BackIcon size={20} />
          {text.points.title}
        </a>
      </p>
      {answer.state === "ready" ? (
        <PageTitle place={text.points.point} lang="pl">
          {nameOf(answer.data)}
        </PageTitle>
      ) : (
        <PageTitle>{text.points.point}</PageTitle>
      )}
      {answer.state === "waiting" && <Skeleton rows={8} />}
      {missing && <p class="lead">{text.point.missing}</p>}
      {answer.state === "failed" && !missing && <RetryPanel failure={answer.failure} onRetry={answer.retry} />}
      {answer.state === "ready" && <Details point={answer.data} />}
    </>
  );
}

/** What a point is called: by the customer, by billing, else where it is. */
export function nameOf({ ownName, name, address }: Pick<PointDetails, "ownName" | "name" | "address">): string {
  return ownName ?? name ?? address;
}

function Details({ point }: { point: PointDetails }) {
  const text = useSupplyText().point;
  const { id, suppliedTo, finest } = point;
  return (
    <>
      <section class="summary">
        {suppliedTo && <p class="lead">{text.suppliedUntil(plainDate(suppliedTo))}</p>}
        <p class="actions">
          {finest && (
            <a class="button button-main" href={usagePath({ punkt: id })}>
              {text.usage}
            </a>
          )}
        </p>
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
