import { useEffect, useState } from "preact/hooks";

import { type Offered, type Subject, type TicketRow, ticketsApi } from "../../api/tickets";
import { useLanguage } from "../../i18n/text";

const known: Record<string, Offered> = {};
const NOTHING: Offered = { subjects: [], services: [], callback: { days: [], hours: [] } };

/** What one may write about, and when be called, in the person's language; asked once a visit, empty until known. */
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
    // Without their names the kind of a ticket stands alone; whoever writes may still write.
    read().catch(() => undefined);
    return () => {
      waits = false;
    };
  }, [language]);
  return known[language] ?? NOTHING;
}

export const useSubjects = (): Subject[] => useOffered().subjects;

/** What a ticket is about: its subject, or of an order the service. */
export function nameOf({ kind, subject }: Pick<TicketRow, "kind" | "subject">, subjects: Subject[], services: Offered["services"]): string | undefined {
  return kind === "order" ? services.filter(({ key }) => key === subject)[0]?.name : subjectOf(subjects, subject)?.name;
}

/** The subject with this key; one that is offered no more is none. */
export function subjectOf(subjects: Subject[], key: string | null | undefined): Subject | undefined {
  return subjects.filter((one) => one.key === key)[0];
}
