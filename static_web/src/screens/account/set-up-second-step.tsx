import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";

import { accountApi, type TotpSetup } from "../../api/account";
import { faultText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { CopyButton } from "../../components/copy-button";
import { ErrorSummary } from "../../components/error-summary";
import { useForm } from "../../components/form";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { compact } from "../../rules/typed";
import { CodeField, isCode } from "./code-field";
import { rememberDone } from "./done";
import { SecurityPage } from "./security-page";
import { RecoveryCodes } from "./recovery-codes";
import { useReauthentication } from "./reauthentication";

const FEW = 3;

/** Two-factor authentication: switching it on in three steps, and off. */
export function SetUpSecondStep() {
  const text = useAccountText().setUp;
  const account = useAnswer(accountApi.details, "account");
  const [setup, setSetup] = useState<TotpSetup>();
  const [codes, setCodes] = useState<string[]>();
  const [fresh, setFresh] = useState<string[]>();

  if (codes) return <RecoveryCodes codes={codes} lead={text.codesLead} />;
  if (fresh) return <RecoveryCodes codes={fresh} lead={text.freshLead} />;
  return (
    <SecurityPage title={text.title}>
      {setup ? (
        <Confirmation setup={setup} onCodes={setCodes} />
      ) : (
        <WaitFor on={account}>
          {({ secondStep, recoveryCodesLeft }) =>
            secondStep ? <On codesLeft={recoveryCodesLeft} onCodes={setFresh} /> : <Begin onSetup={setSetup} />
          }
        </WaitFor>
      )}
    </SecurityPage>
  );
}

function Begin({ onSetup }: { onSetup: (setup: TotpSetup) => void }) {
  const words = useText();
  const text = useAccountText().setUp;
  const action = useAction();
  const { withPassword, dialog } = useReauthentication();
  return (
    <>
      <p class="lead">{text.lead}</p>
      <p>{text.need}</p>
      <ProblemLine failure={action.failure} />
      <Button
        busy={action.busy !== undefined}
        busyLabel={words.loading}
        onClick={() => void action.run(async () => onSetup((await withPassword(accountApi.beginSecondStep)).data))}
      >
        {text.begin}
      </Button>
      {dialog}
    </>
  );
}

function Confirmation({ setup, onCodes }: { setup: TotpSetup; onCodes: (codes: string[]) => void }) {
  const words = useText();
  const text = useAccountText().setUp;
  const { withPassword, dialog } = useReauthentication();
  const form = useForm({ code: "" }, ({ code }) => {
    if (!code.trim()) return { code: "missing" };
    return isCode(code) ? {} : { code: "code_invalid" };
  });
  return (
    <>
      <Tile title={text.scan}>
        {/* The policy allows no data: images; an SVG of our own portal can stand in the page itself. */}
        <div class="qr" role="img" aria-label={text.qr} dangerouslySetInnerHTML={{ __html: setup.qrSvg }} />
        <p>{text.orType}</p>
        <div class="actions">
          <code class="secret">{setup.secret.match(/.{1,4}/g)?.join(" ")}</code>
          <CopyButton what={text.secret} value={setup.secret} />
        </div>
        <p>
          <a class="onward" href={setup.uri}>
            {text.openApp}
          </a>
        </p>
      </Tile>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ code }) => {
            const { data } = await withPassword(() => accountApi.confirmSecondStep(compact(code)));
            onCodes(data.codes);
          });
        }}
      >
        <ErrorSummary labels={{ code: text.code }} faults={form.faults} failure={form.failure} sendings={form.sendings} />
        <CodeField
          label={text.code}
          hint={text.codeHint}
          value={form.values.code}
          onValue={(value) => form.set("code", value)}
          error={form.faults.code && faultText(words, form.faults.code, "code")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.confirm}
        </Button>
      </form>
      {dialog}
    </>
  );
}

/** While it is on: new recovery codes, and switching it off. */
function On({ codesLeft, onCodes }: { codesLeft: number; onCodes: (codes: string[]) => void }) {
  const text = useAccountText().setUp;
  const { route } = useLocation();
  const [asking, setAsking] = useState<"renew" | "off">();
  const action = useAction();
  const { withPassword, dialog } = useReauthentication();
  const turnOff = () => {
    setAsking(undefined);
    void action.run(async () => {
      await withPassword(accountApi.removeSecondStep);
      rememberDone("secondStepOff");
      route(PATHS.security);
    }, "off");
  };
  const renew = () => {
    setAsking(undefined);
    void action.run(async () => onCodes((await withPassword(accountApi.renewRecoveryCodes)).data.codes), "renew");
  };
  return (
    <>
      <p class="lead">{text.on(codesLeft)}</p>
      {codesLeft < FEW && <p>{text.fewLeft}</p>}
      <ProblemLine failure={action.failure} />
      <div class="actions">
        <Button busy={action.busy === "renew"} busyLabel={text.freshBusy} onClick={() => setAsking("renew")}>
          {text.fresh}
        </Button>
        <Button kind="quiet" busy={action.busy === "off"} busyLabel={text.offBusy} onClick={() => setAsking("off")}>
          {text.off}
        </Button>
      </div>
      {asking === "renew" && (
        <ConfirmDialog
          title={text.freshTitle}
          text={text.freshText}
          confirm={text.freshConfirm}
          keep={text.freshKeep}
          onConfirm={renew}
          onKeep={() => setAsking(undefined)}
        />
      )}
      {asking === "off" && (
        <ConfirmDialog
          title={text.offTitle}
          text={text.offText}
          confirm={text.off}
          keep={text.keep}
          onConfirm={turnOff}
          onKeep={() => setAsking(undefined)}
        />
      )}
      {dialog}
    </>
  );
}
