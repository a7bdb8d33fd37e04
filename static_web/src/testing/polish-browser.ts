import { vi } from "vitest";

// A file finds the libraries as the one before left them, and our own modules new, as a page does that is just opened.
vi.resetModules();

// The tests read Polish screens, in a browser that asks for Polish; what runs without a browser is told the same.
const languages = ["pl-PL", "pl"];
if (typeof navigator === "undefined") Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
else Object.defineProperty(navigator, "languages", { value: languages, configurable: true });
