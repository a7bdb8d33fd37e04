import { CopyButton } from "../../../components/copy-button";
import { Tile } from "../../../components/tile";
import { useSupplyText } from "../text";
import { EXAMPLES } from "./example-code";

/** Examples of reading the data with a key, to copy. */
export function Examples() {
  const text = useSupplyText().apiKeys;
  return (
    <Tile title={text.examples}>
      <p>{text.examplesLead}</p>
      {(["curl", "python", "secrets", "homeAssistant"] as const).map((name) => (
        <section key={name}>
          <h3>{text.exampleNames[name]}</h3>
          <p class="small muted">{text.exampleHints[name]}</p>
          {/* Focusable, so that it can be scrolled by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre class="code" role="group" tabIndex={0} aria-label={text.exampleNames[name]} data-example={name}>
            <code>{EXAMPLES[name](location.origin)}</code>
          </pre>
          <CopyButton what={text.exampleNames[name]} value={EXAMPLES[name](location.origin)} />
        </section>
      ))}
      <p class="small muted">{text.limits}</p>
    </Tile>
  );
}
