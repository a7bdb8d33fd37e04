import { cleanup, configure, render } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import type { ComponentChildren } from "preact";
import { afterEach, beforeEach, vi } from "vitest";

import { TextProvider } from "../i18n/text";
import { SessionProvider } from "../session/session";
import { portal } from "./portal";

// A busy machine is slow, and a thing that never comes is told a few seconds later.
configure({ asyncUtilTimeout: 15_000 });

/** Each test of a file on a fresh page at a known address. */
export function onFreshPages(): void {
  beforeEach(() => {
    history.replaceState(null, "", "/pulpit");
    portal({});
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    localStorage.clear();
  });
}

/** Shows a part of the app with what every screen has around it. */
export function show(part: ComponentChildren, address = "/pulpit") {
  history.replaceState(null, "", address);
  return render(
    <TextProvider>
      <SessionProvider>
        <LocationProvider>{part}</LocationProvider>
      </SessionProvider>
    </TextProvider>,
  );
}
