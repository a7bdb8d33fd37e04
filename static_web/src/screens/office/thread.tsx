import { fileSize } from "../../components/files/files-field";
import { Moment } from "../../components/values";
import { fileAddress, type OfficeClerk, type OfficeEvent, type OfficeFile, type OfficeMessage, type OfficeNote, type OfficeTicket, type TicketKey } from "./api";
import { words } from "./words";

interface ThreadProps {
  ticketKey: TicketKey;
  ticket: OfficeTicket;
  clerks: OfficeClerk[];
}

type Entry =
  | { at: string; message: OfficeMessage }
  | { at: string; note: OfficeNote }
  | { at: string; event: OfficeEvent };

/** Messages, notes and events by time. Notes are styled apart, so that they are not taken for messages. */
export function Thread({ ticketKey, ticket, clerks }: ThreadProps) {
  const entries: Entry[] = [
    ...ticket.messages.map((message) => ({ at: message.sentAt, message })),
    ...ticket.notes.map((note) => ({ at: note.writtenAt, note })),
    ...ticket.events.map((event) => ({ at: event.at, event })),
  ];
  entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title">{words.ticket.thread}</h2>
      <ol class="office-thread">
        {entries.map((entry) =>
          "message" in entry ? (
            <li key={`m${entry.message.id}`}>
              <Message ticketKey={ticketKey} message={entry.message} />
            </li>
          ) : "note" in entry ? (
            <li key={`n${entry.note.id}`}>
              <article class="office-note" aria-label={words.ticket.noteBy(entry.note.author)}>
                <p class="office-who">
                  <strong>{words.ticket.noteBy(entry.note.author)}</strong> <Moment instant={entry.note.writtenAt} />
                  <span class="office-hidden-note">{words.ticket.noteHidden}</span>
                </p>
                <Words text={entry.note.text} />
                <Attached ticketKey={ticketKey} files={entry.note.files} />
              </article>
            </li>
          ) : (
            <li key={`e${entry.event.id}`} class="office-event">
              {said(entry.event, clerks)} · <Moment instant={entry.event.at} />
            </li>
          ),
        )}
      </ol>
    </section>
  );
}

function Message({ ticketKey, message }: { ticketKey: TicketKey; message: OfficeMessage }) {
  const ours = message.side === "office";
  const author = ours ? words.ticket.weWrote(message.author) : `${words.ticket.customerWrote}: ${message.author}`;
  return (
    <article class={ours ? "office-message office-ours" : "office-message"} aria-label={author}>
      <p class="office-who">
        <strong>
          <bdi>{author}</bdi>
        </strong>{" "}
        <Moment instant={message.sentAt} />
        {ours && <span class="badge badge-plain">{message.final ? words.ticket.final : words.ticket.question}</span>}
        {message.outcome && <span class="badge badge-plain">{words.outcome[message.outcome]}</span>}
      </p>
      <Words text={message.text} />
      <Attached ticketKey={ticketKey} files={message.files} />
    </article>
  );
}

function Attached({ ticketKey, files }: { ticketKey: TicketKey; files: OfficeFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="office-files" aria-label={words.ticket.files}>
      {files.map((file) => (
        <li key={file.id}>
          {file.state === "checked" || file.state === "unscanned" ? (
            <a href={fileAddress(ticketKey, file.id)} download={file.name} target="_self">
              {file.name}
            </a>
          ) : (
            file.name
          )}{" "}
          <span class="office-second">
            {words.ticket.fileState[file.state]}, {fileSize(file.size)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A text with its line breaks. */
function Words({ text }: { text: string }) {
  return (
    <p class="office-words" dir="auto">
      {text}
    </p>
  );
}

function said({ what, by, detail }: OfficeEvent, clerks: OfficeClerk[]): string {
  if (what === "assigned") return words.ticket.event.assigned(by, detail && (clerks.find((one) => one.id === detail)?.name ?? "…"));
  if (what === "merged") return words.ticket.event.merged(by, detail);
  return words.ticket.event[what](by, detail);
}
