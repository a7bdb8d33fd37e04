import { ticketsApi } from "../../api/tickets";
import type { FileWords } from "../../components/files/files-field";
import type { FileStore } from "../../components/files/use-files";
import type { TicketsCatalogue } from "./text/pl";

/** The words of files in a message to the office. */
export function fileWords(text: TicketsCatalogue): FileWords {
  return { ...text.files, optional: text.form.optional, problem: text.problem };
}

/** The files of a ticket that were uploaded but not sent yet. */
export function fileStore(ticket: string): FileStore {
  return {
    list: (signal) => ticketsApi.files(ticket, signal),
    add: (id, content, onProgress) => ticketsApi.addFile(ticket, id, content, onProgress),
    drop: (id) => ticketsApi.dropFile(ticket, id),
  };
}
