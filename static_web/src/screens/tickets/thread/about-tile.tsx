import type { ComponentChildren } from "preact";

import type { TicketDetails } from "../../../api/tickets";
import { Tile } from "../../../components/tile";
import { Moment } from "../../../components/values";
import { plainDate } from "../../../i18n/format";
import { contractPath, documentPath, pointPath } from "../../../paths";
import { useTicketsText } from "../text";
import { hoursName } from "../writing/callback-fields";
import { monthName } from "../writing/subject-fields";

/** The ticket's number and what it is about. */
export function AboutTile({ ticket }: { ticket: TicketDetails }) {
  const text = useTicketsText();
  const { number, kind, receivedAt, asked, about } = ticket;
  const labels: Record<string, string> = text.asks;
  const faults: Record<string, string> = text.faults;
  const links = [
    about.documentId && { href: documentPath(about.documentId), name: text.ticket.showDocument },
    about.contractId && { href: contractPath(about.contractId), name: text.ticket.showContract },
    about.pointId && { href: pointPath(about.pointId), name: text.ticket.showPoint },
  ];
  return (
    <Tile title={text.ticket.about}>
      <dl class="about">
        <Fact name={text.ticket.number}>
          <span translate={false}>{number}</span>
        </Fact>
        <Fact name={text.ticket.kind}>{text.kinds[kind]}</Fact>
        <Fact name={text.ticket.sentOn}>
          <Moment instant={receivedAt} />
        </Fact>
        {Object.keys(asked).map((name) => (
          <Fact key={name} name={own(labels, name)}>
            {name === "fault" ? own(faults, asked[name] ?? "") : name === "hours" ? hoursName(asked[name] ?? "") : shown(asked[name] ?? "")}
          </Fact>
        ))}
      </dl>
      {links.map(
        (link) =>
          link && (
            <p key={link.href}>
              <a href={link.href}>{link.name}</a>
            </p>
          ),
      )}
    </Tile>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A formatted day or month; anything else as typed. */
function shown(answer: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(answer)) return plainDate(answer);
  return /^\d{4}-\d\d$/.test(answer) ? monthName(answer) : answer;
}

function own(words: Record<string, string>, key: string): string {
  return Object.prototype.hasOwnProperty.call(words, key) ? (words[key] ?? key) : key;
}
