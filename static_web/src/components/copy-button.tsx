import { useState } from "preact/hooks";

import { useText } from "../i18n/text";
import { Button } from "./button";
import { CheckIcon, CopyIcon } from "./icons";

/** Copies a value to the clipboard and reports whether that worked. */
export function CopyButton({ what, value }: { what: string; value: string }) {
  const text = useText();
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const copy = () => {
    copied(value).then((worked) => setOutcome(worked ? "copied" : "failed"));
  };
  return (
    <span class="copy">
      <Button kind="quiet" label={outcome === "copied" ? `${text.document.copied}: ${what}` : text.document.copyWhat(what)} onClick={copy}>
        {outcome === "copied" ? <CheckIcon size={20} /> : <CopyIcon size={20} />}
        <span aria-hidden="true">{outcome === "copied" ? text.document.copied : text.document.copy}</span>
      </Button>
      <span role="status" class={outcome === "failed" ? "small" : "visually-hidden"}>
        {outcome === "copied" && text.document.copied}
        {outcome === "failed" && text.document.copyFailed}
      </span>
    </span>
  );
}

async function copied(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return copiedTheOldWay(value); // no clipboard API, or permission refused
  }
}

function copiedTheOldWay(value: string): boolean {
  const area = document.createElement("textarea");
  area.value = value;
  area.className = "visually-hidden";
  document.body.appendChild(area);
  area.select();
  const worked = document.execCommand("copy");
  document.body.removeChild(area);
  return worked;
}
