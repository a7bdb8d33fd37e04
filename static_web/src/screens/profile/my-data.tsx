import { useState } from "preact/hooks";

import { type Profile, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { PageTitle } from "../../components/page";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { newTicketPath, PATHS } from "../../paths";
import { may } from "../../navigation";
import { useSession } from "../../session/session";
import { useRegistrationText } from "../registration/text";
import { addressLine } from "./address";
import { ChangeLines } from "./change-lines";
import { ConsentsTile } from "./consents";
import { ContactForm } from "./contact-form";
import { DeliveryTile } from "./delivery";
import { Onward } from "./onward";
import { useProfileText } from "./text";

/** The customer's data at billing, the forms to change them, and links to the settings of the account. */
export function MyData() {
  const text = useProfileText().myData;
  const { state } = useSession();
  const [round, setRound] = useState(0);
  const profile = useAnswer((signal) => profileApi.profile(signal), `profile ${round}`);
  const writes = state.phase === "in" && may(state.who, "data:write");
  const own = state.phase === "in" && !state.who.actingFor;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <WaitFor on={profile} rows={8}>
        {(data) => <Known key={data.version} initial={data} writes={writes} onStale={() => setRound(round + 1)} />}
      </WaitFor>
      <ConsentsTile writes={writes} />
      {own && (
        <div class="tiles">
          <Tile title={text.others}>
            <p>{text.peopleNote}</p>
            <Onward path={PATHS.people}>{text.people}</Onward>
            <p>{text.logNote}</p>
            <Onward path={PATHS.accessLog}>{text.log}</Onward>
          </Tile>
          <Tile title={text.account}>
            <Onward path={PATHS.security}>{text.security}</Onward>
            <Onward path={PATHS.mailPreferences}>{text.mails}</Onward>
            <Onward path={PATHS.ownAccount}>{text.ownAccount}</Onward>
          </Tile>
        </div>
      )}
    </>
  );
}

function Known({ initial, writes, onStale }: { initial: Profile; writes: boolean; onStale: () => void }) {
  const text = useProfileText().myData;
  const [profile, setProfile] = useState(initial);
  return (
    <>
      <Basic profile={profile} writes={writes} />
      <Contact profile={profile} writes={writes} onChange={setProfile} onStale={onStale} />
      <DeliveryTile profile={profile} writes={writes} onChange={setProfile} onStale={onStale} title={text.delivery} />
    </>
  );
}

function Basic({ profile, writes }: { profile: Profile; writes: boolean }) {
  const text = useProfileText().myData;
  const registration = useRegistrationText().registration;
  const firm = profile.kind === "business";
  return (
    <Tile title={text.basic}>
      <dl class="known-data">
        <div>
          <dt>{firm ? text.companyName : text.name}</dt>
          <dd>{profile.displayName}</dd>
        </div>
        <div>
          <dt>{firm ? registration.nip : registration.pesel}</dt>
          <dd>{profile.identifierMasked}</dd>
        </div>
        <div>
          <dt>{text.customerNumber}</dt>
          <dd>{profile.customerNumber}</dd>
        </div>
      </dl>
      {writes && (
        <>
          <p class="muted">{text.changeNameNote}</p>
          <Onward path={newTicketPath({ temat: "customer_data", tresc: text.changeNameText(profile.displayName) })}>{text.changeName}</Onward>
        </>
      )}
    </Tile>
  );
}

interface ContactProps {
  profile: Profile;
  writes: boolean;
  onChange: (profile: Profile) => void;
  onStale: () => void;
}

function Contact({ profile, writes, onChange, onStale }: ContactProps) {
  const text = useProfileText();
  const words = text.myData;
  const [open, setOpen] = useState<"contact" | "letters">();
  const [asked, setAsked] = useState(false);
  const { changes } = profile;
  const edit = (part: "contact" | "letters") => {
    setAsked(false);
    setOpen(part);
  };
  return (
    <Tile title={words.contact}>
      <p class="muted">{words.contactNote}</p>
      <dl class="known-data">
        <div>
          <dt>{text.fields.email}</dt>
          <dd>
            {profile.email ?? words.none}
            <ChangeLines changes={changes} wants={({ email }) => email ?? undefined} />
          </dd>
        </div>
        <div>
          <dt>{text.fields.phone}</dt>
          <dd>
            {profile.phone ?? words.none}
            <ChangeLines changes={changes} wants={({ phone }) => phone ?? undefined} />
          </dd>
        </div>
        <div>
          <dt>{profile.kind === "business" ? words.seat : words.home}</dt>
          <dd>
            {addressLine(profile.address)}
            <ChangeLines changes={changes} wants={({ address }) => (address ? addressLine(address) : undefined)} />
          </dd>
        </div>
        <div>
          <dt>{words.letters}</dt>
          <dd>
            {profile.correspondenceAddress ? addressLine(profile.correspondenceAddress) : words.sameAddress}
            <ChangeLines
              changes={changes}
              wants={({ correspondenceAddress }) => (correspondenceAddress ? addressLine(correspondenceAddress) : undefined)}
            />
          </dd>
        </div>
      </dl>
      {asked && <Banner tone="good">{words.asked}</Banner>}
      {open ? (
        <ContactForm
          key={open}
          profile={profile}
          part={open}
          onAsked={(after) => {
            setOpen(undefined);
            setAsked(true);
            onChange(after);
          }}
          onStale={onStale}
          onCancel={() => setOpen(undefined)}
        />
      ) : (
        writes && (
          <div class="actions">
            <Button kind="quiet" onClick={() => edit("contact")}>
              {words.edit}
            </Button>
            <Button kind="quiet" onClick={() => edit("letters")}>
              {words.editLetters}
            </Button>
          </div>
        )
      )}
    </Tile>
  );
}
