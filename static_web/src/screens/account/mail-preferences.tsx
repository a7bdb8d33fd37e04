import { useRef, useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { type MailPreferences, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { fieldId } from "../../components/field";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { latestOnly } from "../../rules/latest-only";
import { SecurityPage } from "./security-page";

const NOTICES: (keyof MailPreferences)[] = ["newDocument", "dueSoon", "overdue", "paymentConfirmed", "ticketNews", "priceEnds", "readingDue"];

/** The mail preferences; each switch saves at once and announces it. */
export function MailPreferencesScreen() {
  const text = useAccountText().mailPreferences;
  const preferences = useAnswer(profileApi.mailPreferences, "mail-preferences");
  return (
    <SecurityPage title={text.title}>
      <p class="lead">{text.lead}</p>
      <Tile title={text.list}>
        <WaitFor on={preferences} rows={8}>
          {(initial) => <Switches initial={initial} />}
        </WaitFor>
      </Tile>
      <p>{text.always}</p>
    </SecurityPage>
  );
}

function Switches({ initial }: { initial: MailPreferences }) {
  const text = useAccountText().mailPreferences;
  const [shown, setShown] = useState(initial);
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<Failure>();
  const [saves] = useState(() =>
    latestOnly(async (preferences: MailPreferences) => (await profileApi.changeMailPreferences(preferences)).data, initial),
  );
  const last = useRef({ preferences: initial, notice: NOTICES[0] as keyof MailPreferences });
  const turn = async (notice: keyof MailPreferences, on: boolean) => {
    const preferences = { ...last.current.preferences, [notice]: on };
    last.current = { preferences, notice };
    setShown(preferences);
    setSaid(text.saving);
    setFailure(undefined);
    const end = await saves.save(preferences);
    if (!end) return;
    const turned = last.current.notice;
    last.current = { preferences: end.stored, notice: turned };
    setShown(end.stored);
    setSaid(end.failure ? "" : text.saved(text.notices[turned].name, end.stored[turned]));
    if (end.failure) setFailure(asFailure(end.failure));
  };
  return (
    <>
      {NOTICES.map((notice) => {
        const { name, note } = text.notices[notice];
        return (
          <div key={notice} class="toggle">
            <label for={fieldId(notice)}>
              <strong>{name}</strong>
              <span class="toggle-note" id={`${fieldId(notice)}-note`}>
                {note}
              </span>
            </label>
            {notice === last.current.notice && (
              <div class="toggle-said">
                <span aria-hidden="true">{said}</span>
                <ProblemLine failure={failure} />
              </div>
            )}
            <input
              type="checkbox"
              id={fieldId(notice)}
              name={notice}
              aria-describedby={`${fieldId(notice)}-note`}
              checked={shown[notice]}
              onChange={(event) => void turn(notice, event.currentTarget.checked)}
            />
          </div>
        );
      })}
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
