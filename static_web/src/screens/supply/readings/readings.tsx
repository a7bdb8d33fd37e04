import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";

import { photoAddress, type ReadingPage, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { Banner } from "../../../components/banner";
import { Tile } from "../../../components/tile";
import { dateTime, grouped, plainDate } from "../../../i18n/format";
import { OnePoint } from "../one-point";
import { useSupplyText } from "../text";
import { zoneName } from "../zones/zone-name";
import { PhotoField } from "./photo-field";
import { ReadingForm } from "./reading-form";
import { usePhoto } from "./use-photo";

type Row = ReadingPage["readings"][number];

/** The readings of a meter, and the form to send one. */
export function Readings() {
  const text = useSupplyText().readings;
  const { params } = useRoute();
  const id = params["id"] ?? "";
  const [sent, setSent] = useState(0);
  const [reading, setReading] = useState("");
  const chosen = usePhoto(id);
  const photo = usePhoto(id);
  const answer = useAnswer((signal) => supplyApi.readings(id, signal), `${id} ${sent}`);
  const onSent = (sentReading: string | null) => {
    setSent(sent + 1);
    if (!chosen.photo || !sentReading) return;
    setReading(sentReading);
    const { content, state } = chosen.photo;
    chosen.choose(undefined);
    if (state === "chosen") void photo.send(sentReading, content);
    else photo.choose(content);
  };
  const content = photo.photo?.content;
  return (
    <OnePoint id={id} title={text.title} on={answer}>
      {(page) => (
        <>
          {sent > 0 && <Banner tone="good">{text.sent}</Banner>}
          {content && (
            <Tile title={text.photo.ofSent}>
              <PhotoField
                id="sent-photo"
                photo={photo}
                onChoose={(other) => void photo.send(reading, other)}
                onAgain={() => void photo.send(reading, content)}
              />
            </Tile>
          )}
          {page.possible ? (
            <ReadingForm key={sent} id={id} page={page} photo={chosen} onSent={onSent} />
          ) : (
            <p class="lead">{text.notNeeded}</p>
          )}
          <History point={id} readings={page.readings} />
        </>
      )}
    </OnePoint>
  );
}

const AT_FIRST = 6;

function History({ point, readings }: { point: string; readings: Row[] }) {
  const text = useSupplyText();
  const older = readings.slice(AT_FIRST);
  if (readings.length === 0) return null;
  return (
    <Tile title={text.readings.history}>
      <ReadingItems point={point} readings={readings.slice(0, AT_FIRST)} />
      {older.length > 0 && (
        <details class="more-filters">
          <summary>{text.readings.older(older.length)}</summary>
          <ReadingItems point={point} readings={older} />
        </details>
      )}
    </Tile>
  );
}

function ReadingItems({ point, readings }: { point: string; readings: Row[] }) {
  const text = useSupplyText();
  return (
      <ul class="points">
        {readings.map((row) => (
          <li key={`${row.takenOn} ${row.source} ${row.askedAt}`}>
            <strong>{plainDate(row.takenOn)}</strong> <span class="badge badge-plain">{word(text.readings.states, row.state)}</span>
            <span class="block">
              {row.states.map(({ zone, kwh }) => (
                <span key={zone} class="reading-state">{`${zoneName(text.zones, zone)}: ${grouped(kwh)}\u00a0kWh`}</span>
              ))}
            </span>
            <span class="small muted block">
              {word(text.readings.sources, row.source)}, {text.readings.meter(row.meterNumber)}
              {row.askedAt && `, ${text.readings.askedAt(dateTime(row.askedAt))}`}
            </span>
            {row.id && row.photo && row.photo.state !== "waiting" && row.photo.state !== "infected" && (
              <a class="small" href={photoAddress(point, row.id)} download>
                {text.readings.photo.title}
              </a>
            )}
            {row.photo?.state === "waiting" && <span class="small muted block">{text.readings.photo.scanned}</span>}
            {row.reason && (
              <span class="small block" lang="pl">
                {row.reason}
              </span>
            )}
          </li>
        ))}
      </ul>
  );
}

/** The translation of a term of the billing system; unknown ones stay as they are. */
function word(words: Record<string, string>, key: string): string {
  return Object.prototype.hasOwnProperty.call(words, key) ? (words[key] ?? key) : key;
}
