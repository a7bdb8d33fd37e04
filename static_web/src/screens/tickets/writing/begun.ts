import type { StoredDraft } from "../../../api/tickets";
import type { Begun } from "../../../paths";
import type { Written } from "./use-draft";

const ID = /^[A-Za-z0-9_-]{8,64}$/;
const DRAFT_ID = /^[A-Za-z0-9_-]{16,64}$/;
const SUBJECT = /^[a-z][a-z0-9_]{0,39}$/;
const LONGEST_ANSWER = 500;
const LONGEST_BEGINNING = 1000;

/** The draft id in the address, where it is valid. */
export function draftIdOf({ szkic }: Pick<Begun, "szkic">): string | undefined {
  return szkic && DRAFT_ID.test(szkic) ? szkic : undefined;
}

/** The initial values of a ticket about a document, point, contract or payment. */
export function begunOf(words: Begun): Written {
  const { rodzaj, faktura, numer, punkt, umowa, nazwa, wplata, kwota, dzien, temat, dalszy, tresc } = words;
  const id = (value: string | undefined) => (value && ID.test(value) ? value : null);
  const [documentId, pointId, contractId, paymentId] = [id(faktura), id(punkt), id(umowa), id(wplata)];
  const subject = documentId ? "invoice" : pointId ? "meter" : paymentId ? "payment" : contractId ? "contract" : "";
  const asked: Record<string, string | undefined> = {
    ...(documentId && { document: numer }),
    ...(pointId && { point: nazwa }),
    ...(contractId && { contract: nazwa }),
    ...(paymentId && { amount: kwota, date: dzien }),
  };
  return {
    kind: rodzaj === "telefon" ? "callback" : "question",
    subject: temat && SUBJECT.test(temat) ? temat : subject || null,
    text: (tresc ?? "").slice(0, LONGEST_BEGINNING),
    about: { documentId, pointId, contractId, paymentId },
    asked: said(asked),
    reply: false,
    previous: id(dalszy),
    typed: {},
  };
}

/** The values of a stored draft. */
export function writtenOf({ kind, subject, text, about, asked, previous, typed }: StoredDraft): Written {
  return { kind, subject, text, about, asked, reply: false, previous, typed };
}

/** The answers that are not empty. */
export function said(asked: Record<string, string | undefined>): Record<string, string> {
  const answers: Record<string, string> = {};
  Object.keys(asked).forEach((name) => {
    const answer = (asked[name] ?? "").trim();
    if (answer && answer.length <= LONGEST_ANSWER) answers[name] = answer;
  });
  return answers;
}
