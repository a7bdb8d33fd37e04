import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { type AccountDetails, accountApi } from "../../api/account";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { ArrowIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { dateOf, dateTime } from "../../i18n/format";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";
import { takeDone } from "./done";
import { useRegistrationText } from "../registration/text";

/** The security settings of the account, each with a link to change it. */
export function Security() {
  const text = useAccountText().security;
  const account = useAnswer(accountApi.details, "account");
  const [done] = useState(takeDone);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      {done && <Banner tone="good">{text.done[done]}</Banner>}
      <WaitFor on={account} rows={8}>
        {(data) => <Parts account={data} />}
      </WaitFor>
    </>
  );
}

function Parts({ account }: { account: AccountDetails }) {
  const registrationText = useRegistrationText();
  const text = useAccountText().security;
  const { state } = useSession();
  const firm = state.phase === "in" && state.who.kind === "business";
  const { pendingEmail, passwordChangedAt, closing, chosenLogin } = account;
  return (
    <div class="tiles">
      <Part title={text.password} path={PATHS.changePassword} onward={text.changePassword}>
        <p>{passwordChangedAt ? text.passwordChanged(dateOf(passwordChangedAt)) : text.passwordNever}</p>
      </Part>
      <Part title={text.email} path={PATHS.changeEmail} onward={text.changeEmail}>
        <p>{account.email}</p>
        {account.emailRefusedAt && <Banner tone="warn">{text.emailRefused(dateOf(account.emailRefusedAt))}</Banner>}
        {pendingEmail && <p class="muted">{text.emailWaits(pendingEmail.email, dateTime(pendingEmail.expiresAt))}</p>}
      </Part>
      <Part title={text.login} path={PATHS.changeLogin} onward={chosenLogin ? text.changeLogin : text.chooseLogin}>
        {account.identifierMasked && (
          <p>
            {firm ? registrationText.registration.nip : registrationText.registration.pesel} {account.identifierMasked}
          </p>
        )}
        <p>{chosenLogin ? `${text.ownLogin}: ${chosenLogin}` : text.noLogin}</p>
      </Part>
      <Part title={text.secondStep} path={PATHS.setUpSecondStep} onward={account.secondStep ? text.manage : text.turnOn}>
        <p>{account.secondStep ? text.secondStepOn(account.recoveryCodesLeft) : text.secondStepOff}</p>
      </Part>
      <Part title={text.passkeys} path={PATHS.passkeys} onward={text.managePasskeys}>
        <p>{text.passkeysNote}</p>
      </Part>
      <Part title={text.signIns} path={PATHS.signIns} onward={text.show}>
        <p>{text.signInsNote}</p>
      </Part>
      <Part title={text.apiKeys} path={PATHS.apiKeys} onward={text.manageApiKeys}>
        <p>{text.apiKeysNote}</p>
      </Part>
      <Part title={text.mails} path={PATHS.mailPreferences} onward={text.chooseMails}>
        <p>{text.mailsNote}</p>
      </Part>
      <Part title={text.account} path={PATHS.ownAccount} onward={text.open}>
        <p>{closing ? text.closing(dateTime(closing.closesAt)) : text.accountNote}</p>
      </Part>
    </div>
  );
}

interface PartProps {
  title: string;
  path: string;
  onward: string;
  children: ComponentChildren;
}

function Part({ title, path, onward, children }: PartProps) {
  return (
    <Tile title={title}>
      {children}
      <a class="onward" href={path}>
        <span>{onward}</span>
        <ArrowIcon size={20} />
      </a>
    </Tile>
  );
}
