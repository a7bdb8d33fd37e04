import { useRef } from "preact/hooks";

import { failureText } from "../../../api/failure";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { AlertIcon, CheckIcon, ClockIcon } from "../../../components/icons";
import { LiveText } from "../../../components/live-text";
import { ProblemLine } from "../../../components/problem-line";
import { decimalMark } from "../../../i18n/format";
import { useText } from "../../../i18n/text";
import { useTicketsText } from "../text";
import { type ChosenFile, type Files, isOnItsWay, maySendAgain } from "./use-files";

const KINDS = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif";

/** Adding files: what may be added is said before one chooses, and each tells how far it is or why not. */
export function FilesField({ files }: { files: Files }) {
  const text = useTicketsText();
  const input = useRef<HTMLInputElement>(null);
  const { failure, run } = useAction();
  return (
    <div class="field" role="group" aria-labelledby="files-title">
      <p class="files-title" id="files-title">
        {text.files.title} <span class="field-note">({text.form.optional})</span>
      </p>
      <p class="field-hint" id="files-limits">
        {text.files.limits}
      </p>
      {files.files.length > 0 && (
        <ul class="files">
          {files.files.map((file) => (
            <FileRow key={file.id} file={file} onAgain={() => files.again(file)} onRemove={() => void run(() => files.remove(file))} />
          ))}
        </ul>
      )}
      <ProblemLine failure={failure} own={text.problem} />
      <input
        hidden
        ref={input}
        type="file"
        multiple
        accept={KINDS}
        aria-label={text.files.add}
        onChange={({ currentTarget }) => {
          files.add(Array.from(currentTarget.files ?? []));
          // The same file may be chosen again, once it was mended.
          currentTarget.value = "";
        }}
      />
      <Button kind="quiet" onClick={() => input.current?.click()}>
        {text.files.add}
      </Button>
    </div>
  );
}

function FileRow({ file, onAgain, onRemove }: { file: ChosenFile; onAgain: () => void; onRemove: () => void }) {
  const text = useTicketsText();
  const words = useText();
  const { name, kept, failure, part } = file;
  const onItsWay = isOnItsWay(file);
  const percent = Math.round(part * 100);
  return (
    <li class={failure ? "file file-refused" : "file"}>
      <span class="file-words">
        <span class="file-name">{name}</span>
        <span class="file-state small" role="status">
          {failure ? <AlertIcon size={18} /> : kept ? <CheckIcon size={18} /> : <ClockIcon size={18} />}
          <LiveText>
            {failure
              ? failureText(words, failure, text.problem)
              : kept
                ? `${text.files.states[kept.state]}, ${fileSize(kept.size)}`
                : percent < 100
                  ? text.files.sending(percent)
                  : text.files.checking}
          </LiveText>
        </span>
        {onItsWay && <progress class="file-progress" max={100} value={percent} aria-label={name} />}
      </span>
      <span class="file-actions">
        {maySendAgain(file) && (
          <Button kind="quiet" label={text.files.again(name)} onClick={onAgain}>
            {text.files.againShort}
          </Button>
        )}
        {!onItsWay && (
          <Button kind="quiet" label={text.files.remove(name)} onClick={onRemove}>
            {text.files.removeShort}
          </Button>
        )}
      </span>
    </li>
  );
}

/** A size in bytes as `1,4 MB` or `320 kB`. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return kilobytes < 1000 ? `${kilobytes}\u00a0kB` : `${(bytes / 2 ** 20).toFixed(1).replace(".", decimalMark())}\u00a0MB`;
}
