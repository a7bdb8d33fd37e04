type TabEvent = "used" | "signedOut";

const KEY = "mojbok.tabs";

/** Notifies other tabs, which share the cookie, that the session was used or closed. */
export function notifyOtherTabs(event: TabEvent): void {
  try {
    localStorage.setItem(KEY, `${event} ${Date.now()}`);
  } catch {
    // without storage each tab has its own idle timer
  }
}

export function onOtherTab(listener: (event: TabEvent) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue) listener(newValue.split(" ")[0] as TabEvent);
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
