/**
 * Words that change while they are on the screen. A browser that translates the page puts each text into an element of
 * its own, and a change of the old text then shows nowhere; an element keyed by its text is replaced as a whole.
 */
export function LiveText({ children }: { children: string }) {
  return <span key={children}>{children}</span>;
}
