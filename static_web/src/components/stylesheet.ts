const asked: Record<string, Promise<void>> = {};

/**
 * Puts an area's own style sheet into the page, once, so that it weighs nothing where nobody goes.
 * Done when it holds; where it cannot be had, the words are there without it.
 */
export function styled(href: string): Promise<void> {
  const loading =
    asked[href] ??
    new Promise<void>((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.addEventListener("load", () => done());
      link.addEventListener("error", () => done());
      link.href = href;
      document.head.appendChild(link);
    });
  asked[href] = loading;
  return loading;
}
