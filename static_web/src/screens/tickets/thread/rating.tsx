import { useState } from "preact/hooks";

import { type TicketDetails, ticketsApi } from "../../../api/tickets";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { Tile } from "../../../components/tile";
import { TextArea } from "../text-area";
import { useTicketsText } from "../text";

const STARS = [1, 2, 3, 4, 5];

/** The rating of the answer, once there is one. */
export function Rating({ ticket, onRated }: { ticket: TicketDetails; onRated: (now: TicketDetails) => void }) {
  const all = useTicketsText();
  const text = all.rating;
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const { busy, failure, run } = useAction();
  if (!ticket.answeredAt) return null;
  if (ticket.stars !== null) return <p role="status">{text.thanks(ticket.stars)}</p>;
  return (
    <Tile title={text.title}>
      <form
        class="ticket-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => onRated((await ticketsApi.rate(ticket.id, stars, comment)).data));
        }}
      >
        <fieldset class="stars">
          <legend>{text.legend}</legend>
          <p class="small muted">
            {text.worst}, {text.best}
          </p>
          {STARS.map((star) => (
            <label key={star} class={star === stars ? "star star-on" : "star"}>
              <input type="radio" name="stars" required checked={star === stars} aria-label={text.stars(star)} onChange={() => setStars(star)} />
              <span aria-hidden="true">{star}</span>
            </label>
          ))}
        </fieldset>
        {stars > 0 && (
          <>
            <TextArea name="comment" label={text.comment} note={all.form.optional} rows={3} required={false} value={comment} onValue={setComment} />
            <ProblemLine failure={failure} own={all.problem} />
            <Button type="submit" busy={busy !== undefined} busyLabel={all.form.busy}>
              {text.submit}
            </Button>
          </>
        )}
      </form>
    </Tile>
  );
}
