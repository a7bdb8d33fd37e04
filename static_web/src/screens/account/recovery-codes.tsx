import { useLocation } from "preact-iso";

import { Button } from "../../components/button";
import { CopyButton } from "../../components/copy-button";
import { PrintIcon } from "../../components/icons";
import { Tile } from "../../components/tile";
import { useAccountText } from "./text";
import { PATHS } from "../../paths";
import { SecurityPage } from "./security-page";

/** The recovery codes, shown only once. */
export function RecoveryCodes({ codes, lead }: { codes: string[]; lead: string }) {
  const text = useAccountText().setUp;
  const { route } = useLocation();
  return (
    <SecurityPage key="codes" title={text.codesTitle}>
      <p class="lead">{lead}</p>
      <Tile title={text.codesList}>
        <ul class="codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <div class="actions">
          <CopyButton what={text.codesList} value={codes.join("\n")} />
          <Button kind="quiet" onClick={() => print()}>
            <PrintIcon size={20} />
            {text.print}
          </Button>
        </div>
      </Tile>
      <Button onClick={() => route(PATHS.security)}>{text.saved}</Button>
    </SecurityPage>
  );
}
