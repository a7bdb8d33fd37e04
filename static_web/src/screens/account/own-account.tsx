import { useState } from "preact/hooks";

import { type AccountData, type AccountDetails, accountApi } from "../../api/account";
import { api } from "../../api/client";
import { useAnswer, type Waiting } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { LanguageSwitch } from "../../components/language-switch";
import { ProblemLine } from "../../components/problem-line";
import { TermsPdfLink } from "../../components/terms-pdf-link";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { dateTime } from "../../i18n/format";
import type { Language } from "../../i18n/language";
import { useLanguage } from "../../i18n/text";
import { termsPath } from "../../paths";
import { useSession } from "../../session/session";
import { dataPage } from "./own-data";
import { SecurityPage } from "./security-page";
import { useReauthentication } from "./reauthentication";
import { saveFile } from "./save-file";

type Closing = AccountDetails["closing"];

/** The export of the account's data, and closing the account. */
export function OwnAccount() {
  const text = useAccountText().ownAccount;
  const account = useAnswer(accountApi.details, "account");
  return (
    <SecurityPage title={text.title}>
      <Tile title={text.language}>
        <p>{text.languageText}</p>
        <LanguageSwitch />
      </Tile>
      <OwnData />
      <Tile title={text.terms}>
        <WaitFor on={account}>{(details) => <TermsAccepted of={details} />}</WaitFor>
      </Tile>
      <ClosingTile of={account} />
    </SecurityPage>
  );
}

/** Which versions of the terms were accepted, and when; each can be read and kept. */
function TermsAccepted({ of }: { of: AccountDetails }) {
  const text = useAccountText().ownAccount;
  const { language } = useLanguage();
  const accepted = [{ version: of.termsVersion, at: of.termsAcceptedAt }, ...of.earlierTerms];
  return (
    <ul class="list">
      {accepted.map(({ version, at }) => (
        <li key={version}>
          <a href={termsPath(version)}>{text.termsVersion(version)}</a>, {text.termsAccepted(dateTime(at))} <TermsPdfLink version={version} language={language} />
        </li>
      ))}
    </ul>
  );
}

/** Closing the account: the consequences, and cancelling it. */
export function OwnClosing() {
  return <ClosingTile of={useAnswer(accountApi.details, "account")} />;
}

function ClosingTile({ of: account }: { of: Waiting<AccountDetails> }) {
  const text = useAccountText().ownAccount;
  return (
    <Tile title={text.closing}>
      <WaitFor on={account}>{({ closing }) => <ClosingState initial={closing} />}</WaitFor>
    </Tile>
  );
}

/** The export of the account's data, as a page and as JSON. */
export function OwnData() {
  const accountText = useAccountText();
  const { language } = useLanguage();
  const text = accountText.ownAccount;
  const action = useAction();
  const { withPassword, dialog } = useReauthentication();
  const [saved, setSaved] = useState<AccountData>();
  const download = () => {
    setSaved(undefined);
    void action.run(async () => {
      const { data } = await withPassword(accountApi.data);
      saveFile(text.pageName, dataPage(data, accountText, language, await consentsOf(data, language)), "text/html");
      setSaved(data);
    });
  };
  return (
    <Tile title={text.data}>
      <p>{text.dataText}</p>
      {saved && <Banner tone="good">{text.downloaded}</Banner>}
      <ProblemLine failure={action.failure} />
      <Button kind="quiet" busy={action.busy !== undefined} busyLabel={text.downloading} onClick={download}>
        {text.download}
      </Button>
      {saved && (
        <Button kind="link" onClick={() => saveFile(text.fileName, JSON.stringify(saved, null, 2), "application/json")}>
          {text.alsoJson}
        </Button>
      )}
      {dialog}
    </Tile>
  );
}

/** The consents given on registering with their texts; by their codes where the terms cannot be loaded. */
async function consentsOf(data: AccountData, language: Language): Promise<Record<string, string>> {
  try {
    const terms = await api.terms(language, undefined, { version: data.terms[0]?.version });
    return Object.fromEntries(terms.data.consents.map(({ code, text }) => [code, text]));
  } catch {
    return {};
  }
}

function ClosingState({ initial }: { initial: Closing }) {
  const text = useAccountText().ownAccount;
  const [closing, setClosing] = useState(initial);
  const [kept, setKept] = useState(false);
  const [asking, setAsking] = useState(false);
  const { refresh } = useSession();
  const action = useAction();
  const { withPassword, dialog } = useReauthentication();
  const close = () => {
    setAsking(false);
    setKept(false);
    void action.run(async () => {
      setClosing((await withPassword(accountApi.askToClose)).data);
      await refresh();
    });
  };
  const keep = () =>
    void action.run(async () => {
      await accountApi.keepOpen();
      setClosing(null);
      setKept(true);
      await refresh();
    });
  return (
    <>
      {closing ? (
        <Banner tone="warn">{text.asked(dateTime(closing.requestedAt), dateTime(closing.closesAt))}</Banner>
      ) : (
        <p>{text.closingText}</p>
      )}
      {kept && <Banner tone="good">{text.kept}</Banner>}
      <ProblemLine failure={action.failure} />
      <Button
        kind="quiet"
        busy={action.busy !== undefined}
        busyLabel={text.closeBusy}
        onClick={closing ? keep : () => setAsking(true)}
      >
        {closing ? text.changeMind : text.close}
      </Button>
      {asking && (
        <ConfirmDialog
          title={text.closeTitle}
          text={text.closeText}
          confirm={text.closeForGood}
          keep={text.keep}
          loses
          onConfirm={close}
          onKeep={() => setAsking(false)}
        />
      )}
      {dialog}
    </>
  );
}
