import { useRef } from "preact/hooks";

import { failureText } from "../../api/failure";
import { useAction } from "../action";
import { Button } from "../button";
import { AlertIcon, CheckIcon, ClockIcon } from "../icons";
import { LiveText } from "../live-text";
import { ProblemLine } from "../problem-line";
import { decimalMark } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { type ChosenFile, type Files, isOnItsWay, type KeptFile, maySendAgain } from "./use-files";

const KINDS = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif";

/** The texts of the field; `problem` has those for refused files, by code. */
export interface FileWords {
  title: string;
  optional: string;
  limits: string;
  add: string;
  sending: (part: number) => string;
  checking: string;
  remove: (name: string) => string;
  again: (name: string) => string;
  removeShort: string;
  againShort: string;
  states: Record<KeptFile["state"], string>;
  problem: Record<string, unknown>;
}

/** A field to attach files: says what is accepted, and for each file its upload progress or why it was refused. */
export function FilesField({ files, text }: { files: Files; text: FileWords }) {
  const input = useRef<HTMLInputElement>(null);
  const { failure, run } = useAction();
  return (
    <div class="field" role="group" aria-labelledby="files-title">
      <p class="files-title" id="files-title">
        {text.title} <span class="field-note">({text.optional})</span>
      </p>
      <p class="field-hint" id="files-limits">
        {text.limits}
      </p>
      {files.files.length > 0 && (
        <ul class="files">
          {files.files.map((file) => (
            <FileRow key={file.id} file={file} text={text} onAgain={() => files.again(file)} onRemove={() => void run(() => files.remove(file))} />
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
        aria-label={text.add}
        onChange={({ currentTarget }) => {
          files.add(Array.from(currentTarget.files ?? []));
          // Otherwise choosing the same file again would fire no event.
          currentTarget.value = "";
        }}
      />
      <Button kind="quiet" onClick={() => input.current?.click()}>
        {text.add}
      </Button>
    </div>
  );
}

interface FileRowProps {
  file: ChosenFile;
  text: FileWords;
  onAgain: () => void;
  onRemove: () => void;
}

function FileRow({ file, text, onAgain, onRemove }: FileRowProps) {
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
                ? `${text.states[kept.state]}, ${fileSize(kept.size)}`
                : percent < 100
                  ? text.sending(percent)
                  : text.checking}
          </LiveText>
        </span>
        {onItsWay && <progress class="file-progress" max={100} value={percent} aria-label={name} />}
      </span>
      <span class="file-actions">
        {maySendAgain(file) && (
          <Button kind="quiet" label={text.again(name)} onClick={onAgain}>
            {text.againShort}
          </Button>
        )}
        {!onItsWay && (
          <Button kind="quiet" label={text.remove(name)} onClick={onRemove}>
            {text.removeShort}
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
