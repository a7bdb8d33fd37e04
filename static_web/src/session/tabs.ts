export type TabEvent = "used" | "signedOut";

const KEY = "mojbok.tabs";

/** Lets the other tabs know that the session was used or closed; they share its cookie. */
export function tellOtherTabs(event: TabEvent): void {
  try {
    localStorage.setItem(KEY, `${event} ${Date.now()}`);
  } catch {
    // without storage each tab keeps its own count
  }
}

export function onOtherTab(listener: (event: TabEvent) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue) listener(newValue.split(" ")[0] as TabEvent);
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
