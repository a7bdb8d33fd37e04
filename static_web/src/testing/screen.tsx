import { cleanup, configure, render } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import type { ComponentChildren } from "preact";
import { afterEach, beforeEach, vi } from "vitest";

import { TextProvider } from "../i18n/text";
import { SessionProvider } from "../session/session";
import { portal } from "./portal";

// Long enough for a busy machine; only a failing test waits this long.
configure({ asyncUtilTimeout: 15_000 });

/** Runs each test of a file on a fresh page at a known address. */
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

/** Renders a component within the providers of the app. */
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
