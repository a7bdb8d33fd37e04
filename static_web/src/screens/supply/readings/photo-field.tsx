import { useEffect, useRef, useState } from "preact/hooks";

import { failureText } from "../../../api/failure";
import { Button } from "../../../components/button";
import { LiveText } from "../../../components/live-text";
import { useText } from "../../../i18n/text";
import { useSupplyText } from "../text";
import type { PhotoOfReading } from "./use-photo";

const KINDS = ".jpg,.jpeg,.png,.heic,.heif,image/jpeg,image/png,image/heic,image/heif";
const PREVIEW = 240;

interface PhotoFieldProps {
  id: string;
  photo: PhotoOfReading;
  /** Called with the chosen file. */
  onChoose: (content: File) => void;
  onAgain?: (() => void) | undefined;
}

/** The photo of the meter: choosing, preview, and upload progress or why it was refused. */
export function PhotoField({ id, photo: { photo, choose }, onChoose, onAgain }: PhotoFieldProps) {
  const text = useSupplyText().readings;
  const words = useText();
  const input = useRef<HTMLInputElement>(null);
  const settled = photo?.state === "sending" || photo?.state === "kept";
  const percent = Math.round((photo?.part ?? 0) * 100);
  const said = !photo
    ? undefined
    : photo.failure && photo.state === "refused"
      ? failureText(words, photo.failure, text.photo.problem)
      : photo.state === "kept"
        ? text.photo.kept
        : photo.state === "sending"
          ? percent < 100
            ? text.photo.sending(percent)
            : text.photo.checking
          : undefined;
  return (
    <div class="field" role="group" aria-labelledby={`${id}-title`}>
      <p class="photo-title" id={`${id}-title`}>
        {text.photo.title} <span class="field-note">({text.optional})</span>
      </p>
      <p class="field-hint">{text.photo.hint}</p>
      {photo && (
        <div class="photo">
          <Preview content={photo.content} />
          <p class="photo-words">
            <strong class="photo-name">{photo.content.name}</strong>
            {said && (
              <span class={photo.state === "refused" ? "photo-state small photo-refused" : "photo-state small"} role="status">
                <LiveText>{said}</LiveText>
              </span>
            )}
            {photo.state === "sending" && <progress class="photo-progress" max={100} value={percent} aria-label={photo.content.name} />}
          </p>
        </div>
      )}
      <input
        hidden
        ref={input}
        type="file"
        accept={KINDS}
        aria-label={text.photo.add}
        onChange={({ currentTarget }) => {
          const [content] = Array.from(currentTarget.files ?? []);
          if (content) onChoose(content);
          currentTarget.value = "";
        }}
      />
      {!settled && (
        <div class="actions">
          {onAgain && photo?.failure && (photo.failure.code === "network" || photo.failure.status >= 429) && (
            <Button kind="quiet" onClick={onAgain}>
              {text.photo.again}
            </Button>
          )}
          <Button kind="quiet" onClick={() => input.current?.click()}>
            {photo ? text.photo.other : text.photo.add}
          </Button>
          {photo && (
            <Button kind="quiet" onClick={() => choose(undefined)}>
              {text.photo.remove}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** A preview, drawn in the browser; only the file's name where the browser cannot decode it (HEIC, mostly). */
function Preview({ content }: { content: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let current = true;
    setShown(false);
    const draw = async () => {
      const picture = await createImageBitmap(content);
      const on = canvas.current;
      if (current && on) {
        const scale = Math.min(1, PREVIEW / Math.max(picture.width, picture.height));
        on.width = Math.max(1, Math.round(picture.width * scale));
        on.height = Math.max(1, Math.round(picture.height * scale));
        on.getContext("2d")?.drawImage(picture, 0, 0, on.width, on.height);
        setShown(true);
      }
      picture.close();
    };
    draw().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [content]);
  return <canvas ref={canvas} class="photo-preview" hidden={!shown} aria-hidden="true" />;
}
