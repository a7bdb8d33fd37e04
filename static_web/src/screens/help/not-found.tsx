import { PageTitle } from "../../components/page";
import { useHelpText } from "./text";

export function NotFound() {
  const text = useHelpText().notFound;
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.text}</p>
      <p>
        <a href="/">{text.home}</a>
      </p>
    </>
  );
}
