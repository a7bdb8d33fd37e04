import { PageTitle } from "../../components/page";
import { useText } from "../../i18n/text";

export function NotFound() {
  const text = useText().notFound;
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
