import { PageTitle } from "../../components/page";
import { OFFICE } from "./paths";
import { words } from "./words";

export function NotFound() {
  return (
    <>
      <PageTitle windowTitle={words.title}>{words.notFound}</PageTitle>
      <p>
        <a href={OFFICE.queue}>{words.ticket.back}</a>
      </p>
    </>
  );
}
