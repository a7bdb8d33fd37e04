import { useState } from "preact/hooks";

import { Button } from "../../components/button";
import { Tile } from "../../components/tile";
import { useAccountText } from "../../i18n/account/text";
import { PATHS } from "../../paths";
import { answerLoginOffer, loginOfferAnswered } from "./offer-answer";

/** Offers a login of one's own, at the first sign-in and until it is answered. */
export function LoginOffer() {
  const text = useAccountText().changeLogin;
  const [answered, setAnswered] = useState(loginOfferAnswered);
  if (answered) return null;
  return (
    <Tile title={text.offerTitle}>
      <p>{text.offer}</p>
      <div class="actions">
        <a class="button button-quiet" href={PATHS.changeLogin}>
          {text.choose}
        </a>
        <Button
          kind="quiet"
          onClick={() => {
            answerLoginOffer();
            setAnswered(true);
          }}
        >
          {text.later}
        </Button>
      </div>
    </Tile>
  );
}
