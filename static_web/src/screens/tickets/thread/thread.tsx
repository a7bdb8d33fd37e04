import { answerAddress, fileAddress, type ThreadMessage, type TicketDetails } from "../../../api/tickets";
import { AlertIcon, CheckIcon, ClockIcon, PdfIcon } from "../../../components/icons";
import { Moment } from "../../../components/values";
import { fileSize } from "../../../components/files/files-field";
import { useTicketsText } from "../text";

/** The messages, oldest first, each with author and time. */
export function Thread({ ticket }: { ticket: TicketDetails }) {
  const text = useTicketsText().ticket;
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title">{text.thread}</h2>
      <ol class="thread">
        {ticket.messages.map((message) => (
          <li key={message.id}>
            <OneMessage ticket={ticket} message={message} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function OneMessage({ ticket, message }: { ticket: TicketDetails; message: ThreadMessage }) {
  const text = useTicketsText().ticket;
  const { id, side, author, sentAt, final, outcome } = message;
  const office = side === "office";
  return (
    <article class={`message message-${side}`} aria-labelledby={`message-${id}`}>
      <h3 class="message-head" id={`message-${id}`}>
        <strong>{office ? text.office(author) : text.you}</strong>
        <span class="small muted">
          {" "}
          <Moment instant={sentAt} />
        </span>
      </h3>
      {final && (
        <p class="message-answer">
          <span class={`badge badge-${outcome === "refused" ? "warn" : "over"}`}>
            {outcome === "refused" ? <AlertIcon size={18} /> : <CheckIcon size={18} />}
            {outcome ? text.outcomes[outcome] : text.answer}
          </span>
        </p>
      )}
      <p class="message-text" lang={office ? "pl" : undefined}>
        {message.text}
      </p>
      <Files ticket={ticket} message={message} />
      {final && <Paper ticket={ticket} message={message} />}
    </article>
  );
}

/** The answer as a PDF, with its checksum. */
function Paper({ ticket, message: { id, paper } }: { ticket: TicketDetails; message: ThreadMessage }) {
  const text = useTicketsText().paper;
  return (
    <div class="message-paper">
      <a class="pdf-link" href={answerAddress(ticket.id, id)} download>
        <PdfIcon size={20} />
        {text.save}
      </a>
      {paper && (
        <details class="more-filters">
          <summary>{text.proof}</summary>
          <p class="small">{text.explained}</p>
          <p class="small paper-sum" translate={false}>
            SHA-256: {paper.sha256}
          </p>
        </details>
      )}
    </div>
  );
}

function Files({ ticket, message: { files } }: { ticket: TicketDetails; message: ThreadMessage }) {
  const text = useTicketsText().files;
  if (files.length === 0) return null;
  return (
    <ul class="files" aria-label={text.title}>
      {files.map(({ id, name, size, state }) => (
        <li key={id} class="file">
          <span class="file-words">
            {state === "checked" || state === "unscanned" ? (
              <a class="pdf-link" href={fileAddress(ticket.id, id)} download aria-label={text.save(name)}>
                <PdfIcon size={20} />
                <span class="file-name">{name}</span>
              </a>
            ) : (
              <span class="file-name">{name}</span>
            )}
            <span class="file-state small muted">
              {state === "checked" ? <CheckIcon size={18} /> : state === "infected" ? <AlertIcon size={18} /> : <ClockIcon size={18} />}
              <span>{`${text.states[state]}, ${fileSize(size)}`}</span>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
