import { useEffect, useState } from "preact/hooks";

import { type Offered, type Subject, type TicketRow, ticketsApi } from "../../api/tickets";
import { useLanguage } from "../../i18n/text";

const known: Record<string, Offered> = {};
const NOTHING: Offered = { subjects: [], services: [], callback: { days: [], hours: [] } };

/** The subjects of tickets and the times of callbacks, in the user's language; loaded once, empty until then. */
export function useOffered(): Offered {
  const { language } = useLanguage();
  const [, setArrived] = useState("");
  useEffect(() => {
    if (known[language]) return undefined;
    let waits = true;
    const read = async () => {
      known[language] = (await ticketsApi.subjects(language)).data;
      if (waits) setArrived(language);
    };
    // Without them tickets are shown by their kind alone, and can be written all the same.
    read().catch(() => undefined);
    return () => {
      waits = false;
    };
  }, [language]);
  return known[language] ?? NOTHING;
}

/** The name of a ticket's subject, or of the ordered service. */
export function nameOf({ kind, subject }: Pick<TicketRow, "kind" | "subject">, subjects: Subject[], services: Offered["services"]): string | undefined {
  return kind === "order" ? services.filter(({ key }) => key === subject)[0]?.name : subjectOf(subjects, subject)?.name;
}

/** The subject with this key; undefined where it is no longer offered. */
export function subjectOf(subjects: Subject[], key: string | null | undefined): Subject | undefined {
  return subjects.filter((one) => one.key === key)[0];
}
