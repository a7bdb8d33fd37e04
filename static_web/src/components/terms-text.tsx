/** The text of the terms: parts with a heading each, as the portal sends them. */
export function TermsText({ text, level = 2 }: { text: string; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      {text.split("\n\n").map((part) => {
        const [heading = "", ...lines] = part.split("\n");
        return (
          <section key={heading}>
            <Heading>{heading}</Heading>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        );
      })}
    </>
  );
}
